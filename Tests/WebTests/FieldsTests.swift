import Database
import Directory
import Essentials
import Testing

@testable import Web

/// What people type, read.
struct FieldsTests {
    private enum Level: String {
        case high, low
    }

    private func form(_ value: String) -> FormData {
        FormData([("field", value)])
    }

    @Test(arguments: [
        ("  a b  ", "a b"), ("", nil), (" \t\n ", nil), ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("To\u{0301}an", "Tóan"), ("a\u{0000}b\u{0007}", "ab"), ("gpj\u{202E}fdp.exe", "gpjfdp.exe"),
        ("\u{FEFF}x", "x"),
    ])
    func `text is tidied`(typed: String, expected: String?) {
        #expect(form(typed).text("field") == expected)
    }

    @Test func `composed text is one text however it was typed`() throws {
        let text = try #require(form("To\u{0301}an").text("field"))
        #expect(Array(text.utf8) == Array("Tóan".utf8))
    }

    @Test func `a password is taken exactly as it was typed`() {
        #expect(form("  mật khẩu ").raw("field") == "  mật khẩu ")
    }

    @Test func `the order of fields does not matter, and a blank one does not hide a later one`() {
        let form = FormData([("b", "2"), ("a", ""), ("a", "1")])
        #expect(form.text("a") == "1")
        #expect(form.texts("a") == ["1"])
        #expect(form.text("b") == "2")
        #expect(form.has("a"))
    }

    @Test(arguments: [
        ("03/02/2026", "2026-02-03"), ("3/2/2026", "2026-02-03"), ("3-2-2026", "2026-02-03"),
        ("3.2.2026", "2026-02-03"), ("2026-02-03", "2026-02-03"), ("29/02/2024", "2024-02-29"),
    ])
    func `days are read as people write them`(typed: String, expected: String) {
        var problems = Problems()
        #expect(form(typed).date("field", &problems)?.description == expected)
        #expect(problems.isEmpty)
    }

    @Test(arguments: [
        "31/02/2026", "29/02/2026", "hôm nay", "1/1/26", "01/01/1899", "01/01/2200", "1/2", "٣/٢/٢٠٢٦", "3/2/2026/1",
    ])
    func `what is no day says how to mend it`(typed: String) {
        var problems = Problems()
        #expect(form(typed).date("field", &problems) == nil)
        #expect(problems["field"] != nil)
    }

    @Test func `a blank day is no problem`() {
        var problems = Problems()
        #expect(form(" ").date("field", &problems) == nil)
        #expect(problems.isEmpty)
    }

    @Test(arguments: [("14:30", "14:30:00"), ("9:05", "09:05:00"), ("24:00", nil), ("9h", nil)])
    func `times are read`(typed: String, expected: String?) {
        var problems = Problems()
        #expect(form(typed).time("field", &problems)?.description == expected)
        #expect(problems.isEmpty == (expected != nil))
    }

    @Test(arguments: [
        ("1.250", 1250), ("1 250", 1250), ("7", 7), ("-7", nil), ("7,5x", nil), ("99999999999999999999", nil),
    ])
    func `whole numbers are read`(typed: String, expected: Int?) {
        var problems = Problems()
        #expect(form(typed).number("field", in: 0...10_000, &problems) == expected)
        #expect(problems.isEmpty == (expected != nil))
    }

    @Test func `a number out of bounds names them`() {
        var problems = Problems()
        #expect(form("0").number("field", in: 1...1200, &problems) == nil)
        #expect(problems["field"]?.vietnamese == "Nhập số từ 1 đến 1.200.")
    }

    @Test func `a text that is too long says by how much`() {
        var problems = Problems()
        let missing = Wording("Nhập.", en: "Type.")
        #expect(form("12345").required("field", atMost: 5, missing: missing, &problems) == "12345")
        #expect(form("1234567").required("field", atMost: 5, missing: missing, &problems) == nil)
        #expect(problems["field"]?.vietnamese == "Dài hơn mức cho phép 2 ký tự (tối đa 5). Rút gọn lại.")
    }

    @Test func `a text that must be there is asked for in its own words`() {
        var problems = Problems()
        let missing = Wording("Nhập trích yếu.", en: "Type the subject.")
        #expect(form("  ").required("field", atMost: 5, missing: missing, &problems) == nil)
        #expect(problems["field"] == missing)
    }

    @Test func `choices and ids out of nowhere are problems`() {
        var problems = Problems()
        #expect(form("high").choice("field", as: Level.self, &problems) == .high)
        #expect(form("0000000000ABC").id("field", as: Person.self, &problems)?.description == "0000000000ABC")
        #expect(problems.isEmpty)
        #expect(form("other").choice("field", as: Level.self, &problems) == nil)
        #expect(form("x").id("field", as: Person.self, &problems) == nil)
        #expect(problems.byField.count == 2)
    }

    @Test func `an address keeps its other filters and gives up its place`() {
        let query = Query("q=h%C3%B2a+b%C3%ACnh&state=open&older=5.7")
        #expect(query.text("q") == "hòa bình")
        #expect(query.with(["state": "late"]) == "?q=h%C3%B2a%20b%C3%ACnh&state=late")
        #expect(query.with(["state": nil]) == "?q=h%C3%B2a%20b%C3%ACnh")
        #expect(query.position == .older(than: Keyset(order: 5, id: 7)))
        #expect(Query("").with([:]) == "")
    }

    @Test(arguments: ["/x", "/x?a=b", "/"])
    func `a way back on this server is followed`(path: String) {
        #expect(LocalPath.checked(path) == path)
    }

    @Test(arguments: ["//evil.test", "https://evil.test", "/\\evil.test", "/x\\y", "x", "/a b", "/a\u{0}", "", nil])
    func `a way back to elsewhere leads home`(path: String?) {
        #expect(LocalPath.checked(path) == "/")
    }
}
