public import Database
public import Essentials
public import Journal

/// A decision that ended units or moved a duty, and who carries on (sáp nhập, chia tách, giải thể, chuyển nhiệm vụ).
public struct Succession: Hashable, Sendable {
    public let id: ID<Succession>
    public let kind: SuccessionKind
    /// `1682/NQ-UBTVQH15`
    public let decisionNumber: String
    public let decidedOn: CivilDate
    public let legalBasis: String
    /// The first day after it.
    public let effectiveOn: CivilDate
    /// The duty that moved, for `transferDuty`.
    public let duty: String?
    public let links: [SuccessionLink]
}

/// From which unit to which.
public struct SuccessionLink: Hashable, Sendable {
    public let from: ID<Unit>
    public let to: ID<Unit>
    /// Takes what is not assigned to another successor.
    public let isMain: Bool
}

/// The kinds of reorganisation.
public enum SuccessionKind: String, CaseIterable, Sendable, SQLConvertible {
    /// Several units, or one, go up in another.
    case merge
    /// One unit becomes several.
    case split
    /// A unit ends; its heir finishes what is open.
    case abolish
    /// A duty goes from one unit to another; both stay.
    case transferDuty = "transfer-duty"

    public var name: Wording {
        switch self {
        case .merge: Wording("Sáp nhập, hợp nhất", en: "Merger")
        case .split: Wording("Chia tách", en: "Split")
        case .abolish: Wording("Giải thể", en: "Abolition")
        case .transferDuty: Wording("Chuyển nhiệm vụ", en: "Transfer of a duty")
        }
    }

    /// Whether the units it takes from exist no longer.
    var closesSources: Bool { self != .transferDuty }
}

/// A reorganisation as it was decided, to be previewed and then carried out.
public struct SuccessionDecision: Sendable {
    public var kind: SuccessionKind
    public var sources: [ID<Unit>]
    /// Who carries on, the main one first. They exist already, or were set up for the day it takes effect.
    public var successors: [ID<Unit>]
    public var number: String
    public var decidedOn: CivilDate
    public var legalBasis: String
    /// The first day of the new order; the sources' last day is the day before.
    public var effectiveOn: CivilDate
    /// Posts that go elsewhere than to the main successor.
    public var postsTo: [ID<Post>: ID<Unit>]
    /// Units below the sources that go elsewhere than to below the main successor.
    public var childrenTo: [ID<Unit>: ID<Unit>]
    /// What is moved, for `transferDuty`.
    public var duty: String?

    public init(
        kind: SuccessionKind, sources: [ID<Unit>], successors: [ID<Unit>], number: String, decidedOn: CivilDate,
        legalBasis: String, effectiveOn: CivilDate, postsTo: [ID<Post>: ID<Unit>] = [:],
        childrenTo: [ID<Unit>: ID<Unit>] = [:], duty: String? = nil
    ) {
        self.kind = kind
        self.sources = sources
        self.successors = successors
        self.number = number
        self.decidedOn = decidedOn
        self.legalBasis = legalBasis
        self.effectiveOn = effectiveOn
        self.postsTo = postsTo
        self.childrenTo = childrenTo
        self.duty = duty
    }
}

/// A capability whose open work follows a reorganisation; what is finished stays where it was done.
public protocol SuccessionFollower: Sendable {
    /// What a unit has open, of each kind; for the preview.
    func openWork(of unit: ID<Unit>, in db: Connection) throws -> [OpenWork]

    /// Hands a unit's open work over, in the transaction of the reorganisation. Done twice, it changes nothing more.
    func move(_ move: SuccessionMove, in db: Connection) throws
}

/// Work that follows: what it is (`Văn bản đến chưa giải quyết xong`), and how much.
public struct OpenWork: Hashable, Sendable {
    public let name: Wording
    public let count: Int

    public init(name: Wording, count: Int) {
        self.name = name
        self.count = count
    }
}

/// The handing-over of one unit.
public struct SuccessionMove: Sendable {
    public let succession: ID<Succession>
    public let from: ID<Unit>
    /// The main successor.
    public let to: ID<Unit>
    /// All of them, the main one first.
    public let successors: [ID<Unit>]
    /// The new post of everyone who had one in the unit: work in person follows its person.
    public let posts: [ID<Post>: ID<Post>]
    /// Where each of those new posts is; a split sends them to several units.
    public let unitOfPost: [ID<Post>: ID<Unit>]
    public let effectiveOn: CivilDate
    /// Who carries it out, and when: what follows is recorded as theirs.
    public let actor: Actor
    public let at: Instant
}
