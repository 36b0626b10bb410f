public import Database
public import Directory
public import Essentials
import Journal

/// Seals the emergency account, for the first time or anew: new codes, and every session and key of the old ones ends.
public struct SealBreakGlass: Sendable {
    public init() {}

    /// - Returns: the codes of the two envelopes, shown this once and nowhere stored.
    /// - Throws: `NotFound` for who does not administer everything; `BreakGlassRefusal`.
    public func callAsFunction(by caller: Caller, at now: Instant, in db: Connection) throws -> [String] {
        guard caller.session != nil, try caller.rulesOverEverything(on: now.date, in: db) else { throw NotFound() }
        if try BreakGlass.isHeld(by: caller.person, in: db) { throw BreakGlassRefusal.byItself }
        return try seal(by: caller.actor, at: now, in: db)
    }

    /// Whether to offer it to the caller.
    public static func isAllowed(to caller: Caller, at now: Instant, in db: Connection) throws -> Bool {
        try caller.rulesOverEverything(on: now.date, in: db) && !BreakGlass.isHeld(by: caller.person, in: db)
    }

    /// The same from the installation's own shell: who can open its folder could write into the database anyway. The
    /// journal says that the platform did it.
    public func fromShell(at now: Instant, in db: Connection) throws -> [String] {
        try seal(by: .platform, at: now, in: db)
    }

    private func seal(by actor: Actor, at now: Instant, in db: Connection) throws -> [String] {
        try db.lock("sign-in.break-glass")
        let person = try account(by: actor, at: now, in: db)
        try Session.endAll(of: person, ending: .revoked, at: now, in: db)
        try ApiToken.revokeAll(of: person, at: now, in: db)
        let codes = [PaperCode.random(), PaperCode.random()]
        try db.execute(
            """
            INSERT INTO break_glass (id, person_id, codes_hash, sealed_at)
            VALUES (1, \(person), \(BreakGlassCodes(codes[0], codes[1]).hash), \(now))
            ON CONFLICT (id) DO UPDATE SET
                person_id = excluded.person_id, codes_hash = excluded.codes_hash, sealed_at = excluded.sealed_at,
                opened_at = NULL
            """)
        try LockoutBook.forgetBreakGlass(in: db)
        try db.record(BreakGlassSealed(person: person), by: actor, at: now)
        return codes
    }

    /// The account that there is while it can do its work; else a new one, and the old one is shut out.
    private func account(by actor: Actor, at now: Instant, in db: Connection) throws -> ID<Person> {
        if let sealed = try BreakGlass.find(in: db) {
            if try canAdminister(sealed.person, at: now, in: db) { return sealed.person }
            try ShutOut.close(sealed.person, by: actor, at: now, in: db)
        }
        guard let root = try Unit.root(on: now.date, in: db) else { throw BreakGlassRefusal.noProvince }
        return try Administrators.appoint(
            NewPerson(name: "Tài khoản khẩn cấp"), "Quản trị khi khẩn cấp", over: root, by: actor, at: now, in: db
        ).person
    }

    private func canAdminister(_ person: ID<Person>, at now: Instant, in db: Connection) throws -> Bool {
        guard let post = try PostHolder.posts(of: person, on: now.date, in: db).first?.post.id,
            let caller = try Caller.acting(as: post, at: now, in: db)
        else { return false }
        return try caller.rulesOverEverything(on: now.date, in: db)
    }
}

/// Why the emergency account is not sealed.
public enum BreakGlassRefusal: Refusal {
    case byItself
    case noProvince

    public var message: Wording {
        switch self {
        case .byItself:
            Wording(
                "Tài khoản khẩn cấp không tự niêm phong; một quản trị viên khác phải làm",
                en: "The emergency account does not seal itself; another administrator has to")
        case .noProvince:
            Wording("Hệ thống chưa được thiết lập", en: "The installation is not set up yet")
        }
    }
}
