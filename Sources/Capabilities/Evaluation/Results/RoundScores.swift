import Database
import Directory
import Essentials
import EvaluationEngine

/// The exact scores of a round, computed from its lines: as the units declared, and as they were verified.
struct RoundScores: Sendable {
    let set: IssuedSet
    let entrants: [Entrant]
    /// Điểm tự chấm.
    let declared: Scoring
    /// Điểm thẩm định; what counts.
    let verified: Scoring

    /// - Throws: `NotFound`, `DatabaseError`.
    init(_ round: Round, in db: Connection) throws {
        let set = try db.criteriaSet(round.set).issued()
        let entrants = try db.entrants(of: round.id)
        let lines = try db.lines(of: round.id)
        try self.init(set, entrants, lines)
    }

    init(_ set: IssuedSet, _ entrants: [Entrant], _ lines: [FormLine]) throws {
        self.set = set
        self.entrants = entrants
        let criteria = Dictionary(set.set.leaves.map { ($0.code, $0) }) { first, _ in first }
        let units = Dictionary(entrants.map { ($0.id, $0) }) { first, _ in first }
        var declared = try Sheet(set, units: entrants.map(\.evaluated))
        var verified = declared
        for line in lines {
            guard let criterion = criteria[line.criterion], let entrant = units[line.entrant],
                criterion.applies(to: entrant.group), entrant.state == .signed || entrant.state == .verified
            else { continue }
            // Signing and judging have read these answers; what cannot be read counts as not declared.
            let own = (try? line.answer(for: criterion).entry(for: criterion)) ?? .missing
            try declared.enter(own, unit: entrant.evaluated.code, criterion: line.criterion)
            let found = (try? line.settled(for: criterion)) ?? .missing
            try verified.enter(found, unit: entrant.evaluated.code, criterion: line.criterion)
        }
        self.declared = Scoring(declared)
        self.verified = Scoring(verified)
    }

    /// What can be recomputed by anybody, with what the round says of itself.
    func package(of round: Round) -> ResultPackage {
        let context: [(String, String?)] = [
            ("round", round.name), ("year", String(round.year)), ("decision", round.decisionNumber),
            ("decidedOn", round.decidedOn?.description),
        ]
        return ResultPackage(verified, context: context.compactMap { name, text in text.map { (name, $0) } })
    }
}

extension Entrant {
    /// As the engine knows it: by the platform's own identifier, which no other unit has.
    /// Who handed nothing in takes no part, whatever the set says of missing answers.
    var evaluated: EvaluatedUnit {
        EvaluatedUnit(
            code: unit.description, name: name, group: group,
            exclusion: state == .absent ? State.absent.name.vietnamese : nil)
    }
}
