import Essentials

extension Sheet {
    /// Reads a table of values: a row for each unit, a column for each input (docs/evaluation-formats.md).
    public init(_ set: IssuedSet, csv text: String) throws(InputProblem) {
        let table = try DelimitedText(text)
        let columns = try ValuesColumns(table, set.set)
        var units: [EvaluatedUnit] = []
        var seen: Set<String> = []
        for row in table.rows {
            let unit = try columns.unit(row)
            guard seen.insert(unit.code).inserted else {
                throw InputProblem(
                    Wording("đơn vị '\(unit.code)' xuất hiện hai lần", en: "the unit '\(unit.code)' occurs twice"),
                    at: row.place(columns.unitColumn))
            }
            units.append(unit)
        }
        try self.init(set, units: units)
        for (row, unit) in zip(table.rows, units) {
            guard let place = index(ofUnit: unit.code) else { continue }
            for (leaf, lineColumns) in columns.lines {
                let entry = try columns.entry(row, leaf: leaf, lineColumns)
                guard entry != .missing else { continue }
                do {
                    try enter(entry, unit: place, leaf: leaf)
                } catch {
                    throw InputProblem(error.reason, at: row.place(lineColumns[0]))
                }
            }
        }
    }
}

/// What each column of a table of values means.
private struct ValuesColumns {
    let unitColumn: Int
    let lines: [(leaf: Int, columns: [Int])]
    private let nameColumn: Int?
    private let groupColumn: Int?
    private let excludedColumn: Int?
    private let leaves: [Criterion]
    private let groups: [String]

    init(_ table: DelimitedText, _ set: CriteriaSet) throws(InputProblem) {
        unitColumn = try table.needed("unit")
        nameColumn = table.column("name")
        groupColumn = table.column("group")
        excludedColumn = table.column("excluded")
        leaves = set.leaves
        groups = set.groups.map(\.code)
        if groups.count > 1, groupColumn == nil { _ = try table.needed("group") }
        var used = Set([unitColumn, nameColumn, groupColumn, excludedColumn].compactMap { $0 })
        var lines: [(leaf: Int, columns: [Int])] = []
        for (leaf, criterion) in leaves.enumerated() {
            let found = try Self.columns(of: criterion, in: table)
            guard !found.isEmpty else { continue }
            used.formUnion(found)
            lines.append((leaf, found))
        }
        self.lines = lines
        for index in table.header.cells.indices where !used.contains(index) {
            let name = table.header.cells[index].text
            let known = table.column(name) != index
            throw InputProblem(
                known
                    ? Wording("cột '\(name)' xuất hiện hai lần", en: "the column '\(name)' occurs twice")
                    : Wording("bộ tiêu chí không có cột '\(name)'", en: "the set has no column '\(name)'"),
                at: table.header.place(index))
        }
    }

    /// `1.2` where a criterion asks one thing, `1.2.a` and `1.2.b` where it asks several. What is only collected may be
    /// left out.
    private static func columns(of criterion: Criterion, in table: DelimitedText) throws(InputProblem) -> [Int] {
        if criterion.takesSubordinates { return [try table.needed(criterion.code)] }
        if criterion.inputs.count == 1, let column = table.column(criterion.code) { return [column] }
        var columns: [Int] = []
        for input in criterion.inputs {
            let name = "\(criterion.code).\(input.code)"
            if criterion.role == .collected, table.column(name) == nil { return [] }
            columns.append(try table.needed(name))
        }
        return columns
    }

    func unit(_ row: DelimitedText.Row) throws(InputProblem) -> EvaluatedUnit {
        let code = row.cells[unitColumn].text
        guard !code.isEmpty else {
            throw InputProblem(
                Wording("chưa ghi mã đơn vị", en: "the unit's code is missing"), at: row.place(unitColumn))
        }
        let group = groupColumn.map { row.cells[$0].text } ?? groups[0]
        guard groups.contains(group) else {
            throw InputProblem(
                Wording("không có nhóm '\(group)'", en: "there is no group '\(group)'"), at: row.place(groupColumn ?? 0)
            )
        }
        let exclusion = excludedColumn.map { row.cells[$0].text } ?? ""
        return EvaluatedUnit(
            code: code, name: nameColumn.map { row.cells[$0].text } ?? code, group: group,
            exclusion: exclusion.isEmpty ? nil : exclusion)
    }

    func entry(_ row: DelimitedText.Row, leaf: Int, _ columns: [Int]) throws(InputProblem) -> Entry {
        let criterion = leaves[leaf]
        var values: [Rational] = []
        values.reserveCapacity(columns.count)
        for (position, column) in columns.enumerated() {
            let text = row.cells[column].text
            if let whole = Self.state(text) { return try whole.agreed(row, columns) }
            if criterion.takesSubordinates { return try subordinates(text, at: row.place(column)) }
            do {
                values.append(try criterion.inputs[position].value(text))
            } catch {
                throw InputProblem(error.reason, at: row.place(column))
            }
        }
        return .value(values)
    }

    /// The states that a cell can say instead of a value.
    fileprivate static func state(_ text: String) -> Entry? {
        switch text {
        case "": .missing
        case "N/A", "Không áp dụng": .notApplicable
        case "rejected", "Không công nhận": .rejected
        default: nil
        }
    }

    /// `80/100;45/90`, with weights `80/100*1200;45/90*800`, and `-` for a result that is late.
    private func subordinates(_ text: String, at place: TextPlace) throws(InputProblem) -> Entry {
        var children: [Entry.Subordinate] = []
        for piece in text.split(separator: ";", omittingEmptySubsequences: false) {
            let sides = piece.split(separator: "*", maxSplits: 1).map(String.init)
            let weight = sides.count == 2 ? Rational(sides[1]) : .one
            let share = sides.first.flatMap { Rational($0) }
            guard let first = sides.first, let weight, share != nil || first == "-" else {
                throw InputProblem(
                    Wording("'\(piece)' không phải kết quả dạng 80/100", en: "'\(piece)' is no result such as 80/100"),
                    at: place)
            }
            children.append(Entry.Subordinate(share: share, weight: weight))
        }
        return .subordinates(children)
    }
}

extension Entry {
    /// `N/A` and `rejected` are said of the whole line: no other cell of it may hold a value.
    fileprivate func agreed(_ row: DelimitedText.Row, _ columns: [Int]) throws(InputProblem) -> Entry {
        guard self != .missing else {
            let others = columns.compactMap { ValuesColumns.state(row.cells[$0].text) }
            return others.first { $0 != .missing } ?? .missing
        }
        for column in columns {
            let other = ValuesColumns.state(row.cells[column].text)
            guard other == self || other == .missing else {
                throw InputProblem(
                    Wording("các ô của một tiêu chí nói khác nhau", en: "the cells of one criterion disagree"),
                    at: row.place(column))
            }
        }
        return self
    }
}
