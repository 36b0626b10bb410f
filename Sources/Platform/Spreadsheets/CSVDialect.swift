/// How a table was saved: what parts its cells, and where its first row begins.
public struct CSVDialect: Hashable, Sendable {
    /// `,`, `;` or a tab.
    public let separator: UInt8
    /// Behind the byte order mark and Excel's line `sep=;`.
    public let start: SheetPlace

    /// - Parameter beginning: the file's first bytes, as many as its headings may take.
    public init(_ beginning: [UInt8]) {
        var rest = beginning[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        let stated = Self.statedSeparator(rest)
        if stated != nil { rest = rest.drop { $0 != UInt8(ascii: "\n") }.dropFirst() }
        separator = stated ?? Self.guessedSeparator(rest)
        start = SheetPlace(row: 1, offset: Int64(rest.startIndex))
    }

    private static let separators = Array(",;\t".utf8)

    /// Of Excel's own first line.
    private static func statedSeparator(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes.starts(with: "sep=".utf8), let sign = bytes.dropFirst(4).first,
            bytes.dropFirst(5).first.map({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) ?? false
        else { return nil }
        return separators.contains(sign) ? sign : nil
    }

    /// What occurs most in the first line that has any, outside quotes. One sign alone may be a title's comma: then the
    /// first line with several decides.
    private static func guessedSeparator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        var candidate: UInt8?
        for line in counts(bytes) {
            guard let (sign, count) = line.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            if candidate == nil {
                candidate = sign
                if count > 1 { break }
            } else if count > 3 {
                candidate = sign
                break
            }
        }
        return candidate ?? UInt8(ascii: ",")
    }

    /// How often each separator stands in each of the first lines, outside quotes.
    private static func counts(_ bytes: ArraySlice<UInt8>) -> [[UInt8: Int]] {
        var lines: [[UInt8: Int]] = [[:]]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if lines.count == 20 { break }
                lines.append([:])
            } else if separators.contains(byte) {
                lines[lines.count - 1][byte, default: 0] += 1
            }
        }
        return lines
    }
}
