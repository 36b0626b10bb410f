public import Essentials
public import Journal

/// A person signed in.
public struct PersonSignedIn: Event {
    public static let kind = "directory.signed-in"
    public let person: ID<Person>
    public let session: ID<Session>
    public var subject: Subject { Subject("person", person) }
}

/// A wrong password was given; for a name that does not exist the person is missing and the subject is 0.
public struct SignInFailed: Event {
    public static let kind = "directory.sign-in-failed"
    public let person: ID<Person>?
    /// It was one too many: the account is locked.
    public let locks: Bool
    public var subject: Subject { Subject("person", person ?? ID(rawValue: 0)) }
}

/// A locked account was opened before its time.
public struct AccountUnlocked: Event {
    public static let kind = "directory.account-unlocked"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

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

/// The password was entered again, before something grave.
public struct SteppedUp: Event {
    public static let kind = "directory.stepped-up"
    public let session: ID<Session>
    public var subject: Subject { Subject("session", session) }
}

/// A person has another password.
public struct PasswordChanged: Event {
    public static let kind = "directory.password-changed"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A person was asked to set a password.
public struct PasswordInvited: Event {
    public static let kind = "directory.password-invited"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
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
