public import Database
public import Directory
public import Essentials
import EvaluationEngine

/// Something that the platform counts by itself (chỉ tiêu đo được): a capability counts it, and the inputs of criteria
/// name it. The port by which capabilities tell evaluations what they know.
public struct MeasuredIndicator: Sendable {
    /// Counts for a unit and a year, as things stand at a moment.
    public typealias Count = @Sendable (ID<Unit>, Int, Instant, Connection) throws -> Int

    let code: String
    let name: Wording
    let formula: Wording
    let path: String
    let count: Count

    /// - Parameters:
    ///   - code: as criteria sets name it.
    ///   - name: what it is.
    ///   - formula: how it is counted, in words.
    ///   - path: where people of the unit find what is counted.
    ///   - count: counts it.
    public init(code: String, name: Wording, formula: Wording, path: String, count: @escaping Count) {
        self.code = code
        self.name = name
        self.formula = formula
        self.path = path
        self.count = count
    }
}

/// A count beside what a unit declares.
struct MeasuredValue: Hashable, Sendable {
    let name: Wording
    let formula: Wording
    let path: String
    let count: Int
}

/// All that the platform counts.
struct Measuring: Sendable {
    private let indicators: [String: MeasuredIndicator]

    init(_ indicators: [MeasuredIndicator] = []) {
        self.indicators = Dictionary(indicators.map { ($0.code, $0) }) { first, _ in first }
    }

    /// What is counted for the criteria of a form, by their codes.
    func values(
        for criteria: [Criterion], of unit: ID<Unit>, year: Int, at now: Instant, in db: Connection
    ) throws -> [String: [MeasuredValue]] {
        guard !indicators.isEmpty else { return [:] }
        var values: [String: [MeasuredValue]] = [:]
        for criterion in criteria {
            for indicator in criterion.inputs.compactMap({ $0.indicator.flatMap { indicators[$0] } }) {
                values[criterion.code, default: []].append(
                    MeasuredValue(
                        name: indicator.name, formula: indicator.formula, path: indicator.path,
                        count: try indicator.count(unit, year, now, db)))
            }
        }
        return values
    }
}
