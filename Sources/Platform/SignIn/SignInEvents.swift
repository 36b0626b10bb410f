public import Directory
public import Essentials
public import Journal

/// A person signed in.
public struct PersonSignedIn: Event {
    public static let kind = "directory.signed-in"
    public let person: ID<Person>
    public let session: ID<Session>
    /// How it was proved; absent in events of before there was a choice.
    public let method: String?
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

/// A wrong code was given after a right password.
public struct SecondStepFailed: Event {
    public static let kind = "directory.second-step-failed"
    public let person: ID<Person>
    /// It was one too many: codes are locked.
    public let locks: Bool
    public var subject: Subject { Subject("person", person) }
}

/// A person can prove something beside the password.
public struct FactorEnrolled: Event {
    public static let kind = "directory.factor-enrolled"
    public let person: ID<Person>
    public let factor: FactorKind
    public var subject: Subject { Subject("person", person) }
}

/// A person gave up a second factor.
public struct FactorRemoved: Event {
    public static let kind = "directory.factor-removed"
    public let person: ID<Person>
    public let factor: FactorKind
    public var subject: Subject { Subject("person", person) }
}

/// All second factors of a person were taken away by who manages the account.
public struct FactorsReset: Event {
    public static let kind = "directory.factors-reset"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A person got recovery codes in place of all earlier ones.
public struct RecoveryCodesMade: Event {
    public static let kind = "directory.recovery-codes-made"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// A passkey was shown that proved nothing; a counter that went back may mean that it was copied.
public struct PasskeyRefused: Event {
    public static let kind = "directory.passkey-refused"
    /// Nil when it is not known whose it would be.
    public let person: ID<Person>?
    public let reason: String
    public var subject: Subject { Subject("person", person ?? ID(rawValue: 0)) }
}

/// The emergency account was sealed, for the first time or anew.
public struct BreakGlassSealed: Event {
    public static let kind = "directory.break-glass-sealed"
    public let person: ID<Person>
    public var subject: Subject { Subject("person", person) }
}

/// The emergency account was opened: an alarm.
public struct BreakGlassOpened: Event {
    public static let kind = "directory.break-glass-opened"
    public let person: ID<Person>
    public let session: ID<Session>
    public var subject: Subject { Subject("person", person) }
}

/// Wrong codes were given for the emergency account.
public struct BreakGlassRefused: Event {
    public static let kind = "directory.break-glass-refused"
    /// It was one too many: the address is locked.
    public let locks: Bool
    public var subject: Subject { Subject("person", ID<Person>(rawValue: 0)) }
}

/// A person can sign in through an identity provider.
public struct OpenIDLinked: Event {
    public static let kind = "directory.openid-linked"
    public let person: ID<Person>
    public let identity: ID<OpenIDIdentity>
    public var subject: Subject { Subject("person", person) }
}

/// A person can no longer sign in through an identity provider.
public struct OpenIDUnlinked: Event {
    public static let kind = "directory.openid-unlinked"
    public let person: ID<Person>
    public let identity: ID<OpenIDIdentity>
    public var subject: Subject { Subject("person", person) }
}

/// What came from an identity provider was not taken.
public struct OpenIDRefused: Event {
    public static let kind = "directory.openid-refused"
    /// The provider's code in the configuration.
    public let provider: String
    public let reason: String
    public var subject: Subject { Subject("person", ID<Person>(rawValue: 0)) }
}
