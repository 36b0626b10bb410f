/// Which sheets a workbook has.
struct SheetList: MarkupTaker {
    /// The sheets that can be seen, in their order.
    private(set) var seen: [(name: String, relation: String)] = []
    /// Whether days are counted as old Macintoshes did.
    private(set) var countsFrom1904 = false

    private static let most = 1_000

    mutating func begin(_ name: String, _ attributes: MarkupAttributes) throws(UnreadableTable) {
        switch name {
        case "workbookPr": countsFrom1904 = ["1", "true"].contains(attributes["date1904"])
        case "sheet":
            guard let relation = attributes["id"], seen.count < Self.most else { throw .damagedWorkbook }
            if (attributes["state"] ?? "visible") == "visible" { seen.append((attributes["name"] ?? "", relation)) }
        default: break
        }
    }

    mutating func text(_ bytes: [UInt8]) {}
    mutating func end(_ name: String) {}
}

/// Where the parts of a workbook are.
struct PartRelations: MarkupTaker {
    private var parts: [(id: String, kind: String, path: String)] = []

    private static let most = 10_000

    mutating func begin(_ name: String, _ attributes: MarkupAttributes) throws(UnreadableTable) {
        guard name == "Relationship", attributes["TargetMode"] != "External" else { return }
        guard let id = attributes["Id"], let kind = attributes["Type"], let target = attributes["Target"],
            parts.count < Self.most
        else { throw .damagedWorkbook }
        let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        parts.append((id, kind.split(separator: "/").last.map(String.init) ?? "", path))
    }

    mutating func text(_ bytes: [UInt8]) {}
    mutating func end(_ name: String) {}

    func path(of id: String) -> String? { parts.first { $0.id == id }?.path }

    func path(ofKind kind: String) -> String? { parts.first { $0.kind == kind }?.path }
}

/// The texts that cells share, one after the other in memory.
struct SharedStrings: MarkupTaker {
    static let mostBytes = 64 << 20
    static let most = 4_000_000

    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isText = false
    /// Inside a note on how a text is spoken.
    private var isSpoken = false

    mutating func begin(_ name: String, _ attributes: MarkupAttributes) {
        if name == "rPh" { isSpoken = true }
        if name == "t" { isText = !isSpoken }
    }

    mutating func text(_ text: [UInt8]) throws(UnreadableTable) {
        guard isText else { return }
        guard bytes.count + text.count <= Self.mostBytes else { throw .workbookTooLarge }
        bytes += text
    }

    mutating func end(_ name: String) throws(UnreadableTable) {
        switch name {
        case "t": isText = false
        case "rPh": isSpoken = false
        case "si":
            guard ends.count < Self.most else { throw .workbookTooLarge }
            ends.append(bytes.count)
        default: break
        }
    }

    /// Nil when there is no such text.
    subscript(_ index: Int) -> [UInt8]? {
        guard ends.indices.contains(index) else { return nil }
        return Array(bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    }
}

/// Which styles show a number as a day.
struct CellStyles: MarkupTaker {
    private var isDayByFormat: [Int: Bool] = [:]
    private var isDayByStyle: [Bool] = []
    private var isInCells = false

    private static let most = 100_000
    /// Excel's own formats of days (ECMA-376 Part 1 §18.8.30), those of other languages too.
    private static let days: Set<Int> = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]

    mutating func begin(_ name: String, _ attributes: MarkupAttributes) throws(UnreadableTable) {
        switch name {
        case "numFmt":
            guard let id = attributes.number("numFmtId"), isDayByFormat.count < Self.most else {
                throw .damagedWorkbook
            }
            isDayByFormat[id] = Self.isDay(attributes["formatCode"] ?? "")
        case "cellXfs": isInCells = true
        case "xf" where isInCells:
            guard isDayByStyle.count < Self.most else { throw .damagedWorkbook }
            let format = attributes.number("numFmtId") ?? 0
            isDayByStyle.append(isDayByFormat[format] ?? Self.days.contains(format))
        default: break
        }
    }

    mutating func text(_ bytes: [UInt8]) {}

    mutating func end(_ name: String) {
        if name == "cellXfs" { isInCells = false }
    }

    /// Whether a cell of this style shows a day.
    func isDay(_ style: Int) -> Bool { isDayByStyle.indices.contains(style) && isDayByStyle[style] }

    /// Whether a format shows a day or a year, outside quotes, brackets and behind a backslash.
    private static func isDay(_ format: String) -> Bool {
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        for sign in format.unicodeScalars.prefix(1_000) {
            if isEscaped {
                isEscaped = false
            } else if sign == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if sign == "[" || sign == "]" {
                isBracketed = sign == "["
            } else if isBracketed {
                continue
            } else if sign == "\\" || sign == "_" || sign == "*" {
                isEscaped = true
            } else if "dDyY".unicodeScalars.contains(sign) {
                return true
            }
        }
        return false
    }
}
