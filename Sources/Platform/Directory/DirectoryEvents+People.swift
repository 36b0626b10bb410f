public import Essentials
public import Journal

/// A person was entered into the directory.
public struct PersonCreated: Event {
    public static let kind = "directory.person-created"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// What is known of a person was changed.
public struct PersonChanged: Event {
    public static let kind = "directory.person-changed"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A person can no longer sign in; every session and token ended.
public struct PersonDisabled: Event {
    public static let kind = "directory.person-disabled"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A person can sign in again.
public struct PersonEnabled: Event {
    public static let kind = "directory.person-enabled"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A person got a post in a unit.
public struct PostAssigned: Event {
    public static let kind = "directory.post-assigned"
    public let post: ID<Post>
    public let person: ID<Person>
    public let unit: ID<Unit>
    public let from: CivilDate
    public var subject: Subject { Subject("person", person) }
}

/// A post ends after its last day.
public struct PostEnded: Event {
    public static let kind = "directory.post-ended"
    public let post: ID<Post>
    public let person: ID<Person>
    public let lastDay: CivilDate
    public var subject: Subject { Subject("person", person) }
}

/// A role was made, or what it allows was changed.
public struct RoleDefined: Event {
    public static let kind = "directory.role-defined"
    public let role: ID<Role>
    public let code: String
    public let permissions: [String]
    public var subject: Subject { Subject("role", role) }
}

/// A post was given a role for a unit.
public struct GrantGiven: Event {
    public static let kind = "directory.grant-given"
    public let grant: ID<Grant>
    public let role: ID<Role>
    public let post: ID<Post>
    public let unit: ID<Unit>
    public let coversSubtree: Bool
    public var subject: Subject { Subject("post", post) }
}

/// A role was taken from a post.
public struct GrantWithdrawn: Event {
    public static let kind = "directory.grant-withdrawn"
    public let grant: ID<Grant>
    public let post: ID<Post>
    public var subject: Subject { Subject("post", post) }
}

/// Someone is to act for an absent person, once that is approved.
public struct SubstitutionRequested: Event {
    public static let kind = "directory.substitution-requested"
    public let substitution: ID<Substitution>
    public let absent: ID<Post>
    public let substitute: ID<Post>
    public let from: CivilDate
    public let to: CivilDate
    public var subject: Subject { Subject("substitution", substitution) }
}

/// A substitute may act.
public struct SubstitutionApproved: Event {
    public static let kind = "directory.substitution-approved"
    public let substitution: ID<Substitution>
    public var subject: Subject { Subject("substitution", substitution) }
}

/// A substitute no longer acts, before the last day or before it was approved.
public struct SubstitutionEnded: Event {
    public static let kind = "directory.substitution-ended"
    public let substitution: ID<Substitution>
    public var subject: Subject { Subject("substitution", substitution) }
}

/// An authorisation to sign was recorded.
public struct AuthorisationRecorded: Event {
    public static let kind = "directory.authorisation-recorded"
    public let authorisation: ID<WrittenAuthorisation>
    public let type: String
    public let giver: ID<Post>
    public let receiver: ID<Post>
    public let decision: String
    public let from: CivilDate
    public let to: CivilDate?
    public var subject: Subject { Subject("authorisation", authorisation) }
}

/// An authorisation to sign ended before its time, or at all.
public struct AuthorisationEnded: Event {
    public static let kind = "directory.authorisation-ended"
    public let authorisation: ID<WrittenAuthorisation>
    public let lastDay: CivilDate
    public var subject: Subject { Subject("authorisation", authorisation) }
}
