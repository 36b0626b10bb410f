public import Essentials
public import Journal

/// A unit was set up.
public struct UnitCreated: Event {
    public static let kind = "directory.unit-created"
    public let unit: ID<Unit>
    public let parent: ID<Unit>?
    public let from: CivilDate
    public var subject: Subject { Subject("unit", unit) }
}

/// A unit is named or placed otherwise from a day on.
public struct UnitChanged: Event {
    public static let kind = "directory.unit-changed"
    public let unit: ID<Unit>
    public let parent: ID<Unit>?
    public let name: String
    public let from: CivilDate
    public var subject: Subject { Subject("unit", unit) }
}

/// A slip in what was entered about a unit was mended.
public struct UnitCorrected: Event {
    public static let kind = "directory.unit-corrected"
    public let unit: ID<Unit>
    public let name: String
    public var subject: Subject { Subject("unit", unit) }
}

/// A unit got a national identifier.
public struct OrganIdGiven: Event {
    public static let kind = "directory.organ-id-given"
    public let unit: ID<Unit>
    public let scheme: String
    public let code: String
    public let from: CivilDate
    public var subject: Subject { Subject("unit", unit) }
}

/// Units were merged, split or abolished, or a duty went to another unit, by a decision.
public struct SuccessionDecided: Event {
    public static let kind = "directory.succession-decided"
    public let succession: ID<Succession>
    public let type: String
    public let from: [ID<Unit>]
    public let to: [ID<Unit>]
    public let decision: String
    public let effectiveOn: CivilDate
    public var subject: Subject { Subject("succession", succession) }
}

/// A unit ceased to exist after its last day.
public struct UnitClosed: Event {
    public static let kind = "directory.unit-closed"
    public let unit: ID<Unit>
    public let lastDay: CivilDate
    public let successors: [ID<Unit>]
    public let succession: ID<Succession>
    public var subject: Subject { Subject("unit", unit) }
}
