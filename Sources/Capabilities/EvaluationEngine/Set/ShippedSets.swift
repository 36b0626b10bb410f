import Foundation

/// Sets that come with the platform: examples to begin from, and the structures of national indices as far as their
/// texts are public. Each criterion says whether it is cited or sample.
public enum ShippedSets {
    /// For departments, for communes, DTI of provinces 2022, ICT Index from 2016.
    public static let names = ["so-nganh", "xa-phuong", "dti-tinh-2022", "ict-index-2016"]

    /// A shipped set by its name.
    public static func named(_ name: String) -> IssuedSet? {
        guard names.contains(name), let text = text(name), let set = try? CriteriaSet(json: text) else { return nil }
        return try? IssuedSet(set)
    }

    /// The file of a shipped set.
    static func text(_ name: String) -> String? {
        Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "ShippedSets")
            .flatMap { try? String(contentsOf: $0, encoding: .utf8) }
    }
}

extension CriteriaSet {
    /// How many criteria with a rule are cited from a published text, and of how many.
    public var citedCount: (cited: Int, of: Int) {
        let all = leaves
        return (all.filter { $0.origin != .sample }.count, all.count)
    }

    /// How much of the set fills itself from what the platform measures: criteria and points.
    public var boundShare: (criteria: Int, ofCriteria: Int, points: Rational, ofPoints: Rational) {
        let scored = leaves.filter { $0.role == .scored }
        let bound = scored.filter { one in
            !one.inputs.isEmpty && one.inputs.allSatisfy { $0.indicator != nil }
        }
        return (
            bound.count, scored.count, Rational.sum(bound.map(\.maximum)), Rational.sum(scored.map(\.maximum))
        )
    }
}
