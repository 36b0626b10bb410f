import Essentials

extension ResultPackage {
    /// Reads a package and recomputes it from its set and its answers; succeeds only if every byte comes out the same.
    /// What differs is named with its place.
    public init(verifying text: String) throws(InputProblem) {
        let node = try JSONNode(parsing: text)
        self = try node.object { (members) throws(InputProblem) in try Self.read(&members) }
        let recomputed = self.text
        guard recomputed != text else { return }
        throw Self.difference(between: text, and: recomputed)
    }

    private static func read(_ members: inout JSONMembers) throws(InputProblem) -> ResultPackage {
        try expect(members.need("format"), format)
        try expect(members.need("engine"), engine)
        let context = try members.need("context").object { (list) throws(InputProblem) in
            var context: [(String, String)] = []
            for (name, node) in list.rest() { context.append((name, try node.text())) }
            return context
        }
        let setHash = try members.need("setHash")
        let setNode = try members.need("set")
        let issued = try issuedSet(setNode)
        try expect(setHash, issued.hash)
        let records = try members.need("answers").items { (node) throws(InputProblem) in try UnitRecord(node) }
        var sheet = try Sheet(issued, units: records.map(\.unit))
        for record in records { try record.enter(into: &sheet) }
        _ = try members.need("results")
        _ = try members.need("hash")
        return ResultPackage(Scoring(sheet), context: context, proof: members.take("proof"))
    }

    private static func expect(_ node: JSONNode, _ expected: String) throws(InputProblem) {
        let found = try node.text()
        guard found == expected else {
            throw node.problem(
                "ghi '\(found)', tính lại là '\(expected)'", "'\(found)' is written, but it is '\(expected)'")
        }
    }

    private static func issuedSet(_ node: JSONNode) throws(InputProblem) -> IssuedSet {
        let set = try CriteriaSet(node)
        do {
            return try IssuedSet(set)
        } catch {
            let reason = error.problems.first?.reason ?? Wording("", en: "")
            throw InputProblem(reason, at: node.place)
        }
    }

    private static func difference(between text: String, and recomputed: String) -> InputProblem {
        let (written, expected) = (Array(text.utf8), Array(recomputed.utf8))
        var line = 1
        var column = 1
        var index = 0
        while index < min(written.count, expected.count), written[index] == expected[index] {
            if written[index] == 10 {
                line += 1
                column = 1
            } else if written[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        func rest(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[index...].prefix { $0 != 10 }.prefix(40), as: UTF8.self)
        }
        return InputProblem(
            Wording(
                "ghi '\(rest(written))', tính lại là '\(rest(expected))'",
                en: "'\(rest(written))' is written, but recomputed it is '\(rest(expected))'"),
            at: TextPlace(line: line, column: column))
    }
}

/// One unit of a package with its answers.
private struct UnitRecord {
    let unit: EvaluatedUnit
    let answers: [(code: String, node: JSONNode)]

    init(_ node: JSONNode) throws(InputProblem) {
        var hash = JSONNode.null
        self = try node.object { (record) throws(InputProblem) in
            let unit = EvaluatedUnit(
                code: try record.need("unit").text(), name: try record.need("name").text(),
                group: try record.need("group").text(), exclusion: try record.take("exclusion")?.text())
            let answers = try record.need("answers").object { (list) throws(InputProblem) in list.rest() }
            hash = try record.need("hash")
            return UnitRecord(unit: unit, answers: answers)
        }
        let computed = ContentHash.hexadecimal(of: node.dropping("hash").compact)
        guard try hash.text() == computed else {
            throw InputProblem(
                Wording(
                    "số liệu của đơn vị '\(unit.code)' đã bị sửa sau khi đóng gói",
                    en: "the answers of the unit '\(unit.code)' were changed after packing"),
                at: node.place)
        }
    }

    private init(unit: EvaluatedUnit, answers: [(String, JSONNode)]) {
        self.unit = unit
        self.answers = answers.map { (code: $0.0, node: $0.1) }
    }

    func enter(into sheet: inout Sheet) throws(InputProblem) {
        for (code, node) in answers {
            guard let leaf = sheet.index(ofCriterion: code) else {
                throw node.problem("không có tiêu chí '\(code)'", "there is no criterion '\(code)'")
            }
            do {
                try sheet.enter(try Entry(node, sheet.leaves[leaf]), unit: unit.code, criterion: code)
            } catch {
                throw InputProblem(error.reason, at: error.place ?? node.place)
            }
        }
    }
}

extension Entry {
    init(_ node: JSONNode, _ criterion: Criterion) throws(InputProblem) {
        switch node.value {
        case .text("not-applicable"): self = .notApplicable
        case .text("rejected"): self = .rejected
        default:
            self = try node.object { (members) throws(InputProblem) in
                if criterion.takesSubordinates {
                    return .subordinates(try members.need("subordinates").items(Self.subordinate))
                }
                if criterion.inputs.contains(where: { $0.code == "unverified" }) == false,
                    let table = members.take("unverified")
                {
                    return .unverified(
                        try table.object { (table) throws(InputProblem) in try Self.values(&table, criterion) })
                }
                return .value(try Self.values(&members, criterion))
            }
        }
    }

    private static func values(
        _ members: inout JSONMembers, _ criterion: Criterion
    ) throws(InputProblem) -> [Rational] {
        var values: [Rational] = []
        for input in criterion.inputs {
            let node = try members.need(input.code)
            do {
                values.append(try input.value(try node.text()))
            } catch {
                throw InputProblem(error.reason, at: node.place)
            }
        }
        return values
    }

    private static func subordinate(_ node: JSONNode) throws(InputProblem) -> Subordinate {
        try node.object { (child) throws(InputProblem) in
            Subordinate(share: try child.take("share")?.exact(), weight: try child.need("weight").exact())
        }
    }
}
