import Essentials
import Testing

@testable import Database

struct SQLTests {
    @Test func `values are bound, never pasted`() {
        let name = "'; DROP TABLE book; --"
        let sql: SQL = "SELECT id FROM book WHERE title = \(name) AND pages > \(3)"
        let (text, values) = sql.rendered(for: .sqlite)
        #expect(text == "SELECT id FROM book WHERE title = $1 AND pages > $2")
        #expect(values == [.text(name), .integer(3)])
    }

    @Test func `fragments nest with their own values, numbered as they come`() {
        let condition: SQL = "pages > \(10)"
        let sql: SQL = "SELECT \(1) FROM book WHERE \(condition) AND title = \("a")"
        let (text, values) = sql.rendered(for: .postgresql)
        #expect(text == "SELECT $1 FROM book WHERE pages > $2 AND title = $3")
        #expect(values == [.integer(1), .integer(10), .text("a")])
    }

    @Test func `fragments are joined and added`() {
        let parts: [SQL] = ["a = \(1)", "b = \(2)"]
        var sql: SQL = "SELECT x WHERE " + SQL(parts, joinedBy: " AND ")
        sql += " LIMIT \(3)"
        #expect(sql.rendered(for: .sqlite).text == "SELECT x WHERE a = $1 AND b = $2 LIMIT $3")
        #expect(SQL([], joinedBy: ", ").rendered(for: .sqlite).text.isEmpty)
    }

    @Test func `each element of a list is bound, and an empty list equals nothing`() {
        let some: SQL = "id IN (\(list: [1, 2, 3]))"
        #expect(some.rendered(for: .sqlite).text == "id IN ($1, $2, $3)")
        let none: SQL = "id IN (\(list: [Int]()))"
        #expect(none.rendered(for: .sqlite).text == "id IN (NULL)")
        #expect(none.rendered(for: .sqlite).values.isEmpty)
    }

    @Test func `an optional binds its value or null`() {
        let sql: SQL = "\(Int?.none), \(Int?.some(4)), \(String?.none)"
        #expect(sql.rendered(for: .sqlite).values == [.null, .integer(4), .null])
    }

    @Test(arguments: [
        (ColumnType.integer, "INTEGER", "BIGINT"), (.text, "TEXT", "TEXT COLLATE \"C\""), (.bytes, "BLOB", "BYTEA"),
        (.boolean, "INTEGER", "BOOLEAN"), (.real, "REAL", "DOUBLE PRECISION"),
    ])
    func `a column's type has each engine's name`(type: ColumnType, sqlite: String, postgresql: String) {
        let sql: SQL = "\(type: type)"
        #expect(sql.rendered(for: .sqlite).text == sqlite)
        #expect(sql.rendered(for: .postgresql).text == postgresql)
    }

    @Test(arguments: [
        (Idiom.strict, " STRICT", ""), (.forUpdate, "", " FOR UPDATE"),
        (.forUpdateSkipLocked, "", " FOR UPDATE SKIP LOCKED"),
    ])
    func `what the engines spell differently is spelled for each`(idiom: Idiom, sqlite: String, postgresql: String) {
        let sql: SQL = "\(idiom: idiom)"
        #expect(sql.rendered(for: .sqlite).text == sqlite)
        #expect(sql.rendered(for: .postgresql).text == postgresql)
    }

    @Test func `a place in a list reads what it writes`() {
        for keyset in [Keyset(order: 5, id: 7), Keyset(order: .min, id: .max), Keyset(order: 0, id: -1)] {
            #expect(Keyset(keyset.description) == keyset)
        }
        for text in ["", "1", "1.", "1.2.3", "a.b", "99999999999999999999.1", "1 .2"] { #expect(Keyset(text) == nil) }
    }
}
