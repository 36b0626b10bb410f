import CompositeIndicators
import Essentials
import EvaluationEngine

/// How methods are spelt on the command line: a name, then its numbers, separated by colons.
enum MethodSpelling {
    static func imputation(_ text: String) throws(InputProblem) -> Imputation {
        switch text {
        case "none": return .none
        case "mean": return .mean
        case "median": return .median
        default:
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[0] == "group-mean" { return .groupMean(parts[1]) }
            if parts.count == 2, parts[0] == "group-median" { return .groupMedian(parts[1]) }
            throw unknown(text, "none, mean, median, group-mean:COLUMN, group-median:COLUMN")
        }
    }

    static func treatment(_ text: String) throws(InputProblem) -> Treatment {
        guard let treatment = Treatment(rawValue: text) else {
            throw unknown(text, Treatment.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return treatment
    }

    static func normalisation(_ text: String) throws(InputProblem) -> Normalisation {
        let (name, numbers) = try parts(text)
        switch (name, numbers.count) {
        case ("none", 0): return .none
        case ("min-max", 0): return .minMax(lower: 0, upper: 100)
        case ("min-max", 2): return .minMax(lower: numbers[0], upper: numbers[1])
        case ("z-score", 0): return .zScore(mean: 0, deviation: 1, population: false)
        case ("z-score", 2): return .zScore(mean: numbers[0], deviation: numbers[1], population: false)
        case ("z-score-population", 0): return .zScore(mean: 0, deviation: 1, population: true)
        case ("z-score-population", 2): return .zScore(mean: numbers[0], deviation: numbers[1], population: true)
        case ("scaled", 3): return .scaled(from: numbers[0], to: numbers[1], factor: numbers[2])
        case ("distance-to-max", 0): return .distanceToMaximum
        case ("distance-to-target", 0): return .distanceToOwnTarget(capped: false)
        case ("distance-to-target-capped", 0): return .distanceToOwnTarget(capped: true)
        case ("distance-to-target", 1): return .distanceToTarget(numbers[0], capped: false)
        case ("distance-to-target-capped", 1): return .distanceToTarget(numbers[0], capped: true)
        case ("fraction-of-max", 0): return .fractionOfMaximum
        case ("rank", 0): return .rank
        case ("borda", 0): return .borda
        case ("percentile-rank", 0): return .percentileRank
        case ("goalposts", 3): return .goalposts(low: numbers[0], high: numbers[1], factor: numbers[2])
        case ("ampi", 3):
            return .adjustedMazziottaPareto(goalpost: numbers[0], minimum: numbers[1], maximum: numbers[2])
        default:
            throw unknown(
                text,
                "none, min-max[:L:H], z-score[:M:S], z-score-population[:M:S], scaled:A:B:K, distance-to-max, "
                    + "distance-to-target[-capped][:T], fraction-of-max, rank, borda, percentile-rank, goalposts:A:B:K, ampi:G:MIN:MAX"
            )
        }
    }

    static func weighting(_ text: String) throws(InputProblem) -> Weighting {
        let allowing = text.hasSuffix("+negative")
        switch allowing ? String(text.dropLast("+negative".count)) : text {
        case "given" where !allowing: return .given
        case "equal" where !allowing: return .equal
        case "pca": return .principalComponent(.plain, allowingNegative: allowing)
        case "pca-squared": return .principalComponent(.squared, allowingNegative: allowing)
        case "pca-absolute": return .principalComponent(.absolute, allowingNegative: allowing)
        default: throw unknown(text, "given, equal, pca, pca-squared, pca-absolute (+negative)")
        }
    }

    static func aggregation(_ text: String) throws(InputProblem) -> Aggregation {
        let (name, numbers) = try parts(text)
        switch (name, numbers.count) {
        case ("arithmetic", 0): return .arithmetic
        case ("geometric", 0): return .geometric
        case ("harmonic", 0): return .harmonic
        case ("power", 1): return .power(numbers[0])
        case ("copeland", 0): return .copeland
        case ("mpi", 0): return .mazziottaPareto(.punished)
        case ("mpi-rewarding", 0): return .mazziottaPareto(.rewarded)
        case ("ampi", 0): return .adjustedMazziottaPareto(.punished)
        case ("ampi-rewarding", 0): return .adjustedMazziottaPareto(.rewarded)
        case ("mean-min", 2) where (0...1).contains(numbers[0]) && numbers[1] >= 0:
            return .meanMin(alpha: numbers[0], beta: numbers[1])
        case ("wroclaw", 0): return .wroclaw
        default:
            throw unknown(
                text,
                "arithmetic, geometric, harmonic, power:P, copeland, mpi, mpi-rewarding, ampi, ampi-rewarding, "
                    + "mean-min:A:B, wroclaw")
        }
    }

    private static func parts(_ text: String) throws(InputProblem) -> (String, [Double]) {
        let parts = text.split(separator: ":").map(String.init)
        var numbers: [Double] = []
        for part in parts.dropFirst() {
            guard let number = Double(part), number.isFinite else { throw unknown(text, "NAME:NUMBER:…") }
            numbers.append(number)
        }
        return (parts.first ?? "", numbers)
    }

    private static func unknown(_ text: String, _ known: String) -> InputProblem {
        InputProblem(Wording("không biết '\(text)'; có: \(known)", en: "'\(text)' is not known; there are: \(known)"))
    }
}
