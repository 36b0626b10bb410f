public import Essentials
public import Journal

/// A session was ended by its person, or by who manages the account.
public struct SessionEnded: Event {
    public static let kind = "directory.session-ended"
    public let session: ID<Session>
    public let ending: String
    public var subject: Subject { Subject("session", session) }
}

/// Several sessions of a person were ended at once.
public struct SessionsEnded: Event {
    public static let kind = "directory.sessions-ended"
    public let person: ID<Person>
    public let count: Int
    public var subject: Subject { Subject("person", person) }
}

/// A person goes on in another post.
public struct PostSwitched: Event {
    public static let kind = "directory.post-switched"
    public let session: ID<Session>
    public let from: ID<Post>
    public let to: ID<Post>
    public var subject: Subject { Subject("session", session) }
}

/// A key for another program was made.
public struct ApiTokenCreated: Event {
    public static let kind = "directory.api-token-created"
    public let token: ID<ApiToken>
    public let post: ID<Post>
    public let permissions: [String]
    public var subject: Subject { Subject("api-token", token) }
}

/// A key for another program was stopped.
public struct ApiTokenRevoked: Event {
    public static let kind = "directory.api-token-revoked"
    public let token: ID<ApiToken>
    public var subject: Subject { Subject("api-token", token) }
}

/// The installation got its province and its first administrator.
public struct FirstRunCompleted: Event {
    public static let kind = "directory.first-run"
    public let province: ID<Unit>
    public let person: ID<Person>
    public let post: ID<Post>
    public var subject: Subject { Subject("unit", province) }
}
