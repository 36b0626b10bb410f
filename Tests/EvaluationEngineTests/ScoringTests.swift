import Essentials
import Testing

@testable import EvaluationEngine

@Suite struct ScoringTests {
    private static func ranked(_ totals: [String], ties: String, scale: String = "100") throws -> [Int?] {
        let set = try Samples.totals(scale: scale, ties: ties)
        let codes = totals.indices.map { "U\(100 + $0)" }
        var sheet = try Sheet(set, units: Samples.units(codes))
        for (code, total) in zip(codes, totals) {
            try sheet.enter(.value([#require(Rational(total))]), unit: code, criterion: "1")
        }
        return Scoring(sheet).results().map(\.standing.rank)
    }

    @Test(arguments: [
        ("\"competition\"", [1, 2, 2, 4]), ("\"dense\"", [1, 2, 2, 3]), ("{\"ordinal\": []}", [1, 2, 2, 4]),
    ])
    func `V5 equal scores are ranked by the declared rule`(ties: String, ranks: [Int]) throws {
        #expect(try Self.ranked(["90", "85", "85", "80"], ties: ties) == ranks)
    }

    @Test func `ordinal ranking parts equal totals by the declared field only`() throws {
        let set = try Samples.issued(
            Samples.json(
                scale: "20",
                fields: ["A", "B"].map { Samples.field($0, maximum: "10", [Samples.points("\($0)1", maximum: "10")]) },
                ties: "{\"ordinal\": [\"B\"]}"))
        var sheet = try Sheet(set, units: Samples.units(["X", "Y", "Z"]))
        for (unit, a, b) in [("X", 6, 4), ("Y", 4, 6), ("Z", 6, 4)] {
            try sheet.enter(.value([Rational(a)]), unit: unit, criterion: "A1")
            try sheet.enter(.value([Rational(b)]), unit: unit, criterion: "B1")
        }
        #expect(Scoring(sheet).results().map(\.standing.rank) == [2, 1, 2])
    }

    @Test(arguments: [
        ("49.999", "yếu"), ("50", "trung bình"), ("69.999", "trung bình"), ("70", "khá"), ("84.5", "khá"),
        ("84.999", "khá"), ("84.996", "khá"), ("85", "tốt"), ("100", "tốt"),
    ])
    func `V6 levels of Bình Phước`(total: String, level: String) throws {
        let set = try Samples.totals(levels: Samples.binhPhuoc)
        var sheet = try Sheet(set, units: Samples.units(["U"]))
        try sheet.enter(.value([#require(Rational(total))]), unit: "U", criterion: "1")
        #expect(Scoring(sheet).result(of: "U")?.level?.name.vietnamese == level)
    }

    @Test func `V6 a total above a closed scale is refused`() throws {
        let set = try Samples.totals(levels: Samples.binhPhuoc)
        #expect(set.set.levels?.level(of: try #require(Rational("100.5"))) == nil)
        var sheet = try Sheet(set, units: Samples.units(["U"]))
        #expect(throws: InputProblem.self) {
            try sheet.enter(.value([#require(Rational("100.5"))]), unit: "U", criterion: "1")
        }
    }

    @Test(arguments: [
        ("84.5", "yếu"), ("89.99", "yếu"), ("90", "trung bình"), ("95", "khá"), ("99.999", "khá"), ("100", "tốt"),
        ("100.5", "tốt"),
    ])
    func `V7 levels of Tiền Giang are open above`(total: String, level: String) throws {
        let table = """
            {"basis": "points", "table": [{"code": "a", "name": "tốt", "from": 100},
             {"code": "b", "name": "khá", "from": 95, "to": 100}, {"code": "c", "name": "trung bình", "from": 90, "to": 95},
             {"code": "d", "name": "yếu", "to": 90}]}
            """
        let bonus = """
            , "adjustments": {"cap": 10, "floor": 0, "criteria": [
              \(Samples.points("+", maximum: "10", more: ", \"role\": \"bonus\""))]}
            """
        let set = try Samples.issued(
            Samples.json(
                scale: "100", fields: [Samples.field("F", maximum: "100", [Samples.points("1", maximum: "100")])],
                levels: table, more: bonus))
        var sheet = try Sheet(set, units: Samples.units(["U"]))
        let score = try #require(Rational(total))
        try sheet.enter(.value([min(score, 100)]), unit: "U", criterion: "1")
        try sheet.enter(.value([max(score - 100, 0)]), unit: "U", criterion: "+")
        #expect(Scoring(sheet).result(of: "U")?.level?.name.vietnamese == level)
    }

    private static func example(rebase: String, missing: String = "zero", coverage: String = "0") throws -> Sheet {
        let set = try Samples.issued(
            Samples.json(
                scale: "100",
                fields: [
                    Samples.field(
                        "1", maximum: "40", [Samples.points("a", maximum: "10"), Samples.points("b", maximum: "30")]),
                    Samples.field("2", maximum: "60", [Samples.points("c", maximum: "60")]),
                ], rebase: rebase, missing: missing, coverage: "{\"total\": \(coverage), \"field\": 0}"))
        return try Sheet(set, units: Samples.units(["U", "V"]))
    }

    @Test(arguments: [("total", "230/3"), ("field", "77"), ("none", "69")])
    func `V11 what does not apply re-bases the score as declared`(rebase: String, score: String) throws {
        var sheet = try Self.example(rebase: rebase)
        try sheet.enter(.notApplicable, unit: "U", criterion: "a")
        try sheet.enter(.value([24]), unit: "U", criterion: "b")
        try sheet.enter(.value([45]), unit: "U", criterion: "c")
        #expect(Scoring(sheet).result(of: "U")?.score?.description == score)
    }

    @Test func `V12 a unit to which nothing applies has no score and no rank`() throws {
        var sheet = try Self.example(rebase: "field")
        for criterion in ["a", "b", "c"] { try sheet.enter(.notApplicable, unit: "U", criterion: criterion) }
        let result = try #require(Scoring(sheet).result(of: "U"))
        #expect(result.score == nil)
        #expect(result.standing.rank == nil)
        #expect(result.standing.unranked == .noScore)
    }

    @Test func `V12 a unit below the coverage threshold is listed without a rank`() throws {
        var sheet = try Self.example(rebase: "total", coverage: "0.8")
        try sheet.enter(.value([60]), unit: "U", criterion: "c")
        for (criterion, points) in [("a", 1), ("b", 1), ("c", 1)] {
            try sheet.enter(.value([Rational(points)]), unit: "V", criterion: criterion)
        }
        let scoring = Scoring(sheet)
        #expect(scoring.result(of: "U")?.standing.unranked == .coverage)
        #expect(scoring.result(of: "U")?.standing.coverage == Rational("0.6"))
        #expect(scoring.result(of: "V")?.standing.rank == 1)
    }

    @Test(arguments: [("zero", "60"), ("exclude", "100")])
    func `a missing answer is worth what was declared`(missing: String, score: String) throws {
        var sheet = try Self.example(rebase: "total", missing: missing)
        try sheet.enter(.value([60]), unit: "U", criterion: "c")
        #expect(Scoring(sheet).result(of: "U")?.score?.description == score)
    }

    @Test func `V24 the order of units changes nothing`() throws {
        let set = try Samples.totals()
        let units = Samples.units(["C", "A", "B"])
        var first = try Sheet(set, units: units)
        var second = try Sheet(set, units: units.reversed())
        for (code, total) in [("A", 3), ("B", 1), ("C", 3)] {
            try first.enter(.value([Rational(total)]), unit: code, criterion: "1")
            try second.enter(.value([Rational(total)]), unit: code, criterion: "1")
        }
        #expect(ResultPackage(Scoring(first)).text == ResultPackage(Scoring(second)).text)
    }

    @Test func `scores that agree in forty binary places are still told apart`() throws {
        let ranks = try Self.ranked(["33.333333", "33.333334", "33.333333"], ties: "\"competition\"")
        #expect(ranks == [2, 1, 2])
        let classes = ExactOrder.descending(
            [0, 1, 2], { _ in Bounds(low: 5, high: 6) }, exact: { [Rational(1), 3, 1][$0] })
        #expect(classes == [[1], [0, 2]])
    }
}
