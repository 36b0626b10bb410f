import Database
import Directory
import Essentials
import EvaluationEngine
import TestSupport
import Testing

@testable import Evaluation

/// Verification: never the own unit, never without a reason, never over what the unit said.
struct VerificationTests {
    private func verifying(_ council: Council, allowsRelated: Bool = true) async throws -> ID<Round> {
        let round = try await council.openRound(council.issuedSet(), allowsRelated: allowsRelated)
        for place in 0...2 {
            try await council.declare(place, ["1", "2"], "yes", "5", in: round)
            try await council.sign(place, in: round)
        }
        try await council.close(round)
        return round
    }

    @Test(arguments: Engine.tested)
    func `nobody verifies the own unit, whatever rights they have`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            await #expect(throws: EvaluationRefusal.ownUnit) {
                try await council.verify(0, in: round, by: council.secretary)
            }
            try await council.verify(1, in: round, by: council.secretary)
            let states = try await council.database.read { try $0.entrants(of: round).map(\.state) }
            #expect(states == [.signed, .verified, .signed])
        }
    }

    @Test(arguments: Engine.tested)
    func `superiors and subordinates are refused where the round's decision says so`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council, allowsRelated: false)
            await #expect(throws: EvaluationRefusal.relatedUnit) { try await council.verify(1, in: round) }
            // The secretary sits beside it, in another department.
            try await council.verify(1, in: round, by: council.secretary)
        }
    }

    @Test(arguments: Engine.tested)
    func `who verifies nothing does not even learn of the form`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            for caller in [council.heads[0], council.specialists[1], council.chair] {
                await #expect(throws: NotFound.self) { try await council.verify(1, in: round, by: caller) }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a finding that departs from the declaration has its reason and readable values`(
        engine: Engine
    ) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            for (finding, field) in [
                (TypedFinding(finding: .rejected), "w0"), (TypedFinding(finding: .changed, values: ["1", "2"]), "w0"),
                (TypedFinding(finding: .changed, values: ["3", "2"], reason: "x"), "a0x0"),
                (TypedFinding(finding: .notApplicable), "w0"), (TypedFinding(reason: "Xem lại"), "f0"),
                (TypedFinding(finding: .accepted, values: ["1", "3"]), "a0x0"),
            ] {
                let problems = await #expect(throws: Problems.self) {
                    try await council.verify(1, ["I.1": finding], in: round)
                }
                #expect(problems?.byField.map(\.field) == [field])
            }
            let lines = try await council.database.read { try $0.lines(of: round) }
            #expect(lines.allSatisfy { $0.finding == nil }, "nothing of a refused form is kept")
        }
    }

    @Test(arguments: Engine.tested)
    func `refused evidence is worth nothing, and what does not apply leaves the base`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            try await council.verify(
                0, ["I.1": TypedFinding(finding: .rejected, reason: "Không có biên bản")], in: round,
                by: council.verifier)
            try await council.verify(
                1, ["II.1": TypedFinding(finding: .notApplicable, reason: "Không có trụ sở riêng")], in: round)
            let scores = try await council.scores(round)
            #expect(scores.verified.result(of: council.units[0].description)?.score == 60)
            // (20 + 10) of 50 is 60 of 100.
            #expect(scores.verified.result(of: council.units[1].description)?.score == 60)
            let line = scores.verified.line(council.units[0].description, "I.1")
            #expect(line?.state == .rejected)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form is not finished while a declared line is not judged`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            await #expect(throws: EvaluationRefusal.linesAreLeft(3)) {
                try await council.database.write { [council] db in
                    try FinishVerification()(
                        unit: council.units[1], round: round, by: council.verifier, at: council.now, in: db)
                }
            }
            try await council.verify(1, in: round)
            await #expect(throws: EvaluationRefusal.formIsVerified) { try await council.verify(1, in: round) }
        }
    }

    @Test(arguments: Engine.tested)
    func `who filled the form in does not verify it after moving to another agency`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            let (former, verifier) = (council.specialists[1], council.verifier)
            try await council.database.write { db in
                // The post stays as it was written down; who holds it sits in the committee now.
                try db.execute("UPDATE post SET person_id = \(verifier.person) WHERE id = \(former.post)")
                try db.execute("UPDATE post SET valid_to = valid_from WHERE id = \(former.post)")
            }
            let later = Instant(council.now.date.adding(days: 1))
            await #expect(throws: EvaluationRefusal.ownDeclaration) {
                try await council.verify(1, in: round, at: later)
            }
            try await council.verify(0, in: round, at: later)
        }
    }

    @Test(arguments: Engine.tested)
    func `of two verifiers who judge one line the second is told, and what neither touched is nobody's conflict`(
        engine: Engine
    ) async throws {
        try await Council.with(engine) { council in
            let round = try await verifying(council)
            func judge(_ edits: [FormEdit<TypedFinding>], by caller: Caller) async throws -> [FormConflict] {
                try await council.database.write { [council] db in
                    try SaveVerification()(
                        edits, unit: council.units[1], round: round, by: caller, at: council.now, in: db)
                }
            }
            func edit(_ criterion: String, _ finding: TypedFinding, seen: Int = 1) -> FormEdit<TypedFinding> {
                FormEdit(criterion: criterion, content: finding, seen: seen)
            }
            let refused = TypedFinding(finding: .rejected, reason: "Không có biên bản")
            #expect(try await judge([edit("I.1", refused)], by: council.secretary) == [])
            var untouched = edit("I.1", TypedFinding())
            untouched.isUntouched = true
            let second = try await judge(
                [untouched, edit("I.2", TypedFinding(finding: .accepted))], by: council.verifier)
            #expect(second == [], "a line that this verifier did not touch")
            let third = try await judge(
                [edit("I.1", TypedFinding(finding: .accepted)), edit("II.1", TypedFinding(finding: .accepted))],
                by: council.verifier)
            #expect(third.map(\.criterion) == ["I.1"])
            let lines = try await council.database.read { [unit = council.units[1]] db in
                try db.lines(of: db.entrant(unit, in: round).id)
            }
            #expect(lines.mapValues(\.finding) == ["I.1": .rejected, "I.2": .accepted, "II.1": .accepted])
        }
    }
}
