public import Directory
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
