import Essentials

/// A unit that is evaluated (đơn vị được đánh giá).
public struct EvaluatedUnit: Hashable, Sendable {
    public var code: String
    public var name: String
    /// The code of its group.
    public var group: String
    /// Why it takes no part (merged away mid-year, military …); nil if it does.
    public var exclusion: String?

    public init(code: String, name: String, group: String, exclusion: String? = nil) {
        self.code = code
        self.name = name
        self.group = group
        self.exclusion = exclusion
    }
}

/// What a unit answered to a criterion. Zero, not applicable, missing and rejected are four things and stay so.
public enum Entry: Hashable, Sendable {
    /// Chưa khai.
    case missing
    /// Không áp dụng, asked for by the unit and approved.
    case notApplicable
    /// The evidence was refused.
    case rejected
    /// One value for each of the criterion's inputs, in its order.
    case value([Rational])
    /// A value that nobody verified yet: it scores, but it is nobody's measure.
    case unverified([Rational])
    /// Results of the subordinate units.
    case subordinates([Subordinate])

    /// The result of one subordinate unit.
    public struct Subordinate: Hashable, Sendable {
        /// Score divided by maximum; nil while it is late.
        public var share: Rational?
        /// Population or staff, where the mean is weighted.
        public var weight: Rational

        public init(share: Rational?, weight: Rational = 1) {
            self.share = share
            self.weight = weight
        }
    }

    var values: [Rational]? {
        switch self {
        case .value(let values), .unverified(let values): values
        case .missing, .notApplicable, .rejected, .subordinates: nil
        }
    }
}

/// All answers to one issued set. Whatever is in it has been checked against the set, so that scoring cannot fail.
public struct Sheet: Sendable {
    public let set: IssuedSet
    /// By code, so that the order in a file has no influence on anything.
    public let units: [EvaluatedUnit]
    let leaves: [Criterion]
    /// By leaf, then by unit.
    private(set) var entries: [[Entry]]
    private let unitIndex: [String: Int]
    private let leafIndex: [String: Int]

    /// A sheet on which nothing has been answered. Refuses a unit twice and a group that the set does not have.
    public init(_ set: IssuedSet, units: [EvaluatedUnit]) throws(InputProblem) {
        self.set = set
        self.units = units.sorted { $0.code < $1.code }
        leaves = set.set.leaves
        entries = Array(repeating: Array(repeating: .missing, count: units.count), count: leaves.count)
        unitIndex = Dictionary(self.units.enumerated().map { ($1.code, $0) }) { first, _ in first }
        leafIndex = Dictionary(leaves.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let groups = Set(set.set.groups.map(\.code))
        for unit in units where !groups.contains(unit.group) {
            throw InputProblem(
                Wording(
                    "đơn vị \(unit.code): không có nhóm '\(unit.group)'",
                    en: "unit \(unit.code): there is no group '\(unit.group)'"))
        }
        if unitIndex.count != units.count {
            throw InputProblem(Wording("một đơn vị có mặt hai lần", en: "a unit occurs twice"))
        }
    }

    /// The place of a unit in ``units``.
    public func index(ofUnit code: String) -> Int? { unitIndex[code] }

    /// The place of a criterion among the set's leaves.
    public func index(ofCriterion code: String) -> Int? { leafIndex[code] }

    /// What a unit answered.
    public func entry(_ unit: String, _ criterion: String) -> Entry? {
        guard let unit = unitIndex[unit], let leaf = leafIndex[criterion] else { return nil }
        return entries[leaf][unit]
    }

    /// Writes down an answer, or says what is wrong with it.
    public mutating func enter(_ entry: Entry, unit: String, criterion: String) throws(InputProblem) {
        guard let unit = unitIndex[unit] else {
            throw InputProblem(Wording("không có đơn vị '\(unit)'", en: "there is no unit '\(unit)'"))
        }
        guard let leaf = leafIndex[criterion] else {
            throw InputProblem(Wording("không có tiêu chí '\(criterion)'", en: "there is no criterion '\(criterion)'"))
        }
        try enter(entry, unit: unit, leaf: leaf)
    }

    mutating func enter(_ entry: Entry, unit: Int, leaf: Int) throws(InputProblem) {
        let criterion = leaves[leaf]
        switch entry {
        case .missing, .notApplicable, .rejected: break
        case .value(let values), .unverified(let values):
            guard values.count == criterion.inputs.count, !criterion.takesSubordinates else {
                throw InputProblem(
                    Wording("cần \(criterion.inputs.count) số liệu", en: "\(criterion.inputs.count) inputs are needed"))
            }
            try criterion.check(values)
        case .subordinates(let children):
            guard criterion.takesSubordinates else {
                throw InputProblem(
                    Wording(
                        "tiêu chí không lấy kết quả đơn vị trực thuộc", en: "the criterion takes no subordinate results"
                    ))
            }
            try Self.check(children)
        }
        entries[leaf][unit] = entry
    }

    private static func check(_ children: [Entry.Subordinate]) throws(InputProblem) {
        for child in children where child.weight.isNegative || child.share.map({ $0 < 0 || $0 > 1 }) ?? false {
            throw InputProblem(
                Wording(
                    "kết quả đơn vị trực thuộc nằm ngoài 0…1 hoặc trọng số âm",
                    en: "a subordinate result is outside 0…1, or its weight is negative"))
        }
    }
}

extension Criterion {
    /// Whether its answers are the results of subordinate units.
    public var takesSubordinates: Bool {
        if case .subordinates = rule { return true }
        return false
    }
}
