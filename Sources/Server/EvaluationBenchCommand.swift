import ArgumentParser
import CompositeIndicators
import Essentials
import EvaluationEngine

/// Measures the engine on made-up data that is the same every time; `make bench` prints it beside its budgets.
struct EvaluationBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the engine: one line `name<TAB>milliseconds` for each measurement.",
        shouldDisplay: false)

    func run() throws {
        try computing {
            try rounds()
            try exactMeans()
            try statistics()
        }
    }

    /// 10,000 communes, 200 criteria in ten fields, half of them best-unit rules.
    private func rounds() throws {
        let sheet = try EvaluationBenchData.sheet(fields: 10, criteria: 20, units: 10_000)
        var scoring = Scoring(sheet)
        report("full recomputation", best(of: 3) { scoring = Scoring(sheet) })
        var edits: [Double] = []
        for edit in 0..<40 {
            // Every second edit sets a new best value, which moves all ten thousand units.
            let value: Rational = edit.isMultiple(of: 2) ? Rational(edit + 1) : Rational(20_000 + edit)
            let unit = EvaluationBenchData.code((edit * 257) % 10_000)
            edits.append(
                try milliseconds {
                    try scoring.enter(.value([value]), unit: unit, criterion: "F\(edit % 10).0")
                })
        }
        report("one unit's edit, median", edits.sorted()[edits.count / 2])
        report("one unit's edit, slowest of 40", edits.max() ?? 0)
    }

    /// Ten criteria of one field: a weighted mean of shares, exactly, with ranks.
    private func exactMeans() throws {
        let sheet = try EvaluationBenchData.sheet(fields: 1, criteria: 10, units: 20_000)
        report("exact mean, 20,000 x 10", best(of: 3) { _ = Scoring(sheet).results() })
        let columns = EvaluationBenchData.columns(10, units: 20_000)
        report(
            "weighted mean in doubles, 20,000 x 10",
            try bestThrowing(of: 3) {
                _ = try Aggregation.arithmetic.applied(to: columns, weights: Array(repeating: 1, count: 10))
            })
    }

    /// 51 units, 49 indicators in three levels; four assumptions, N = 100: six hundred runs.
    private func statistics() throws {
        let (meta, data) = try EvaluationBenchData.index(units: 51, indicators: 49)
        let method = CompositeMethod()
        report("one rebuild of the index", try bestThrowing(of: 5) { _ = try Composite(meta, data, method) })
        let assumptions: [Assumption] = [
            .weightNoise(0.25), .aggregation([.arithmetic, .power(2)]), .imputation([.none, .mean]),
            .normalisation([.minMax(lower: 1, upper: 100), .rank]),
        ]
        report(
            "600 sensitivity runs",
            try bestThrowing(of: 3) {
                _ = try Sensitivity(meta, data, method, assumptions, samples: 100, seed: 1)
            })
        let columns = EvaluationBenchData.columns(10, units: 200)
        report(
            "Copeland, 200 x 10",
            best(of: 3) { _ = Copeland.scores(columns, weights: Array(repeating: 1, count: 10)) })
    }

    private func report(_ name: String, _ milliseconds: Double) {
        print("\(name)\t\((milliseconds * 100).rounded() / 100)")
    }

    private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        return start.duration(to: clock.now) / .milliseconds(1)
    }

    private func best(of count: Int, _ body: () -> Void) -> Double {
        (0..<count).map { _ in milliseconds(body) }.min() ?? 0
    }

    private func bestThrowing(of count: Int, _ body: () throws -> Void) throws -> Double {
        try (0..<count).map { _ in try milliseconds(body) }.min() ?? 0
    }
}

/// Figures without meaning, the same in every run.
private enum EvaluationBenchData {
    static func code(_ unit: Int) -> String { "X\(100_000 + unit)" }

    private struct Source {
        var state: UInt64 = 42

        mutating func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(below))
        }
    }

    /// Half best-unit rules, half ratios with denominators of their own.
    static func sheet(fields: Int, criteria: Int, units: Int) throws -> Sheet {
        let set = try issued(fields: fields, criteria: criteria)
        let evaluated = (0..<units).map { EvaluatedUnit(code: code($0), name: "Xã \($0)", group: "xa") }
        var sheet = try Sheet(set, units: evaluated)
        var source = Source()
        for field in 0..<fields {
            for criterion in 0..<criteria {
                for unit in evaluated {
                    let whole = source.next(997) + 3
                    let values =
                        criterion.isMultiple(of: 2)
                        ? [Rational(source.next(9973) + 1)] : [Rational(source.next(whole)), Rational(whole)]
                    try sheet.enter(.value(values), unit: unit.code, criterion: "F\(field).\(criterion)")
                }
            }
        }
        return sheet
    }

    private static func issued(fields: Int, criteria: Int) throws -> IssuedSet {
        let maximum = 1000 / (fields * criteria)
        let list = (0..<fields).map { field($0, criteria: criteria, maximum: maximum) }
        let json = """
            {"format": "lienthong.criteria-set/1", "code": "BENCH", "version": "1", "title": "b",
             "legalBasis": {"number": "0", "date": "2026-01-01", "issuer": "b", "abstract": "b"},
             "effectiveFrom": "2026-01-01", "scale": 1000, "rebase": "field", "missing": "zero", "rejected": "zero",
             "ties": "competition", "rounding": {"places": 2, "mode": "half-up"}, "coverage": {"total": 0, "field": 0},
             "groups": [{"code": "xa", "name": "xã"}], "fields": [\(list.joined(separator: ","))]}
            """
        do {
            return try IssuedSet(CriteriaSet(json: json))
        } catch let refusal as SetRefusal {
            let reason = refusal.problems.map { $0.text(.english) }.joined(separator: "; ")
            throw InputProblem(Wording(reason, en: reason))
        }
    }

    private static func field(_ field: Int, criteria: Int, maximum: Int) -> String {
        func input(_ code: String) -> String {
            "{\"code\": \"\(code)\", \"name\": \"\(code)\", \"type\": \"number\", \"minimum\": 0}"
        }
        let own = (0..<criteria).map { index in
            let isBest = index.isMultiple(of: 2)
            let inputs = isBest ? input("x") : input("a") + "," + input("b")
            let rule =
                isBest
                ? "{\"kind\": \"best-unit\", \"input\": \"x\", \"population\": \"group\"}"
                : "{\"kind\": \"ratio\", \"input\": \"a\", \"over\": \"b\", \"whenZero\": \"zero\"}"
            return """
                {"code": "F\(field).\(index)", "number": "\(index)", "name": "c", "maximum": \(maximum),
                 "inputs": [\(inputs)], "rule": \(rule), "evidence": "none", "origin": "sample"}
                """
        }
        return """
            {"code": "F\(field)", "number": "\(field)", "name": "f", "maximum": \(maximum * criteria),
             "criteria": [\(own.joined(separator: ","))]}
            """
    }

    static func columns(_ count: Int, units: Int) -> [Column] {
        var source = Source()
        return (0..<count).map { _ in (0..<units).map { _ in Double(source.next(1000)) } }
    }

    static func index(units: Int, indicators: Int) throws -> (IndexMeta, IndexData) {
        var meta = "iCode,iName,Type,Direction,Weight,Level,Parent\n"
        for index in 0..<indicators { meta += "i\(index),i,Indicator,1,1,1,p\(index / 7)\n" }
        for pillar in 0..<(indicators + 6) / 7 { meta += "p\(pillar),p,Aggregate,1,1,2,T\n" }
        meta += "T,T,Aggregate,1,1,3,NA\n"
        let structure = try IndexMeta(csv: meta)
        var data = "uCode," + (0..<indicators).map { "i\($0)" }.joined(separator: ",") + "\n"
        var source = Source()
        for unit in 0..<units {
            let row = (0..<indicators).map { _ in source.next(50) == 0 ? "NA" : "\(source.next(10_000) + 1)" }
            data += "u\(unit)," + row.joined(separator: ",") + "\n"
        }
        return (structure, try IndexData(csv: data, meta: structure))
    }
}
