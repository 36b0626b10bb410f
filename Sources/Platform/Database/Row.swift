/// One row of an answer, read by the names of its columns.
public struct Row: Sendable {
    /// Where each column stands; shared by all rows of one answer.
    typealias Columns = [String: Int]

    let columns: Columns
    /// In the order of the statement's columns.
    public let values: [SQLValue]

    /// The column's value as `Value`; an `Optional` for a column that may be null.
    ///
    /// - Throws: `DatabaseError.column` when there is no such column or it holds something else.
    public subscript<Value: SQLConvertible>(_ column: String) -> Value {
        get throws {
            guard let index = columns[column] else {
                throw DatabaseError.column(column, reason: "is not in the answer")
            }
            do {
                return try Value(sqlValue: values[index])
            } catch let mismatch as SQLMismatch {
                throw DatabaseError.column(column, reason: mismatch.description)
            }
        }
    }
}

/// What is made from one row.
public protocol RowDecodable {
    init(row: Row) throws
}
