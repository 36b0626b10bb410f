public import Essentials

/// A criteria set (bộ tiêu chí): versioned legal data from which the form, the score, the rank and the level follow.
///
/// A draft may say anything that the format can say; what a round binds to is an ``IssuedSet``.
public struct CriteriaSet: Hashable, Sendable {
    public var code: String
    public var version: String
    public var title: Wording
    public var legalBasis: LegalBasis
    public var effectiveFrom: CivilDate
    public var effectiveTo: CivilDate?
    /// The set that this one changes (sửa đổi, bổ sung), as `code version`.
    public var amends: String?
    public var replaces: String?
    /// The maximum of the whole set without bonus (thang điểm).
    public var scale: Rational
    public var rebase: RebaseRule
    public var missing: MissingRule
    public var rejected: RejectedRule
    public var ties: TieRule
    public var rounding: Rounding
    public var coverage: CoverageRule
    /// Only units that meet it are ranked; nil for all.
    public var eligibility: Condition?
    public var levels: LevelTable?
    public var groups: [UnitGroup]
    public var fields: [Field]
    public var adjustments: Adjustments?

    /// Every criterion with a rule, in printed order: those of the fields, then bonus and penalty.
    public var leaves: [Criterion] {
        fields.flatMap(\.leaves) + (adjustments?.criteria.flatMap(\.leaves) ?? [])
    }
}

/// The decision behind a set (số ký hiệu, ngày, cơ quan ban hành, trích yếu).
public struct LegalBasis: Hashable, Sendable {
    public var number: String
    public var date: CivilDate
    public var issuer: String
    public var abstract: String
    public var link: String?
}

/// A field (lĩnh vực, nhóm tiêu chí), which is ranked for itself too.
public struct Field: Hashable, Sendable {
    public var code: String
    /// As printed: I, II, 1.
    public var number: String
    public var name: Wording
    public var maximum: Rational
    public var criteria: [Criterion]

    public var leaves: [Criterion] { criteria.flatMap(\.leaves) }
}

/// Units that are ranked among themselves (nhóm đơn vị): departments, vertical agencies, communes.
public struct UnitGroup: Hashable, Sendable {
    public var code: String
    public var name: Wording
}

/// Points above and below the scale (điểm cộng, điểm trừ); they stay outside numerator and base of a re-based score.
public struct Adjustments: Hashable, Sendable {
    /// The most that all bonuses together may add.
    public var cap: Rational
    /// The most that all penalties together may take, as a number that is not positive.
    public var floor: Rational
    public var criteria: [Criterion]
}

/// How the score of a unit is brought to the full scale when criteria do not apply to it.
public enum RebaseRule: String, CaseIterable, Sendable {
    /// S = M · Σ s / Σ m over all criteria that apply.
    case total
    /// Each field is brought to its own maximum first; a field without any is dropped and the others are re-based.
    case field
    /// What does not apply counts as zero points.
    case none
}

/// What an answer that was never given is worth.
public enum MissingRule: String, CaseIterable, Sendable {
    /// Zero points after the deadline, the usual rule.
    case zero
    /// Left out of the score and of its base; coverage tells.
    case exclude
}

/// What an answer is worth whose evidence was refused.
public enum RejectedRule: String, CaseIterable, Sendable {
    case zero
    /// As if it had never been given.
    case missing
}

/// How equal scores are ranked (xử lý đồng hạng); printed in the decision.
public enum TieRule: Hashable, Sendable {
    /// 1, 2, 2, 4 (hạng thi đấu).
    case competition
    /// 1, 2, 2, 3 (hạng liên tục).
    case dense
    /// 1, 2, 3, 4: scores that are exactly equal are parted by these fields in turn, and share a rank if none parts them.
    case ordinal(by: [String])
}

/// How much must be answered before a unit or a field is ranked.
public struct CoverageRule: Hashable, Sendable {
    /// Share of the points that must be answered, 0…1.
    public var total: Rational
    public var field: Rational
}

/// Something that an input must say (câu hỏi lọc, điều kiện tham gia).
public struct Condition: Hashable, Sendable {
    public var criterion: String
    public var input: String
    /// As it is written in a file of values: `yes`, `no`, a choice's code, a number.
    public var equals: String
}
