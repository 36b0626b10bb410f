import Database
import Directory
import Essentials
import EvaluationEngine
import Journal
import TestSupport
import Testing

@testable import Evaluation

/// One round from the set to the published result, on both engines.
struct RoundStoryTests {
    @Test(arguments: Engine.tested)
    func `a round goes from the set to a published result that anybody can recompute`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.declare(0, ["3", "4"], "yes", "10", in: round)
            try await council.declare(1, ["2", "3"], "no", "4", in: round)
            for place in 0...1 { try await council.sign(place, in: round) }
            // The commune hands nothing in.
            try await council.close(round, at: Instant(Council.declareUntil.adding(days: 1)))
            try await council.verify(0, in: round)
            try await council.verify(
                1,
                ["I.1": TypedFinding(finding: .changed, values: ["1", "3"], reason: "Một cuộc không có biên bản")],
                in: round)
            try await finish(round, in: council)
            try await expectResult(round, in: council)
        }
    }

    private func finish(_ round: ID<Round>, in council: Council) async throws {
        try await council.database.write { [council] db in
            let (now, chair) = (council.now, council.chair)
            try ProposeResults()(round, by: council.secretary, at: now, in: db)
            try DecideResults()(
                round, number: "15/QĐ-UBND", decidedOn: now.date, by: chair, at: now, in: db)
            try PublishResults()(round, by: council.secretary, at: now, in: db)
        }
    }

    private func expectResult(_ round: ID<Round>, in council: Council) async throws {
        let scores = try await council.scores(round)
        let results = council.units.map { scores.verified.result(of: $0.description) }
        #expect(results[0]?.score == 90 && results[0]?.level?.code == "tot" && results[0]?.standing.rank == 1)
        // 40/3 + 0 + 4/10 · 50, exactly.
        #expect(results[1]?.score == Rational(100, over: 3) && results[1]?.level?.code == "yeu")
        #expect(results[1]?.standing.rank == 2)
        #expect(results[2]?.standing.unranked == .excluded && results[2]?.standing.rank == nil)
        // What the unit said stays beside what was found: 80/3 + 20.
        #expect(scores.declared.result(of: council.units[1].description)?.score == Rational(140, over: 3))
        let (text, kept, events) = try await council.database.read { db in
            (
                try db.publishedPackage(of: round), try db.round(round),
                try db.events(about: .evaluationRound(round)).map(\.kind)
            )
        }
        #expect(try ResultPackage(verifying: text).context.map(\.0) == ["round", "year", "decision", "decidedOn"])
        #expect(try kept.packageHash == ResultPackage(verifying: text).hash)
        #expect(kept.state == .published && kept.decisionNumber == "15/QĐ-UBND")
        #expect(
            Array(events.suffix(4)) == [
                "evaluation.verification-finished", "evaluation.results-proposed", "evaluation.results-decided",
                "evaluation.results-published",
            ])
    }

    @Test(arguments: Engine.tested)
    func `those are told whose turn it is`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let told = try await council.database.write { db in
                for event in try db.events(about: .evaluationRound(round)) {
                    try EvaluationNotifications().receive(event, in: db)
                }
                return try db.values("SELECT post_id FROM notification ORDER BY post_id") as [ID<Post>]
            }
            #expect(told == council.heads.map(\.post).sorted())
        }
    }

    @Test(arguments: Engine.tested)
    func `units that have not handed in are reminded, and only they`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            try await council.declare(0, ["1", "2"], "yes", "5", in: round)
            try await council.sign(0, in: round)
            let told = try await council.database.write { [council] db in
                try RemindUnits()(round, by: council.secretary, at: council.now, in: db)
                for event in try db.events(about: .evaluationRound(round)) where event.kind == UnitsReminded.kind {
                    try EvaluationNotifications().receive(event, in: db)
                }
                return Set(try db.values("SELECT post_id FROM notification") as [ID<Post>])
            }
            #expect(
                told
                    == Set((council.heads + council.specialists).map(\.post)).subtracting([
                        council.heads[0].post, council.specialists[0].post,
                    ]))
            let late = Instant(Council.declareUntil.adding(days: 1))
            await #expect(throws: EvaluationRefusal.declarationIsOver(Council.declareUntil)) {
                try await council.database.write { try RemindUnits()(round, by: council.secretary, at: late, in: $0) }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who decides takes no part, and a package with answers that stay inside is not for everybody`(
        engine: Engine
    ) async throws {
        try await Council.with(engine) { council in
            let set = try await council.issuedSet(
                Council.set.replacing("\"maximum\": 10,", with: "\"maximum\": 10, \"visibility\": \"internal\","))
            let round = try await council.openRound(set)
            await #expect(throws: Problems.self) { try await council.openRound(set, with: council.holder) }
            try await council.declare(0, ["1", "2"], "yes", "5", in: round)
            try await council.sign(0, in: round)
            try await council.close(round, at: Instant(Council.declareUntil.adding(days: 1)))
            try await council.verify(0, in: round)
            try await finish(round, in: council)
            await #expect(throws: NotFound.self) {
                try await council.database.read { try $0.openPackage(of: round) }
            }
            let whole = try await council.database.read { try $0.publishedPackage(of: round) }
            #expect(try ResultPackage(verifying: whole).hash.utf8.count == 64)
        }
    }

    @Test(arguments: Engine.tested)
    func `a unit that has ended takes part in no new round`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let set = try await council.issuedSet()
            let (unit, holder, secretary) = (council.units[2], council.holder, council.secretary)
            let later = Instant(council.now.date.adding(days: 1))
            let round = NewRound(
                set: set, holder: holder, name: "Đợt", year: 2026, declareUntil: later.date, verifyUntil: later.date,
                units: [(unit, "xa")])
            try await council.database.write { db in
                _ = try db.execute("UPDATE unit SET valid_to = valid_from WHERE id = \(unit)")
            }
            let problems = await #expect(throws: Problems.self) {
                try await council.database.write { try OpenRound()(round, by: secretary, at: later, in: $0) }
            }
            #expect(problems?["units1"] != nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `no step is taken before its time or twice`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let (database, now, secretary) = (council.database, council.now, council.secretary)
            await #expect(
                throws: EvaluationRefusal.declarationGoesOn(missing: 3, until: Council.declareUntil)
            ) { try await council.close(round) }
            await #expect(throws: EvaluationRefusal.roundIs(.declaring)) {
                try await database.write { try ProposeResults()(round, by: secretary, at: now, in: $0) }
            }
            for place in 0...2 {
                try await council.declare(place, ["1", "2"], "yes", "5", in: round)
                try await council.sign(place, in: round)
            }
            try await council.close(round)
            await #expect(throws: EvaluationRefusal.roundIs(.verifying)) { try await council.close(round) }
            await #expect(throws: EvaluationRefusal.self) {
                try await database.write { try ProposeResults()(round, by: secretary, at: now, in: $0) }
            }
            #expect(try await database.read { try $0.round(round).state } == .verifying)
        }
    }

    @Test(arguments: Engine.tested)
    func `only the chair decides, and only the secretary runs`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let round = try await council.openRound()
            let (database, now) = (council.database, council.now)
            for caller in [council.chair, council.verifier, council.heads[0]] {
                await #expect(throws: NotFound.self) {
                    try await database.write { try CloseDeclaration()(round, by: caller, at: now, in: $0) }
                }
            }
            for caller in [council.secretary, council.heads[0], council.verifier] {
                await #expect(throws: NotFound.self) {
                    try await database.write {
                        try DecideResults()(round, number: "1", decidedOn: now.date, by: caller, at: now, in: $0)
                    }
                }
            }
        }
    }
}
