public import Essentials
public import Journal

/// Who is asking: a person who has signed in, in the post chosen for this moment. Made from the session, never from
/// what a request says.
public struct Caller: Sendable {
    public let person: ID<Person>
    public let personName: String
    public let post: ID<Post>
    /// `Chuyên viên`, as the decision of appointment has it.
    public let postTitle: String
    /// The unit the post belongs to: a department's office, say.
    public let unit: ID<Unit>
    public let unitPath: UnitPath
    public let unitName: String
    /// The nearest unit at or above `unit` that has a seal, a clerk's office and registers of its own.
    public let agency: ID<Unit>
    public let agencyPath: UnitPath
    public let agencyName: String
    public let rights: Rights
    /// Nil for an API token.
    public let session: ID<Session>?
    /// When the password was last entered again; signing and issuing ask for it.
    public let steppedUpAt: Instant?
    public let address: String?
    /// When the session was last noted as used; nil for an API token.
    public let lastSeenAt: Instant?
    /// The password was given by someone else: until it is changed, nothing is allowed.
    public let mustChangePassword: Bool
    /// A second factor is demanded and there is none yet: until it is enrolled, nothing is allowed.
    public let mustEnrolFactor: Bool

    public init(
        person: ID<Person>, personName: String, post: ID<Post>, postTitle: String, unit: ID<Unit>, unitPath: UnitPath,
        unitName: String, agency: ID<Unit>, agencyPath: UnitPath, agencyName: String, rights: Rights,
        session: ID<Session>?, steppedUpAt: Instant?, address: String?, lastSeenAt: Instant? = nil,
        mustChangePassword: Bool = false, mustEnrolFactor: Bool = false
    ) {
        self.person = person
        self.personName = personName
        self.post = post
        self.postTitle = postTitle
        self.unit = unit
        self.unitPath = unitPath
        self.unitName = unitName
        self.agency = agency
        self.agencyPath = agencyPath
        self.agencyName = agencyName
        self.rights = rights
        self.session = session
        self.steppedUpAt = steppedUpAt
        self.address = address
        self.lastSeenAt = lastSeenAt
        self.mustChangePassword = mustChangePassword
        self.mustEnrolFactor = mustEnrolFactor
    }

    /// The caller as the journal knows one.
    public var actor: Actor {
        Actor(person: person, post: post, unit: unit, address: address)
    }

    /// Whether the post may do it in a unit.
    public func may(_ permission: Permission, in unit: UnitPath) -> Bool {
        rights.allow(permission, in: unit)
    }

    /// Whether the caller's own agency lets this post do it.
    public func mayHere(_ permission: Permission) -> Bool {
        rights.allow(permission, in: agencyPath)
    }
}
