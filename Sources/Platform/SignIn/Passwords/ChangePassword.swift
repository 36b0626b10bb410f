import Database
public import Directory
public import Essentials
import Journal

/// A person changes the own password; all other sessions end.
public struct ChangePassword: Sendable {
    private let confirm: ConfirmPassword
    private let rules: PasswordRules

    public init(confirm: ConfirmPassword, rules: PasswordRules = PasswordRules()) {
        self.confirm = confirm
        self.rules = rules
    }

    /// - Throws: `Problems` at `oldPassword` or `password`, `SignInRefusal` when locked or busy.
    public func callAsFunction(old: String, new: String, by caller: Caller, at now: Instant) async throws {
        let person = try await confirm.database.read { db in try Person.find(caller.person, in: db) }
        guard let person, caller.session != nil else { throw NotFound() }
        do {
            try await confirm.check(old, by: caller, at: now)
        } catch SignInRefusal.wrong {
            throw Problems("oldPassword", Wording("Mật khẩu hiện tại không đúng", en: "This is not your password"))
        }
        if old == new {
            throw Problems("password", Wording("Mật khẩu mới phải khác mật khẩu cũ", en: "Choose a different password"))
        }
        let choose = NewPassword(database: confirm.database, passwords: confirm.passwords, rules: rules)
        let hash = try await choose.hash(new, for: person, at: now)
        try await confirm.database.write { db in
            try Accounts.setPassword(hash: hash, for: person.id, mustChange: false, at: now, in: db)
            try Session.endAll(
                of: person.id, except: caller.session, ending: .passwordChanged, at: now, in: db)
            try db.record(PasswordChanged(person: person.id), by: caller.actor, at: now)
        }
    }
}
