public import Essentials

/// One difference between two versions of a set, as it is read to the council.
public struct SetChange: Hashable, Sendable {
    /// What happened to it.
    public enum Kind: String, Sendable {
        case added
        case removed
        case changed
    }

    public let kind: Kind
    /// The code of what changed; nil for the set itself.
    public let code: String?
    public let wording: Wording
}

extension CriteriaSet {
    /// What a later version adds, removes and changes, by code; the order of criteria is no difference.
    public func changes(to later: CriteriaSet) -> [SetChange] {
        let pairs: [(String?, [SetPiece], [SetPiece])] = [
            (nil, [SetPiece(code: "", node: heading)], [SetPiece(code: "", node: later.heading)]),
            ("nhóm|group", groupPieces, later.groupPieces), ("mức|level", levelPieces, later.levelPieces),
            ("lĩnh vực|field", fieldPieces, later.fieldPieces),
            ("tiêu chí|criterion", criterionPieces, later.criterionPieces),
        ]
        return pairs.flatMap { label, before, after in Self.changes(label, before, after) }
    }

    private static func changes(_ label: String?, _ before: [SetPiece], _ after: [SetPiece]) -> [SetChange] {
        let old = Dictionary(before.map { ($0.code, $0) }) { first, _ in first }
        let new = Dictionary(after.map { ($0.code, $0) }) { first, _ in first }
        let names = (label ?? "|").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        func change(_ kind: SetChange.Kind, _ code: String, _ vietnamese: String, _ english: String) -> SetChange {
            let prefix = label == nil ? ("", "") : ("\(names[0]) \(code): ", "\(names[1]) \(code): ")
            return SetChange(
                kind: kind, code: label == nil ? nil : code,
                wording: Wording(prefix.0 + vietnamese, en: prefix.1 + english))
        }
        let removed = before.filter { new[$0.code] == nil }.map { change(.removed, $0.code, "bỏ", "removed") }
        let added = after.filter { old[$0.code] == nil }.map { change(.added, $0.code, "thêm mới", "added") }
        let changed = before.flatMap { piece in
            guard let other = new[piece.code] else { return [SetChange]() }
            return piece.differences(to: other).map { difference in
                change(
                    .changed, piece.code, "\(difference.name): \(difference.before) → \(difference.after)",
                    "\(difference.name): \(difference.before) → \(difference.after)")
            }
        }
        return removed + added + changed
    }

    private var heading: JSONNode {
        guard case .object(let members) = canonical.value else { return .null }
        let own: Set<String> = ["groups", "levels", "fields", "adjustments"]
        let limits =
            adjustments.map { [("bonusCap", JSONNode.exact($0.cap)), ("penaltyFloor", .exact($0.floor))] } ?? []
        return .object(members.filter { !own.contains($0.name) }.map { ($0.name, $0.node) } + limits)
    }

    private var groupPieces: [SetPiece] {
        groups.map { SetPiece(code: $0.code, node: .object([("name", $0.name.json)])) }
    }

    private var levelPieces: [SetPiece] {
        levels.map { table in table.levels.map { SetPiece(code: $0.code, node: $0.json) } } ?? []
    }

    private var fieldPieces: [SetPiece] {
        fields.map { field in
            let parts = field.criteria.map { JSONNode.text($0.code) }.sorted { $0.compact < $1.compact }
            return SetPiece(
                code: field.code,
                node: .object([
                    ("number", .text(field.number)), ("name", field.name.json), ("maximum", .exact(field.maximum)),
                    ("criteria", .list(parts)),
                ]))
        }
    }

    private var criterionPieces: [SetPiece] {
        allCriteria.map { criterion in
            var alone = criterion
            alone.parts = []
            return SetPiece(code: criterion.code, node: alone.json(sorted: true))
        }
    }
}

/// A part of a set that is compared member by member.
private struct SetPiece {
    let code: String
    let node: JSONNode

    func differences(to other: SetPiece) -> [(name: String, before: String, after: String)] {
        guard case .object(let mine) = node.value, case .object(let theirs) = other.node.value else { return [] }
        let names = mine.map(\.name) + theirs.map(\.name).filter { name in !mine.contains { $0.name == name } }
        return names.compactMap { name in
            let before = mine.first { $0.name == name }?.node.compact ?? "–"
            let after = theirs.first { $0.name == name }?.node.compact ?? "–"
            return before == after ? nil : (name, before, after)
        }
    }
}
