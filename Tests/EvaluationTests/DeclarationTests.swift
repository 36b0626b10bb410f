import Database
import Directory
import Essentials
import EvaluationEngine
import TestSupport
import Testing

@testable import Evaluation

/// Forms: nothing typed is lost, and every lock says which it is.
struct DeclarationTests {
    private func line(_ criterion: String, _ place: Int, of round: ID<Round>, in council: Council) async throws
        -> FormLine?
    {
        try await council.database.read { [unit = council.units[place]] db in
            try db.lines(of: db.entrant(unit, in: round).id)[criterion]
        }
    }

    @Test(arguments: Engine.tested)
    func `a line that somebody else changed is reported, all others are saved`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.save([Council.edit("I.1", ["1", "4"])], 0, in: round)
            try await council.save([Council.edit("I.1", ["2", "4"], seen: 1)], 0, in: round, by: council.heads[0])
            let conflicts = try await council.save(
                [Council.edit("I.1", ["3", "4"], seen: 1), Council.edit("II.1", ["7"])], 0, in: round)
            #expect(conflicts.map(\.criterion) == ["I.1"] && conflicts.map(\.revision) == [2])
            #expect(try await line("I.1", 0, of: round, in: council)?.declared == "2\n4")
            #expect(try await line("II.1", 0, of: round, in: council)?.declared == "7")
            let again = try await council.save([Council.edit("I.1", ["3", "4"], seen: 2)], 0, in: round)
            #expect(again.isEmpty)
            #expect(try await line("I.1", 0, of: round, in: council)?.declared == "3\n4")
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who save the same line at once one is told, and every other line is kept`(
        engine: Engine
    ) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            async let first = council.save(
                [Council.edit("I.1", ["1", "4"]), Council.edit("I.2", ["yes"])], 0, in: round)
            async let second = council.save(
                [Council.edit("I.1", ["2", "4"]), Council.edit("II.1", ["7"])], 0, in: round, by: council.heads[0])
            let conflicts = try await first + second
            #expect(conflicts.map(\.criterion) == ["I.1"])
            #expect(try await line("I.1", 0, of: round, in: council)?.revision == 1)
            #expect(try await line("I.2", 0, of: round, in: council)?.declared == "yes")
            #expect(try await line("II.1", 0, of: round, in: council)?.declared == "7")
        }
    }

    @Test(arguments: Engine.tested)
    func `saving the same again changes nothing and is no conflict`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.save([Council.edit("I.1", ["1", "4"])], 0, in: round)
            let conflicts = try await council.save([Council.edit("I.1", ["1", "4"])], 0, in: round)
            #expect(conflicts.isEmpty)
            #expect(try await line("I.1", 0, of: round, in: council)?.revision == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what cannot be read yet is kept, and keeps the form from being signed`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            await #expect(throws: EvaluationRefusal.formIsEmpty) { try await council.sign(0, in: round) }
            try await council.save([Council.edit("I.1", ["5", "4"]), Council.edit("II.1", ["mười"])], 0, in: round)
            #expect(try await line("II.1", 0, of: round, in: council)?.declared == "mười")
            await #expect(throws: EvaluationRefusal.formHasMistakes(["I.1", "II.1"])) {
                try await council.sign(0, in: round)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody of another agency writes or signs a form`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            for caller in [council.specialists[1], council.secretary, council.chair, council.verifier] {
                await #expect(throws: NotFound.self) {
                    try await council.save([Council.edit("II.1", ["9"])], 0, in: round, by: caller)
                }
                await #expect(throws: NotFound.self) { try await council.sign(0, in: round, by: caller) }
            }
            await #expect(throws: NotFound.self) {
                try await council.sign(0, in: round, by: council.specialists[0])
            }
            #expect(try await line("II.1", 0, of: round, in: council) == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the lock that acts is named: the time, the signature, the step`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let late = Instant(Council.declareUntil.adding(days: 1))
            let edits = [Council.edit("II.1", ["9"])]
            await #expect(throws: EvaluationRefusal.declarationIsOver(Council.declareUntil)) {
                try await council.save(edits, 0, in: round, at: late)
            }
            try await council.save(edits, 0, in: round, at: Instant(Council.declareUntil))
            try await council.sign(0, in: round)
            await #expect(throws: EvaluationRefusal.formIsSigned(council.now)) {
                try await council.save([Council.edit("II.1", ["8"], seen: 1)], 0, in: round)
            }
            try await council.close(round, at: late)
            await #expect(throws: EvaluationRefusal.formIsAbsent) {
                try await council.save(edits, 1, in: round)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a line that nobody typed into is left alone, however old the page is`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.save([Council.edit("I.1", ["1", "4"])], 0, in: round)
            let shown = TypedAnswer(values: ["1", "4"])
            let mark = LineMark(LineMark(1, shown.words).text)
            try await council.save([Council.edit("I.1", ["2", "4"], seen: 1)], 0, in: round, by: council.heads[0])
            let old = FormEdit(
                criterion: "I.1", content: shown, seen: mark.revision, isUntouched: mark.fits(shown.words))
            #expect(old.isUntouched && old.seen == 1)
            let conflicts = try await council.save([old, Council.edit("II.1", ["7"])], 0, in: round)
            #expect(conflicts.isEmpty)
            #expect(try await line("I.1", 0, of: round, in: council)?.declared == "2\n4")
            #expect(!mark.fits(TypedAnswer(values: ["1", "5"]).words) && !LineMark("1").fits(shown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody signs what was changed after they read it`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.save([Council.edit("II.1", ["7"])], 0, in: round)
            let stands = try #require(try await line("II.1", 0, of: round, in: council))
            let seen = SignDeclaration.fingerprint(of: ["II.1": stands])
            try await council.save([Council.edit("II.1", ["8"], seen: 1)], 0, in: round)
            await #expect(throws: EvaluationRefusal.formWasChanged) {
                try await council.database.write { [council] db in
                    try SignDeclaration()(
                        unit: council.units[0], round: round, seen: seen, by: council.heads[0], at: council.now, in: db)
                }
            }
            try await council.sign(0, in: round)
        }
    }

    @Test(arguments: Engine.tested)
    func `an exception opens one form after the deadline, marks what is late, and locks again by itself`(
        engine: Engine
    ) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let (deadline, edits) = (Council.declareUntil, [Council.edit("II.1", ["9"])])
            let (late, end) = (Instant(deadline.adding(days: 1)), deadline.adding(days: 3))
            let exception = LateException(until: end, number: "12/CV-BCĐ", reason: "Mất điện")
            try await council.save([Council.edit("I.1", ["1", "2"])], 1, in: round)
            try await council.unlock(1, exception, in: round, at: late)
            await #expect(throws: EvaluationRefusal.declarationIsOver(deadline)) {
                try await council.save(edits, 0, in: round, at: late)
            }
            try await council.save(edits, 1, in: round, at: late)
            await #expect(throws: EvaluationRefusal.declarationGoesOn(missing: 1, until: end)) {
                try await council.close(round, at: late)
            }
            await #expect(throws: EvaluationRefusal.declarationIsOver(end)) {
                try await council.save([Council.edit("I.2", ["yes"])], 1, in: round, at: Instant(end.adding(days: 1)))
            }
            try await council.sign(1, in: round, at: late)
            await #expect(throws: EvaluationRefusal.formIsSigned(late)) {
                try await council.unlock(1, exception, in: round, at: late)
            }
            let (kept, entrant, lines) = try await council.database.read { [unit = council.units[1]] db in
                let entrant = try db.entrant(unit, in: round)
                return (try db.round(round), entrant, try db.lines(of: entrant.id))
            }
            #expect(EvaluationWords.late(entrant, kept)?.vietnamese == "Gửi sau hạn, theo 12/CV-BCĐ")
            #expect(EvaluationWords.late(lines["I.1"], kept) == nil && EvaluationWords.late(lines["II.1"], kept) != nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `only the secretary unlocks, and never into the past`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let exception = LateException(until: Council.declareUntil, number: "1", reason: "x")
            await #expect(throws: Problems.self) { try await council.unlock(1, exception, in: round, at: council.now) }
            let later = LateException(until: Council.declareUntil.adding(days: 9), number: "1", reason: "x")
            for caller in [council.chair, council.verifier, council.heads[1]] {
                await #expect(throws: NotFound.self) {
                    try await council.unlock(1, later, in: round, by: caller, at: council.now)
                }
            }
        }
    }

    @Test func `a decimal comma is read, and nought is not the same as nothing`() throws {
        let set = try CriteriaSet(json: Council.set)
        let width = try #require(set.leaves.last)
        #expect(try TypedAnswer(values: ["84,5"]).entry(for: width) == .value([Rational(169, over: 2)!]))
        #expect(try TypedAnswer(values: ["0"]).entry(for: width) == .value([0]))
        #expect(try TypedAnswer(values: [""]).entry(for: width) == .missing)
        #expect(try TypedAnswer(isNotApplicable: true, values: [""]).entry(for: width) == .notApplicable)
        #expect(throws: InputProblem.self) { try TypedAnswer(values: ["1.234,5"]).entry(for: width) }
    }
}
