public import Essentials

/// One thing that keeps a set from being issued (lỗi khi ban hành bộ tiêu chí).
public struct SetProblem: Hashable, Sendable {
    /// The code of the criterion, field, level or group it is about; nil for the set itself.
    public let code: String?
    public let reason: Wording

    /// `1.2: …`.
    public func text(_ language: Language) -> String {
        code.map { "\($0): \(reason[language])" } ?? reason[language]
    }
}

/// Gathers what is wrong, so that the author of a set sees all of it at once.
struct SetChecker {
    let set: CriteriaSet
    private(set) var problems: [SetProblem] = []

    init(_ set: CriteriaSet) {
        self.set = set
    }

    mutating func report(_ code: String?, _ vietnamese: String, _ english: String) {
        problems.append(SetProblem(code: code, reason: Wording(vietnamese, en: english)))
    }

    mutating func check(_ holds: Bool, _ code: String?, _ vietnamese: String, _ english: String) {
        if !holds { report(code, vietnamese, english) }
    }
}

extension CriteriaSet {
    /// Everything that keeps it from being issued; empty if it may be.
    public func problems() -> [SetProblem] {
        var checker = SetChecker(self)
        checker.checkSet()
        checker.checkSums()
        for criterion in allCriteria { checker.checkCriterion(criterion) }
        if let levels { checker.checkLevels(levels) }
        return checker.problems
    }

    /// Groups and leaves alike.
    var allCriteria: [Criterion] {
        func all(_ criteria: [Criterion]) -> [Criterion] { criteria.flatMap { [$0] + all($0.parts) } }
        return all(fields.flatMap(\.criteria)) + all(adjustments?.criteria ?? [])
    }
}
