import Essentials
import Testing

@testable import EvaluationEngine

/// V9: every example of the published rules, exactly.
@Suite struct RuleTests {
    /// Kind, maximum, inputs, rule, answers, points.
    private static let examples: [(String, String, String, [String], String)] = [
        ("20", ratioInputs, ratio, ["3", "4"], "15"), ("20", ratioInputs, ratio, ["2", "3"], "40/3"),
        ("20", Samples.number("n", decimals: 0), steps, ["5"], "20"),
        ("20", Samples.number("n", decimals: 0), steps, ["2"], "10"),
        ("20", Samples.number("n", decimals: 0), steps, ["0"], "0"), ("10", chair, cases, ["deputy"], "5"),
        ("10", chair, cases, ["none"], "0"),
        (
            "10", Samples.yesNo("a") + "," + Samples.yesNo("b"),
            "{\"kind\": \"conditions\", \"conditions\": [{\"input\": \"a\", \"points\": 5}, {\"input\": \"b\", \"points\": 5}]}",
            ["yes", "no"], "5"
        ),
        (
            "5", Samples.number("n", decimals: 0), "{\"kind\": \"count\", \"input\": \"n\", \"each\": 1, \"cap\": 5}",
            ["7"],
            "5"
        ),
        (
            "60", Samples.yesNo("has") + "," + Samples.yesNo("a") + "," + Samples.yesNo("b"),
            """
            {"kind": "best-of-cases", "base": {"input": "has", "points": 35},
             "cases": [{"input": "a", "points": 5}, {"input": "b", "points": 20}]}
            """, ["yes", "yes", "yes"], "55"
        ),
        (
            "50", Samples.number("r", maximum: "1") + "," + Samples.number("n", decimals: 0),
            """
            {"kind": "compound", "parts": [{"maximum": 45, "rule": {"kind": "ratio", "input": "r"}},
             {"maximum": 5, "rule": {"kind": "count", "input": "n", "each": 1, "cap": 5}}]}
            """, ["0.8", "7"], "41"
        ),
        ("10", Samples.number("p", maximum: "100"), bands, ["84.5"], "7"),
        ("10", Samples.number("p", maximum: "100"), bands, ["90"], "10"),
        ("10", Samples.number("p", maximum: "100"), bands, ["39.999"], "0"),
        ("5", Samples.yesNo("y"), "{\"kind\": \"yes-no\", \"input\": \"y\"}", ["yes"], "5"),
        ("5", Samples.yesNo("y"), "{\"kind\": \"yes-no\", \"input\": \"y\"}", ["no"], "0"),
        (
            "100", Samples.number("v", maximum: "60") + "," + Samples.number("s", maximum: "40"),
            """
            {"kind": "mix", "sources": [{"input": "v", "maximum": 60, "weight": 1},
             {"input": "s", "maximum": 40, "weight": 1}]}
            """, ["53.25", "33.87"], "87.12"
        ),
        (
            "10", Samples.number("s", maximum: "10") + "," + Samples.number("d", maximum: "10"),
            """
            {"kind": "mix", "sources": [{"input": "s", "maximum": 10, "weight": 0.6},
             {"input": "d", "maximum": 10, "weight": 0.4}]}
            """, ["5", "10"], "7"
        ),
    ]

    private static let ratioInputs = Samples.number("a", decimals: 0) + "," + Samples.number("b", decimals: 0)
    private static let ratio = "{\"kind\": \"ratio\", \"input\": \"a\", \"over\": \"b\", \"whenZero\": \"zero\"}"
    private static let steps = """
        {"kind": "steps", "input": "n", "table": [{"from": 4, "points": 20}, {"from": 3, "points": 15},
         {"from": 2, "points": 10}, {"from": 1, "points": 5}, {"from": 0, "points": 0}]}
        """
    private static let bands = """
        {"kind": "bands", "input": "p", "table": [{"from": 90, "points": 10}, {"from": 70, "points": 7},
         {"from": 50, "points": 5}, {"from": 40, "points": 3}, {"from": 0, "points": 0}]}
        """
    private static let chair = """
        {"code": "who", "name": "who", "type": "choice", "choices": [{"code": "head", "name": "Bí thư/Chủ tịch"},
         {"code": "deputy", "name": "Phó"}, {"code": "none", "name": "không"}]}
        """
    private static let cases = """
        {"kind": "cases", "input": "who", "shares": {"head": 1, "deputy": "1/2", "none": 0}}
        """

    @Test(arguments: examples.indices)
    func `V9 a rule gives the points of its published example`(index: Int) throws {
        let (maximum, inputs, rule, answers, points) = Self.examples[index]
        let criterion = Samples.criterion("1", maximum: maximum, inputs: inputs, rule: rule)
        #expect(try Samples.score(criterion, maximum: maximum, answers)?.points == Rational(points))
    }

    @Test(arguments: [
        ("zero", "0", Line.State.scored), ("maximum", "20", .scored), ("not-applicable", "0", .notApplicable),
    ])
    func `V9 a denominator of zero is worth what was declared`(rule: String, points: String, state: Line.State) throws {
        let criterion = Samples.criterion(
            "1", maximum: "20", inputs: Self.ratioInputs, rule: Self.ratio.replacing("\"zero\"", with: "\"\(rule)\""))
        let line = try Samples.score(criterion, maximum: "20", ["0", "0"])
        #expect(line?.points == Rational(points))
        #expect(line?.state == state)
    }

    @Test func `V9 a part greater than its whole is refused and not clamped`() throws {
        let criterion = Samples.criterion("1", maximum: "20", inputs: Self.ratioInputs, rule: Self.ratio)
        #expect { try Samples.score(criterion, maximum: "20", ["5", "4"]) } throws: { error in
            (error as? InputProblem)?.reason.english == "'a' = 5 is greater than 'b' = 4"
        }
    }

    private static func bandwidth(_ values: [String]) throws -> Scoring {
        let set = try Samples.issued(
            Samples.json(
                scale: "40", fields: [Samples.field("F", maximum: "40", [Samples.bestUnit("1", maximum: "40")])]))
        let codes = ["A", "B", "C"]
        var sheet = try Sheet(set, units: Samples.units(codes))
        for (code, value) in zip(codes, values) {
            try sheet.enter(.value([#require(Rational(value))]), unit: code, criterion: "1")
        }
        return Scoring(sheet)
    }

    @Test func `V10 the best unit is everybody's measure, and a correction moves the others`() throws {
        var scoring = try Self.bandwidth(["4", "8", "10"])
        #expect(scoring.results().map { $0.score?.description } == ["16", "32", "40"])
        let movement = try scoring.enter(.value([8]), unit: "C", criterion: "1")
        #expect(scoring.results().map { $0.score?.description } == ["20", "40", "40"])
        #expect(movement.rescored.map(\.unit) == ["A", "B"])
        #expect(movement.moved.map(\.unit) == ["A", "B"])
        #expect(movement.moved[1].rankBefore == 2)
        #expect(movement.moved[1].rankAfter == 1)
        #expect(Scoring(scoring.sheet).results() == scoring.results())
    }

    @Test func `V9 where the best value is zero nobody has points`() throws {
        #expect(try Self.bandwidth(["0", "0", "0"]).results().map { $0.score } == [0, 0, 0])
    }

    @Test func `an unverified, rejected or inapplicable value is nobody's measure`() throws {
        for entry: Entry in [.unverified([20]), .rejected, .notApplicable, .missing] {
            var scoring = try Self.bandwidth(["4", "8", "10"])
            try scoring.enter(entry, unit: "C", criterion: "1")
            #expect(scoring.result(of: "B")?.score == 40)
        }
    }

    @Test func `a roll-up takes the mean of the subordinate units, and a late one makes it provisional`() throws {
        let criterion = Samples.criterion(
            "1", maximum: "10", inputs: "", rule: "{\"kind\": \"subordinates\", \"measure\": \"mean\"}")
        let set = try Samples.issued(
            Samples.json(scale: "10", fields: [Samples.field("F", maximum: "10", [criterion])]))
        var scoring = Scoring(try Sheet(set, units: Samples.units(["H"])))
        let first = Entry.Subordinate(share: Rational(80, over: 100))
        let second = Entry.Subordinate(share: Rational(45, over: 90))
        try scoring.enter(.subordinates([first, second]), unit: "H", criterion: "1")
        #expect(scoring.result(of: "H")?.score == Rational("6.5"))
        try scoring.enter(.subordinates([first, Entry.Subordinate(share: nil)]), unit: "H", criterion: "1")
        #expect(scoring.result(of: "H")?.isProvisional == true)
        #expect(scoring.result(of: "H")?.score == 8)
    }

    @Test func `a gate that is shut locks what depends on it`() throws {
        let gate = Samples.criterion(
            "1", maximum: "2", inputs: Samples.yesNo("has"), rule: "{\"kind\": \"yes-no\", \"input\": \"has\"}")
        let dependant = Samples.points(
            "2", maximum: "8",
            more: ", \"gate\": {\"criterion\": \"1\", \"input\": \"has\", \"equals\": \"yes\", \"otherwise\": 0}")
        let set = try Samples.issued(
            Samples.json(scale: "10", fields: [Samples.field("F", maximum: "10", [gate, dependant])]))
        var scoring = Scoring(try Sheet(set, units: Samples.units(["U"])))
        try scoring.enter(.value([7]), unit: "U", criterion: "2")
        #expect(scoring.line("U", "2")?.state == .missing)
        try scoring.enter(.value([1]), unit: "U", criterion: "1")
        #expect(scoring.result(of: "U")?.score == 9)
        try scoring.enter(.value([0]), unit: "U", criterion: "1")
        #expect(scoring.line("U", "2")?.state == .locked)
        #expect(scoring.result(of: "U")?.score == 0)
    }

    @Test func `V9 bonus and penalty stay within their cap and floor`() throws {
        let adjustments = """
            , "adjustments": {"cap": 10, "floor": -5, "criteria": [
              \(Samples.points("+", maximum: "20", more: ", \"role\": \"bonus\"")),
              \(Samples.points("-", maximum: "20", more: ", \"role\": \"penalty\""))]}
            """
        let set = try Samples.issued(
            Samples.json(
                scale: "100", fields: [Samples.field("F", maximum: "100", [Samples.points("1", maximum: "100")])],
                more: adjustments))
        var scoring = Scoring(try Sheet(set, units: Samples.units(["U"])))
        try scoring.enter(.value([95]), unit: "U", criterion: "1")
        try scoring.enter(.value([8]), unit: "U", criterion: "+")
        try scoring.enter(.value([1]), unit: "U", criterion: "-")
        #expect(scoring.result(of: "U")?.score == 102)
        try scoring.enter(.value([20]), unit: "U", criterion: "+")
        try scoring.enter(.value([20]), unit: "U", criterion: "-")
        #expect(scoring.result(of: "U")?.score == 100)
    }
}
