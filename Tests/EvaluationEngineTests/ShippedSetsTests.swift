import Essentials
import Foundation
import Testing

@testable import EvaluationEngine

@Suite struct ShippedSetsTests {
    @Test(arguments: ShippedSets.names)
    func `a shipped set can be issued`(name: String) throws {
        let text = try #require(ShippedSets.text(name))
        let set = try CriteriaSet(json: text)
        #expect(set.problems() == [])
        #expect(ShippedSets.named(name)?.hash == (try IssuedSet(CriteriaSet(json: set.json.pretty)).hash))
    }

    /// Published rows: the province, its eight groups of points/maximum, the printed total, the exact sum.
    /// https://dti.gov.vn/xep-hang-2022, method of QĐ 922/QĐ-BTTTT.
    private static let dti = """
        TP. Đà Nẵng,1.0000,0.9000,0.8253,0.8487,0.7578,0.8575,0.7836,0.5197,0.8002,0.800175
        TP. Hồ Chí Minh,0.8917,0.9000,0.8258,0.6267,0.5580,0.8406,0.7611,0.3590,0.7163,0.716355
        Quảng Ninh,0.9581,0.9000,0.7648,0.6250,0.5382,0.8385,0.5904,0.4505,0.7024,0.702445
        Thừa Thiên - Huế,0.9500,0.9000,0.6823,0.6794,0.6423,0.8262,0.6787,0.3001,0.6975,0.697460
        TP. Cần Thơ,0.9000,0.8000,0.7233,0.7376,0.7226,0.7325,0.7556,0.2947,0.6924,0.692395
        """

    @Test func `V1 the provinces of DTI 2022 recompute exactly`() throws {
        let set = try #require(ShippedSets.named("dti-tinh-2022"))
        let rows = Self.dti.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        let header = "unit,1.0,2.0,3.0,4.0,5.0,7.0,8.0,9.0\n"
        let scoring = Scoring(
            try Sheet(set, csv: header + rows.map { $0[0...8].joined(separator: ",") }.joined(separator: "\n")))
        let tolerance = try #require(Rational("0.0001"))
        for (place, row) in rows.enumerated() {
            let result = try #require(scoring.result(of: row[0]))
            let share = try #require(result.score?.divided(by: 1000))
            #expect(share == Rational(row[10]))
            let difference = share - (try #require(Rational(row[9])))
            #expect(max(difference, -difference) <= tolerance)
            #expect(result.standing.rank == place + 1)
        }
    }

    /// Rows with all three components, from the press pages named in the shipped set; the total as printed.
    @Test(arguments: [
        (["0.84", "0.76", "0.89"], "0.83", "0.83"), (["0.7925", "0.9538", "0.85"], "0.8654", "2.5963/3"),
        (["0.7908", "0.7892", "0.9655"], "0.8485", "0.8485"), (["0.52", "0.60", "0.75"], "0.6213", "1.87/3"),
    ])
    func `V3 complete rows of the ICT Index are the mean of three`(
        parts: [String], printed: String, exact: String
    ) throws {
        let set = try #require(ShippedSets.named("ict-index-2016"))
        let sheet = try Sheet(set, csv: "unit,HTKT.0,HTNL.0,UD.0\nT,\(parts.joined(separator: ","))\n")
        let score = try #require(Scoring(sheet).result(of: "T")?.score)
        #expect(score == Rational(exact))
        let difference = score - (try #require(Rational(printed)))
        #expect(max(difference, -difference) <= Rational("0.005").unwrapped)
    }

    /// PAR Index 2012, first ten: verified and surveyed points, total (huggingface.co/datasets/letrinhan/vn-par-master).
    private static let par = [
        ("53.25", "33.87", "87.12"), ("54.35", "31.79", "86.14"), ("52.75", "31.08", "83.83"),
        ("52.5", "30.91", "83.41"), ("54.25", "29", "83.25"), ("51.5", "31.55", "83.05"), ("51.25", "31.52", "82.77"),
        ("53.75", "29", "82.75"), ("50.25", "31.7", "81.95"), ("51.25", "30.42", "81.67"),
    ]

    @Test func `V2 the PAR Index is the exact sum of its two sources`() throws {
        let criterion = Samples.criterion(
            "1", maximum: "100", inputs: Samples.number("v", maximum: "60") + "," + Samples.number("s", maximum: "40"),
            rule: """
                {"kind": "mix", "sources": [{"input": "v", "maximum": 60, "weight": 1},
                 {"input": "s", "maximum": 40, "weight": 1}]}
                """)
        let set = try Samples.issued(
            Samples.json(scale: "100", fields: [Samples.field("F", maximum: "100", [criterion])]))
        let rows = Self.par.enumerated().map { "P\(9 - $0),\($1.0),\($1.1)" }
        let scoring = Scoring(try Sheet(set, csv: "unit,1.v,1.s\n" + rows.joined(separator: "\n")))
        for (place, row) in Self.par.enumerated() {
            let result = try #require(scoring.result(of: "P\(9 - place)"))
            #expect(result.score == Rational(row.2))
            #expect(result.standing.rank == place + 1)
        }
    }

    @Test(arguments: [("\"competition\"", [6, 7, 7, 7, 10]), ("\"dense\"", [6, 7, 7, 7, 8])])
    func `V4 the printed ties of the ICT Index 2006`(ties: String, ranks: [Int]) throws {
        let printed = ["0.68", "0.67", "0.44", "0.43", "0.41", "0.39", "0.37", "0.37", "0.37", "0.34"]
        let set = try Samples.totals(scale: "1", ties: ties)
        let rows = printed.enumerated().map { "P\($0),\($1)" }
        let scoring = Scoring(try Sheet(set, csv: "unit,1\n" + rows.joined(separator: "\n")))
        #expect(scoring.results()[5...].map(\.standing.rank) == ranks.map(Optional.init))
    }

    @Test func `V4 hidden decimals give the official ordinal ranks`() throws {
        let set = try Samples.totals(scale: "1", ties: "{\"ordinal\": []}")
        let scoring = Scoring(try Sheet(set, csv: "unit,1\nA,0.374\nB,0.372\nC,0.371\nD,0.34\n"))
        #expect(scoring.results().map(\.standing.rank) == [1, 2, 3, 4])
        #expect(scoring.results().map { $0.score.map(set.set.printed) }[..<3] == ["0.37", "0.37", "0.37"])
    }

    /// ICT Index 2006, first ten: total and five sub-indices (huggingface.co/datasets/letrinhan/vn-ict-provincial).
    private static let ict2006: [[Double]] = [
        [0.68, 0.65, 0.54, 0.67, 0.89, 1], [0.67, 0.7, 0.65, 0.65, 0.51, 1], [0.44, 0.32, 0.54, 0.39, 0.36, 1],
        [0.43, 0.3, 0.46, 0.4, 0.4, 1], [0.41, 0.44, 0.39, 0.4, 0.15, 1], [0.39, 0.39, 0.45, 0.21, 0.49, 0.56],
        [0.37, 0.32, 0.39, 0.37, 0.4, 0.5], [0.37, 0.38, 0.39, 0.34, 0.22, 0.69], [0.37, 0.28, 0.37, 0.25, 0.52, 0.83],
        [0.34, 0.21, 0.49, 0.25, 0.19, 1],
    ]

    @Test(arguments: ict2006)
    func `V4 the fitted weights leave a small residual`(row: [Double]) {
        let weights = [0.302, 0.258, 0.222, 0.146, 0.068]
        let fitted = zip(weights, row.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(fitted - row[0]) <= 0.0056)
    }
}
