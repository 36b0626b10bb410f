import Foundation

/// Writes tables for spreadsheets.
public enum CSVWriter {
    /// - Returns: text with a mark at its beginning, without which spreadsheets misread Vietnamese.
    public static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + body(rows)
    }

    /// The same without the mark, where the answer puts it before the text itself.
    public static func body(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell in quotes where it needs them. What a spreadsheet would take for a formula gets an apostrophe before it
    /// (ASVS V1.2.10): the data comes from people.
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        let needsQuotes = plain.unicodeScalars.contains { ",;\t\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + plain.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : plain
    }
}
