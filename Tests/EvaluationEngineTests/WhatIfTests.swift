import Essentials
import Testing

@testable import EvaluationEngine

@Suite struct WhatIfTests {
    private static let fields = [
        Samples.field("A", maximum: "40", [Samples.points("A1", maximum: "40")]),
        Samples.field("B", maximum: "60", [Samples.points("B1", maximum: "20"), Samples.points("B2", maximum: "40")]),
    ]

    private static func scoring() throws -> Scoring {
        let set = try Samples.issued(Samples.json(scale: "100", fields: fields, levels: Samples.binhPhuoc))
        return Scoring(try Sheet(set, csv: "unit,A1,B1,B2\nX,30,20,15\nY,30,20,18\nZ,40,20,N/A\n"))
    }

    @Test func `a unit sees what it lost and what would lift it`() throws {
        let explanation = try #require(try Self.scoring().explanation(of: "X"))
        #expect(explanation.score == 65)
        #expect(explanation.losses.map(\.criterion) == ["B2", "A1", "B1"])
        #expect(explanation.losses.map(\.lost) == [25, 10, 0])
        #expect(explanation.nextLevel?.to == "kha")
        #expect(explanation.nextLevel?.points == 5)
        #expect(explanation.nextLevel?.cheapest.map(\.criterion) == ["B2"])
        #expect(explanation.nextRank?.to == "Y")
        #expect(explanation.nextRank?.points == 3)
    }

    @Test func `losses of a re-based unit are in points of its total`() throws {
        let set = try Samples.issued(Samples.json(scale: "100", fields: Self.fields))
        let scoring = Scoring(try Sheet(set, csv: "unit,A1,B1,B2\nZ,40,10,N/A\n"))
        let explanation = try #require(scoring.explanation(of: "Z"))
        let lost = Rational.sum(explanation.losses.map(\.lost))
        #expect(try #require(explanation.score) + lost == 100)
    }

    @Test func `what if changes nothing here`() throws {
        let scoring = try Self.scoring()
        let (other, movement) = try scoring.whatIf(.value([40]), unit: "X", criterion: "B2")
        #expect(other.result(of: "X")?.score == 90)
        #expect(scoring.result(of: "X")?.score == 65)
        #expect(movement.moved.map(\.unit) == ["X", "Y"])
        #expect(movement.moved[0].levelAfter == "tot")
    }

    @Test func `V30 the bridge parts what units did from what the set did`() throws {
        let earlier = try Self.scoring()
        var set = earlier.sheet.set.set
        set.version = "2"
        set.fields[0].maximum = 20
        set.fields[0].criteria[0].maximum = 20
        set.fields[0].criteria[0].rule = .ratio(Rule.Quantity(input: 0, over: nil, whenZero: .zero), of: 40)
        set.fields[1].maximum = 80
        set.fields[1].criteria.append(
            try CriteriaSet(
                json: Samples.json(
                    scale: "20", fields: [Samples.field("N", maximum: "20", [Samples.points("NEW", maximum: "20")])])
            ).leaves[0])
        let later = Scoring(
            try Sheet(IssuedSet(set), csv: "unit,A1,B1,B2,NEW\nX,36,20,15,10\nY,30,20,18,0\nZ,40,20,1,1\n"))
        let bridge = try YearBridge(from: earlier, to: later)
        #expect(bridge.withoutEarlierData == ["NEW"])
        let step = try #require(bridge.steps.first { $0.unit == "X" })
        #expect(step.before == 65)
        #expect(step.after == 63)
        #expect(step.bridged == Rational("62.5"))
        #expect(step.real + step.method == step.after - step.before)
        #expect(earlier.result(of: "X")?.score == 65)
    }

    private static let day = CivilDate(dayNumber: 20_000)

    @Test func `communes roll up to districts by the grouping of the day`() throws {
        let scoring = try Self.scoring()
        let grouping = Grouping(
            [
                Grouping.Membership(unit: "X", group: "D1", from: Self.day),
                Grouping.Membership(unit: "Y", group: "D1", from: Self.day, to: Self.day.adding(days: 10)),
                Grouping.Membership(unit: "Y", group: "D2", from: Self.day.adding(days: 10)),
                Grouping.Membership(unit: "Z", group: "D2", from: Self.day),
            ],
            mergers: [Grouping.Merger(unit: "Z", into: "Y", on: Self.day.adding(days: 20), rule: .successor)])
        #expect(scoring.ranks(within: grouping, on: Self.day) == ["X": 2, "Y": 1, "Z": 1])
        #expect(scoring.ranks(within: grouping, on: Self.day.adding(days: 10)) == ["X": 1, "Y": 2, "Z": 1])
        let early = scoring.rollUp(grouping, on: Self.day)["D1"]
        let shares = ["0.65", "0.68"].map { Entry.Subordinate(share: Rational($0)) }
        #expect(early == .subordinates(shares))
        let late = scoring.rollUp(grouping, on: Self.day.adding(days: 20))["D2"]
        #expect(late == .subordinates([shares[1], shares[1]]))
    }

    @Test func `a random walk of edits agrees with scoring from the start`() throws {
        let set = try Samples.issued(
            Samples.json(
                scale: "100",
                fields: [
                    Samples.field(
                        "A", maximum: "60",
                        [Samples.bestUnit("A1", maximum: "30"), Samples.bestUnit("A2", maximum: "30")]),
                    Samples.field("B", maximum: "40", [Samples.points("B1", maximum: "40")]),
                ], rebase: "field", ties: "\"dense\"", coverage: "{\"total\": 0.5, \"field\": 0.5}"))
        var scoring = Scoring(try Sheet(set, units: Samples.units((0..<12).map { "U\(10 + $0)" })))
        var state: UInt64 = 3
        func next(_ below: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % below)
        }
        for _ in 0..<300 {
            let entry: Entry =
                switch next(6) {
                case 0: .missing
                case 1: .notApplicable
                case 2: .rejected
                default: .value([Rational(next(40))])
                }
            try scoring.enter(entry, unit: "U\(10 + next(12))", criterion: ["A1", "A2", "B1"][next(3)])
        }
        #expect(scoring.results() == Scoring(scoring.sheet, threads: 1).results())
    }
}
