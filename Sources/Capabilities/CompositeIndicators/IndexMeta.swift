import Essentials
public import EvaluationEngine

/// The structure of a composite index: COINr's `iMeta` table, column by column.
public struct IndexMeta: Sendable {
    /// One row of the table.
    public struct Item: Hashable, Sendable {
        public let code: String
        public let name: String
        public let direction: Direction
        public let weight: Double
        public let level: Int
        /// The code of the aggregate it belongs to; nil at the top.
        public let parent: String?
        /// The code of the column that it is divided by.
        public let denominator: String?
        public let target: Double?
        public let place: TextPlace
    }

    /// The indicators of level 1, in the table's order.
    public let indicators: [Item]
    /// Aggregates, in the table's order.
    public let aggregates: [Item]
    /// Codes of columns with groups and of denominators.
    public let groups: [String]
    public let denominators: [String]

    /// Reads CSV; columns may be in any order and others are ignored, as COINr does.
    public init(csv text: String) throws(InputProblem) {
        let table = try DelimitedText(text)
        let reader = try MetaReader(table)
        var indicators: [Item] = []
        var aggregates: [Item] = []
        var groups: [String] = []
        var denominators: [String] = []
        for row in table.rows {
            switch reader.cell(row, reader.type) {
            case "Indicator": indicators.append(try reader.item(row))
            case "Aggregate": aggregates.append(try reader.item(row))
            case "Group": groups.append(reader.cell(row, reader.code))
            case "Denominator": denominators.append(reader.cell(row, reader.code))
            case "Other": break
            case let other:
                throw InputProblem(
                    Wording(
                        "loại '\(other)' không thuộc: Indicator, Aggregate, Group, Denominator, Other",
                        en: "the type '\(other)' is none of: Indicator, Aggregate, Group, Denominator, Other"),
                    at: row.place(reader.type))
            }
        }
        self.indicators = indicators
        self.aggregates = aggregates
        self.groups = groups
        self.denominators = denominators
        try check(table)
    }

    /// The children of an aggregate, in the table's order.
    public func children(of code: String) -> [Item] {
        (indicators + aggregates).filter { $0.parent == code }
    }

    /// Aggregates from the lowest level up, so that each comes after its parts.
    public var upwards: [Item] {
        aggregates.enumerated().sorted { ($0.element.level, $0.offset) < ($1.element.level, $1.offset) }.map(\.element)
    }

    private func check(_ table: DelimitedText) throws(InputProblem) {
        var seen: Set<String> = []
        for item in indicators + aggregates {
            guard seen.insert(item.code).inserted else {
                throw InputProblem(
                    Wording("mã '\(item.code)' bị trùng", en: "the code '\(item.code)' is used twice"), at: item.place)
            }
        }
        for item in indicators + aggregates {
            guard let parent = item.parent else { continue }
            guard let above = aggregates.first(where: { $0.code == parent }), above.level == item.level + 1 else {
                throw InputProblem(
                    Wording(
                        "'\(item.code)': không có nhóm '\(parent)' ở cấp \(item.level + 1)",
                        en: "'\(item.code)': there is no aggregate '\(parent)' at level \(item.level + 1)"),
                    at: item.place)
            }
        }
        for aggregate in aggregates where children(of: aggregate.code).isEmpty {
            throw InputProblem(
                Wording(
                    "nhóm '\(aggregate.code)' không có chỉ số", en: "the aggregate '\(aggregate.code)' has no parts"),
                at: aggregate.place)
        }
        guard !indicators.isEmpty, !aggregates.isEmpty else {
            throw InputProblem(
                Wording("không có chỉ số hoặc nhóm", en: "there is no indicator or no aggregate"),
                at: table.header.place(0))
        }
    }
}

/// Where the columns of the table are.
private struct MetaReader {
    let code: Int
    let type: Int
    private let name: Int?
    private let direction: Int
    private let weight: Int
    private let level: Int
    private let parent: Int
    private let denominator: Int?
    private let target: Int?

    init(_ table: DelimitedText) throws(InputProblem) {
        code = try table.needed("iCode")
        type = try table.needed("Type")
        name = table.column("iName")
        direction = try table.needed("Direction")
        weight = try table.needed("Weight")
        level = try table.needed("Level")
        parent = try table.needed("Parent")
        denominator = table.column("Denominator")
        target = table.column("Target")
    }

    /// `NA` is R's word for nothing.
    func cell(_ row: DelimitedText.Row, _ index: Int?) -> String {
        let text = index.map { row.cells[$0].text } ?? ""
        return text == "NA" ? "" : text
    }

    func item(_ row: DelimitedText.Row) throws(InputProblem) -> IndexMeta.Item {
        let code = cell(row, self.code)
        guard !code.isEmpty else {
            throw InputProblem(Wording("thiếu mã", en: "the code is missing"), at: row.place(self.code))
        }
        let parent = cell(row, self.parent)
        let denominator = cell(row, self.denominator)
        return IndexMeta.Item(
            code: code, name: name == nil ? code : cell(row, name), direction: try readDirection(row),
            weight: try number(row, weight) ?? 1, level: try readLevel(row), parent: parent.isEmpty ? nil : parent,
            denominator: denominator.isEmpty ? nil : denominator, target: try number(row, target),
            place: row.place(self.code))
    }

    private func readDirection(_ row: DelimitedText.Row) throws(InputProblem) -> Direction {
        let text = cell(row, direction)
        guard let number = Double(text.isEmpty ? "1" : text), let found = Direction(rawValue: Int(exactly: number) ?? 0)
        else {
            throw InputProblem(
                Wording("chiều phải là 1 hoặc -1", en: "the direction must be 1 or -1"), at: row.place(direction))
        }
        return found
    }

    private func readLevel(_ row: DelimitedText.Row) throws(InputProblem) -> Int {
        guard let number = Double(cell(row, level)), (1...50).contains(number), number == number.rounded() else {
            throw InputProblem(
                Wording("cấp phải là số nguyên từ 1", en: "the level must be a whole number from 1"),
                at: row.place(level))
        }
        return Int(number)
    }

    private func number(_ row: DelimitedText.Row, _ index: Int?) throws(InputProblem) -> Double? {
        guard let index else { return nil }
        return try NumberCell.value(cell(row, index), at: row.place(index))
    }
}

/// Reads a number of a statistical table.
enum NumberCell {
    static func value(_ text: String, at place: TextPlace) throws(InputProblem) -> Double? {
        if text.isEmpty || text == "NA" { return nil }
        guard let number = Double(text), number.isFinite else {
            throw InputProblem(Wording("'\(text)' không phải số", en: "'\(text)' is no number"), at: place)
        }
        return number
    }
}
