public import SignIn

extension Settings {
    /// Whether nobody but this very machine can reach it, not even through a proxy or under a name.
    public var isLocal: Bool {
        Self.isLoopback(self[.host] ?? "") && list(.behindProxy).isEmpty && self[.origin] == nil
    }

    /// The site that passkeys are bound to; nil when no address was given.
    public var relyingParty: RelyingParty? { self[.origin].flatMap { RelyingParty(origin: $0) } }

    /// The rules that passwords keep to.
    public var passwordProfile: PasswordProfile {
        self[.passwordProfile].flatMap(PasswordProfile.init(rawValue:)) ?? .level3
    }

    /// The passwords that nobody may choose; nil when there is no list, which `problems` remarks.
    public func commonPasswords() -> CommonPasswords? {
        self[.passwordList].flatMap { try? CommonPasswords(file: $0) }
    }
}
