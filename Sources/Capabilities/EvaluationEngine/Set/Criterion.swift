public import Essentials

/// A criterion (tiêu chí): a leaf has a rule, a group has sub-criteria (tiêu chí thành phần) that sum to its maximum.
public struct Criterion: Hashable, Sendable {
    /// Stable over the years; never reused for something else.
    public var code: String
    /// As printed in the decision.
    public var number: String
    public var name: Wording
    public var maximum: Rational
    public var role: Role
    public var rule: Rule?
    public var inputs: [Input]
    public var evidence: Evidence
    public var dataSource: Wording?
    /// The unit that helps to verify (đơn vị phối hợp xác minh).
    public var verifiedBy: Wording?
    public var visibility: Visibility
    /// The groups it applies to; nil for all.
    public var groups: [String]?
    public var gate: Gate?
    public var link: YearLink?
    /// Only where the legal text itself rounds this criterion.
    public var rounding: Rounding?
    public var origin: Origin
    public var parts: [Criterion]

    public var leaves: [Criterion] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    /// Whether the applicability matrix gives it to a group.
    public func applies(to group: String) -> Bool {
        groups?.contains(group) ?? true
    }

    /// What the points of a criterion do to the total.
    public enum Role: String, CaseIterable, Sendable {
        case scored
        /// Adds to the total (điểm cộng).
        case bonus
        /// Takes from the total (điểm trừ).
        case penalty
        /// Asked and kept, worth nothing (thu thập, không chấm điểm).
        case collected
    }

    /// What must be shown with an answer (tài liệu kiểm chứng).
    public enum Evidence: Hashable, Sendable {
        case demanded(Wording)
        case none
        /// A draft that has not said; it is refused on issue.
        case undeclared
    }

    /// Who may read the answer: details of security stay inside.
    public enum Visibility: String, CaseIterable, Sendable {
        case `public`
        case `internal`
    }

    /// Where the wording comes from.
    public enum Origin: Hashable, Sendable {
        /// A published text, named.
        case cited(String)
        /// Invented for an example.
        case sample
    }

    /// A question that opens or locks this one ("nếu Có thì điền tiếp …").
    public struct Gate: Hashable, Sendable {
        public var condition: Condition
        /// Points of this criterion while the gate is shut.
        public var otherwise: Rational
    }

    /// What a criterion was in the set before.
    public struct YearLink: Hashable, Sendable {
        /// How the two belong together.
        public enum Kind: String, CaseIterable, Sendable {
            case same
            case reworded
            case split
            case merged
            case new
            case dropped
        }

        public var kind: Kind
        /// Codes in the earlier set.
        public var from: [String]
    }
}

/// One thing that is asked (chỉ số đầu vào), typed, so that form, spreadsheet and file check it alike.
public struct Input: Hashable, Sendable {
    public var code: String
    public var name: Wording
    public var kind: Kind
    public var unit: String?
    public var period: String?
    /// The measured indicator that fills it (chỉ tiêu đo được), if it is bound.
    public var indicator: String?

    /// The types of answers.
    public enum Kind: Hashable, Sendable {
        /// Nil bounds are open.
        case number(minimum: Rational?, maximum: Rational?, decimals: Int)
        case yesNo
        case choice([Choice])
    }

    /// One entry of a list.
    public struct Choice: Hashable, Sendable {
        public var code: String
        public var name: Wording
    }
}
