public import Database
public import Essentials
package import Journal

/// Shuts a person out: no sign-in, every session and token ends at once. What the person did stays.
public struct DisablePerson: Sendable {
    public init() {}

    /// - Throws: `AccountRefusal`; `NotFound` for a person out of the caller's reach.
    public func callAsFunction(_ id: ID<Person>, by caller: Caller, at now: Instant, in db: Connection) throws {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        if id == caller.person { throw AccountRefusal.ownAccount }
        try ShutOut.close(id, by: caller.actor, at: now, in: db)
    }
}

/// Shuts a person out, whoever says so.
package enum ShutOut {
    package static func close(_ id: ID<Person>, by actor: Actor, at now: Instant, in db: Connection) throws {
        try db.execute("UPDATE person SET is_active = \(false) WHERE id = \(id)")
        try Session.endAll(of: id, ending: .disabled, at: now, in: db)
        try ApiToken.revokeAll(of: id, at: now, in: db)
        try db.execute("UPDATE password_invitation SET used_at = \(now) WHERE person_id = \(id) AND used_at IS NULL")
        try db.record(PersonDisabled(person: id), by: actor, at: now)
    }
}

/// Lets a person in again.
public struct EnablePerson: Sendable {
    public init() {}

    /// - Throws: `NotFound` for a person out of the caller's reach.
    public func callAsFunction(_ id: ID<Person>, by caller: Caller, at now: Instant, in db: Connection) throws {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        try db.execute("UPDATE person SET is_active = \(true) WHERE id = \(id)")
        // The account counts as used today, or the next sweep of idle ones would close it again.
        try db.execute("UPDATE account SET opened_at = \(now), idle_closed_at = NULL WHERE person_id = \(id)")
        try db.record(PersonEnabled(person: id), by: caller.actor, at: now)
    }
}

/// Why an account does not let itself be changed so.
public enum AccountRefusal: Refusal {
    case ownAccount
    case hasNoUsername
    case isDisabled
    /// The emergency account opens by its sealed codes and by nothing else.
    case isSealed
    /// Used, expired or never made: which one is not told.
    case invitationIsNotValid

    public var message: Wording {
        switch self {
        case .ownAccount:
            Wording("Không thể tự khóa tài khoản của mình", en: "You cannot disable your own account")
        case .hasNoUsername:
            Wording("Người này chưa có tên đăng nhập", en: "This person has no username yet")
        case .isDisabled:
            Wording("Tài khoản đang bị khóa", en: "This account is disabled")
        case .isSealed:
            Wording(
                "Tài khoản khẩn cấp chỉ mở bằng mã niêm phong, không có mật khẩu",
                en: "The emergency account opens by its sealed codes only; it has no password")
        case .invitationIsNotValid:
            Wording(
                "Đường dẫn đặt mật khẩu không còn hiệu lực; hãy xin cấp lại",
                en: "This link is no longer valid; ask for a new one")
        }
    }
}
