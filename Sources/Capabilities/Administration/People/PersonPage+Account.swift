import Directory
import Essentials
import SignIn
import Web

extension PersonPage.AccountPart {
    /// - Parameter isOwn: nobody locks out, invites or unlocks themselves.
    init(_ facts: PersonFacts, at now: Instant, isOwn: Bool) {
        let person = facts.person
        self.facts = FactList([
            Fact(Wording("Tên đăng nhập", en: "User name"), person.username),
            Fact(
                Wording("Mật khẩu", en: "Password"),
                facts.hasPassword ? Wording("Đã đặt", en: "Set") : Wording("Chưa đặt", en: "Not set yet")),
            Fact(
                Wording("Xác thực bước hai", en: "Second factor"),
                facts.factors.isEmpty ? Wording("Chưa có", en: "None yet") : Wording("Đã có", en: "Enrolled")),
            Fact(Wording("Được đăng nhập", en: "May sign in"), DirectoryWords.yesNo(person.isActive)),
        ])
        sessions = facts.sessions.map { SessionRow($0, of: person.id, at: now) }
        actions =
            isOwn
            ? []
            : Self.signIn(facts) + [Self.single(person)] + Self.factors(facts) + Self.sessions(facts) + [
                Self.access(person)
            ]
    }

    private static func signIn(_ facts: PersonFacts) -> [Action] {
        let person = facts.person
        guard person.isActive && person.username != nil else { return [] }
        return [
            Action(
                facts.hasPassword
                    ? Wording("Cấp mã đặt lại mật khẩu", en: "Let set another password")
                    : Wording("Mời đặt mật khẩu", en: "Invite"),
                posting: AdministrationPaths.invitation(of: person.id), icon: "mail"),
            Action(
                Wording("Mở khóa do nhập sai", en: "Unlock after wrong passwords"),
                posting: AdministrationPaths.unlocking(of: person.id), icon: "lock"),
        ]
    }

    private static func single(_ person: Person) -> Action {
        Action(
            Wording("Đăng nhập một lần", en: "Single sign-on"), path: AdministrationPaths.identities(of: person.id),
            icon: "link")
    }

    private static func factors(_ facts: PersonFacts) -> [Action] {
        guard !facts.factors.isEmpty else { return [] }
        return [
            Action(
                Wording("Gỡ xác thực bước hai", en: "Reset second factors"),
                posting: AdministrationPaths.factorReset(of: facts.person.id), icon: "key", isDanger: true)
        ]
    }

    private static func sessions(_ facts: PersonFacts) -> [Action] {
        guard !facts.sessions.isEmpty else { return [] }
        return [
            Action(
                Wording("Kết thúc mọi phiên", en: "End all sessions"),
                posting: AdministrationPaths.sessionsEnd(of: facts.person.id), icon: "logout")
        ]
    }

    private static func access(_ person: Person) -> Action {
        person.isActive
            ? Action(
                Wording("Khóa tài khoản", en: "Disable the account"),
                posting: AdministrationPaths.suspension(of: person.id), icon: "stop", isDanger: true)
            : Action(
                Wording("Mở lại tài khoản", en: "Enable the account"),
                posting: AdministrationPaths.reinstatement(of: person.id), icon: "check")
    }
}
