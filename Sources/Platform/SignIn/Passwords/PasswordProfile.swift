import Directory
public import Essentials

/// Which rules for passwords an installation keeps to.
public enum PasswordProfile: String, CaseIterable, Sendable {
    /// What Vietnamese law asks of a system of level 3; the default, since the platform is one (NĐ 331/2026 Đ. 13).
    case level3 = "VN-3"
    /// Long, not common, and nothing else: no kinds of signs, no change by the calendar.
    case asvs = "ASVS"

    public var name: Wording {
        switch self {
        case .level3: Wording("Cấp độ 3 (TCVN, QCVN)", en: "Level 3 (TCVN, QCVN)")
        case .asvs: Wording("OWASP ASVS, NIST SP 800-63B", en: "OWASP ASVS, NIST SP 800-63B")
        }
    }

    /// The rules from day to day, the oldest first.
    public var rules: [Dated<PasswordPolicy>] {
        switch self {
        case .level3:
            [
                Dated(
                    .level3,
                    from: CivilDate(year: 2026, month: 7, day: 1),
                    basis: "TCVN 14423:2026 5.6.2.2; QCVN 12:2026/BCA 3.7.2.6.4 (TT 47/2026/TT-BCA)")
            ]
        case .asvs:
            [
                Dated(
                    PasswordPolicy(shortest: 15, shortestWithSecondFactor: 8, classes: 1),
                    from: CivilDate(year: 2025, month: 5, day: 30),
                    basis: "OWASP ASVS 5.0.0 V6.2.1, V6.2.5, V6.2.10; NIST SP 800-63B")
            ]
        }
    }

    /// What holds on a day.
    public func policy(on day: CivilDate) -> PasswordPolicy { rules.inForce(on: day)?.value ?? .level3 }

    /// The texts that ask for it.
    public func basis(on day: CivilDate) -> String? { rules.inForce(on: day)?.basis }
}

/// What an installation asks of passwords: the profile, whether a second factor stands beside every password, and the
/// list of common ones.
public struct PasswordRules: Sendable {
    public var profile: PasswordProfile
    public var hasSecondFactor: Bool
    /// Nil when the machine has no list; passwords are then checked without one, and the operator is told.
    public var common: CommonPasswords?
    /// Whether administrators' passwords grow old. Not those of a sample, which everybody may know.
    public var growOld = true

    public init(
        profile: PasswordProfile = .level3, hasSecondFactor: Bool = false, common: CommonPasswords? = nil
    ) {
        self.profile = profile
        self.hasSecondFactor = hasSecondFactor
        self.common = common
    }

    /// How long a password is at least.
    public func shortest(on day: CivilDate) -> Int {
        let policy = profile.policy(on: day)
        return hasSecondFactor ? policy.shortestWithSecondFactor : policy.shortest
    }

    /// - Throws: `Problems` at `password` for everything that is wrong with it.
    func check(_ password: String, for person: Person, on day: CivilDate) throws {
        var problems = Problems()
        profile.policy(on: day).check(password, shortest: shortest(on: day), for: person, &problems)
        if common?.contains(password) == true {
            problems.add(
                "password",
                Wording(
                    "Mật khẩu này nằm trong danh sách đã bị lộ hoặc hay dùng; hãy chọn mật khẩu khác",
                    en: "This password is on the list of common and leaked ones; choose another"))
        }
        try problems.throwIfAny()
    }
}
