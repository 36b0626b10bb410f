import ArgumentParser
import CompositeIndicators
import Essentials
import EvaluationEngine
import Foundation

/// The two tables of an index and how it is built; the same for all statistical commands.
struct CompositeOptions: ParsableArguments {
    @Option(help: "The structure: a CSV file with COINr's iMeta columns.")
    var meta: String

    @Option(help: "The figures: a CSV file with COINr's iData columns.")
    var data: String

    @Option(help: "none, mean, median, group-mean:COLUMN or group-median:COLUMN.")
    var impute = "none"

    @Option(help: "none, winsor-log or gii-log.")
    var treat = "none"

    @Option(
        help: "min-max[:LOW:HIGH], z-score[:MEAN:SD], z-score-population[:MEAN:SD], rank, borda, … (see the document).")
    var normalise = "min-max:0:100"

    @Option(help: "given, equal, pca, pca-squared or pca-absolute; with '+negative' also with negative loadings.")
    var weights = "given"

    @Option(
        help: "arithmetic, geometric, harmonic, power:P, copeland, mpi, mpi-rewarding, ampi, mean-min:A:B or wroclaw.")
    var aggregate = "arithmetic"

    @Option(help: "The share of its weight, 0 to 1, that an aggregate must have, else it is missing.")
    var minimumShare = 0.0

    func method() throws -> CompositeMethod {
        var method = CompositeMethod()
        method.impute = try MethodSpelling.imputation(impute)
        method.treat = try MethodSpelling.treatment(treat)
        method.normalise = try MethodSpelling.normalisation(normalise)
        method.weights = try MethodSpelling.weighting(weights)
        method.aggregate = try MethodSpelling.aggregation(aggregate)
        method.minimumShare = minimumShare
        return method
    }

    func tables() throws -> (IndexMeta, IndexData) {
        let structure = try read(meta) { (text) throws(InputProblem) in try IndexMeta(csv: text) }
        return (structure, try read(data) { (text) throws(InputProblem) in try IndexData(csv: text, meta: structure) })
    }

    private func read<T>(_ path: String, _ parse: (String) throws(InputProblem) -> T) throws -> T {
        do {
            return try parse(EvaluationFile.text(path))
        } catch {
            throw error.inFile(path)
        }
    }
}

/// What is varied, how often, from which seed.
struct DrawOptions: ParsableArguments {
    @Option(help: "How far weights may be off, as 0.25.")
    var noise = 0.25

    @Option(help: "Normalisations to choose from, separated by commas.")
    var normalisations = ""

    @Option(help: "Aggregations to choose from, separated by commas.")
    var aggregations = ""

    @Option(help: "Imputations to choose from, separated by commas.")
    var imputations = ""

    @Option(help: "Treatments to choose from, separated by commas.")
    var treatments = ""

    @Flag(help: "Leave one indicator out in each draw.")
    var leaveOneOut = false

    @Option(help: "The seed; the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "How many threads; the result does not depend on it.")
    var threads: Int?

    func assumptions() throws -> [Assumption] {
        func list<T>(_ text: String, _ parse: (String) throws -> T) rethrows -> [T] {
            try text.split(separator: ",").map { try parse(String($0)) }
        }
        guard (0..<1).contains(noise) else {
            throw InputProblem(
                Wording("sai số trọng số phải từ 0 đến dưới 1", en: "--noise must be at least 0 and below 1"))
        }
        var all: [Assumption] = noise > 0 ? [.weightNoise(noise)] : []
        if !normalisations.isEmpty {
            all.append(.normalisation(try list(normalisations, MethodSpelling.normalisation)))
        }
        if !aggregations.isEmpty { all.append(.aggregation(try list(aggregations, MethodSpelling.aggregation))) }
        if !imputations.isEmpty { all.append(.imputation(try list(imputations, MethodSpelling.imputation))) }
        if !treatments.isEmpty { all.append(.treatment(try list(treatments, MethodSpelling.treatment))) }
        if leaveOneOut { all.append(.leavingOut) }
        guard !all.isEmpty else { throw InputProblem(Wording("không có giả định nào thay đổi", en: "nothing varies")) }
        return all
    }

    /// What is drawn, said on standard error, so that a table can be made again.
    func announce(_ what: String, _ count: Int) {
        StandardError.print("\(what)=\(count) seed=\(seed) generator=SplitMix64")
    }
}

extension ParsableCommand {
    /// As `readingFiles`, also for statistics that have no value.
    func computing(_ body: () throws -> Void) throws {
        do {
            try readingFiles(body)
        } catch let problem as StatisticsProblem {
            throw refuse(problem.reason.english)
        }
    }
}

/// Builds a composite index.
struct EvaluationCompositeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "composite", abstract: "Build a composite index from COINr's two tables.")

    @OptionGroup var options: CompositeOptions

    @Option(help: "A folder for the table of every step.")
    var steps: String?

    func run() throws {
        try computing {
            let (meta, data) = try options.tables()
            let composite = try Composite(meta, data, options.method())
            for notice in composite.notices { StandardError.print("\(notice.code): \(notice.text)") }
            if let steps { try write(composite, to: steps) }
            print(composite.csv, terminator: "")
        }
    }

    private func write(_ composite: Composite, to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (index, step) in composite.steps.enumerated() {
                let file = URL(fileURLWithPath: folder).appendingPathComponent("\(index + 1)-\(step.name).csv")
                try composite.table(step).write(to: file, atomically: true, encoding: .utf8)
            }
            let flags = composite.meta.indicators.flatMap { item in
                (composite.imputed[item.code] ?? []).sorted().map { "\(composite.data.codes[$0]),\(item.code)\n" }
            }
            let file = URL(fileURLWithPath: folder).appendingPathComponent("imputed.csv")
            try ("uCode,iCode\n" + flags.joined()).write(to: file, atomically: true, encoding: .utf8)
        } catch {
            throw InputProblem(Wording("không ghi được vào thư mục", en: "the folder cannot be written"), in: folder)
        }
    }
}

/// How sure each rank is.
struct EvaluationRankProbabilityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank-probability", abstract: "How sure each rank of a composite index is, with bands and ties.")

    @OptionGroup var options: CompositeOptions
    @OptionGroup var varied: DrawOptions

    @Option(help: "How many draws.")
    var draws = 1000

    func run() throws {
        try computing {
            guard (1...1_000_000).contains(draws) else { throw refuse("--draws must be 1 to 1,000,000") }
            let (meta, data) = try options.tables()
            let method = try options.method()
            let result = try RankProbability(
                meta, data, method, varied.assumptions(), draws: draws, seed: varied.seed, threads: varied.threads)
            varied.announce("draws", draws)
            print(result.csv(try Composite(meta, data, method)), terminator: "")
        }
    }
}

/// Which assumption moves the ranking.
struct EvaluationSensitivityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity", abstract: "Which assumption moves the ranking of a composite index: Sobol indices.")

    @OptionGroup var options: CompositeOptions
    @OptionGroup var varied: DrawOptions

    @Option(help: "The base sample N; N(d+2) runs for d assumptions.")
    var samples = 1024

    func run() throws {
        try computing {
            guard (2...1_000_000).contains(samples) else { throw refuse("--samples must be 2 to 1,000,000") }
            let (meta, data) = try options.tables()
            let result = try Sensitivity(
                meta, data, options.method(), varied.assumptions(), samples: samples, seed: varied.seed,
                threads: varied.threads)
            varied.announce("runs", result.indices.runs)
            print(result.csv, terminator: "")
        }
    }
}

/// Pairwise majorities at every level.
struct EvaluationCopelandCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copeland", abstract: "Rank by pairwise majorities (Copeland) over all indicators.")

    @OptionGroup var options: CompositeOptions

    func run() throws {
        try computing {
            let (meta, data) = try options.tables()
            let composite = try Composite(meta, data, options.method())
            let columns = meta.indicators.map { composite.values[$0.code] ?? [] }
            let weights = meta.indicators.map { composite.weights[$0.code] ?? 1 }
            let scores = Copeland.scores(columns, weights: weights)
            var text = "uCode,uName,score,rank\n"
            for (unit, rank) in Ranks.descending(scores).enumerated() {
                let score = scores[unit].map { "\(Int($0))" } ?? "NA"
                text += DelimitedText.line([data.codes[unit], data.names[unit], score, rank.map(String.init) ?? "NA"])
            }
            print(text, terminator: "")
        }
    }
}
