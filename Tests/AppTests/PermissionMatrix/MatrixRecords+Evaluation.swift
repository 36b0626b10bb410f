import Database
import Directory
import Essentials
import EvaluationEngine

@testable import App
@testable import Evaluation

/// A draft and an issued criteria set, and a round at each of its steps: held by `parent`, with `own` and `sibling`.
extension MatrixRecords {
    mutating func addEvaluation() async throws {
        guard let shipped = ShippedSets.named("so-nganh") else { throw NotFound() }
        let made = try await installation.database.write { [self] db in
            let secretary = try caller(.standingAgency, .parent, in: db)
            let issued = try ImportCriteriaSet()(shipped.set.json.pretty, by: secretary, at: now, in: db).id
            try IssueCriteriaSet()(issued, by: secretary, at: now, in: db)
            var next = shipped.set
            next.version = "\(next.version)-sau"
            let draft = try ImportCriteriaSet()(next.json.pretty, by: secretary, at: now, in: db).id
            let rounds = try Step.allCases.map { step in (step, try round(issued, at: step, in: db)) }
            return (issued, draft, rounds)
        }
        add("issuedSet", made.0)
        add("draftSet", made.1)
        for (step, round) in made.2 { add(step.rawValue, round) }
    }

    /// How far a round has been taken.
    private enum Step: String, CaseIterable, Comparable {
        case declaring, signed, verifying, verified, proposed, decided, published

        static func < (lhs: Step, rhs: Step) -> Bool {
            (allCases.firstIndex(of: lhs) ?? 0) < (allCases.firstIndex(of: rhs) ?? 0)
        }
    }

    private func round(_ set: ID<KeptSet>, at step: Step, in db: Connection) throws -> ID<Round> {
        let secretary = try caller(.standingAgency, .parent, in: db)
        let places: [PermissionLine.Place] = [.own, .sibling]
        let units = places.compactMap { people.agencies[$0] }
        let id = try OpenRound()(
            NewRound(
                set: set, holder: people.agencies[.parent] ?? ID(rawValue: 0), name: "Đợt \(step.rawValue)", year: 2026,
                declareUntil: now.date.adding(days: 9), verifyUntil: now.date.adding(days: 19),
                units: units.map { ($0, "so") }),
            by: secretary, at: now, in: db)
        for (place, unit) in zip(places, units) where step > .declaring {
            let edit = FormEdit(criterion: "I.1", content: TypedAnswer(values: ["3"]), seen: 0)
            _ = try SaveDeclaration()(
                [edit], unit: unit, round: id, by: caller(.specialist, place, in: db), at: now, in: db)
            let lines = try db.lines(of: db.entrant(unit, in: id).id)
            try SignDeclaration()(
                unit: unit, round: id, seen: SignDeclaration.fingerprint(of: lines),
                by: caller(.leader, place, in: db), at: now, in: db)
        }
        if step > .signed { try CloseDeclaration()(id, by: secretary, at: now, in: db) }
        for unit in units where step > .verifying {
            let finding = FormEdit(criterion: "I.1", content: TypedFinding(finding: .accepted), seen: 1)
            _ = try SaveVerification()([finding], unit: unit, round: id, by: secretary, at: now, in: db)
            try FinishVerification()(unit: unit, round: id, by: secretary, at: now, in: db)
        }
        if step > .verified { try ProposeResults()(id, by: secretary, at: now, in: db) }
        if step > .proposed {
            try DecideResults()(
                id, number: "15/QĐ-UBND", decidedOn: now.date, by: caller(.leader, .parent, in: db), at: now, in: db)
        }
        if step > .decided { try PublishResults()(id, by: secretary, at: now, in: db) }
        return id
    }
}
