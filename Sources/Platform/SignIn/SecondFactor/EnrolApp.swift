public import Database
public import Directory
public import Essentials
import Journal

/// Enrols an authenticator app: a secret is shown, and counts once the app has made a code from it.
public struct EnrolApp: Sendable {
    private let key: FactorKey

    public init(key: FactorKey) {
        self.key = key
    }

    /// What the person's app needs to know.
    public struct Offer: Sendable {
        /// For the QR code.
        public let address: String
        /// For typing, in groups of four.
        public let secret: String
    }

    /// Makes a new secret; an earlier one that was never confirmed is forgotten.
    public func begin(by caller: Caller, in db: Connection) throws {
        guard caller.session != nil else { throw NotFound() }
        let sealed = try key.seal(TOTP.random().secret, for: TOTPFactor.purpose(caller.person))
        try db.execute("DELETE FROM totp_factor WHERE person_id = \(caller.person) AND confirmed_at IS NULL")
        try db.execute(
            """
            INSERT INTO totp_factor (id, person_id, sealed_secret)
            VALUES (\(db.ids.next(TOTPFactor.self)), \(caller.person), \(sealed))
            """)
    }

    /// What to show until the first code; nil when nothing was begun.
    public func offer(for caller: Caller, issuer: String, in db: Connection) throws -> Offer? {
        guard let factor = try TOTPFactor.enrolling(caller.person, in: db),
            let person = try Person.find(caller.person, in: db)
        else { return nil }
        let codes = try factor.codes(key)
        let letters = Array(Base32.text(codes.secret))
        let groups = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
        return Offer(
            address: codes.address(issuer: issuer, account: person.username ?? person.name),
            secret: groups.joined(separator: " "))
    }

    /// Takes the app into use, in place of an earlier one.
    ///
    /// - Returns: the recovery codes, when the person had none: shown this once.
    /// - Throws: `Problems` at `code`; `NotFound` when nothing was begun.
    public func confirm(
        _ code: String, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> [String]? {
        guard let factor = try TOTPFactor.enrolling(caller.person, in: db) else { throw NotFound() }
        guard let step = try factor.codes(key).step(of: code, at: now, after: nil) else {
            throw Problems("code", SignInRefusal.wrongCode.message)
        }
        try db.execute("DELETE FROM totp_factor WHERE person_id = \(caller.person) AND confirmed_at IS NOT NULL")
        try db.execute(
            "UPDATE totp_factor SET confirmed_at = \(now), last_step = \(step) WHERE id = \(factor.id)")
        try FactorBook.enrolled(.app, by: caller, at: now, in: db)
        return try RecoveryCodes.makeFirst(for: caller, at: now, in: db)
    }

    /// Takes the app out of use.
    ///
    /// - Parameter isDemanded: whether the installation demands a second factor: then the last one stays.
    public func remove(isDemanded: Bool, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard try TOTPFactor.of(caller.person, in: db) != nil else { throw NotFound() }
        try db.execute("DELETE FROM totp_factor WHERE person_id = \(caller.person)")
        try FactorBook.removed(.app, isDemanded: isDemanded, by: caller, at: now, in: db)
    }
}

/// What counts as a second factor.
public enum FactorKind: String, CaseIterable, Sendable, Codable {
    case app
    case passkey
}

/// What enrolling and removing have in common.
enum FactorBook {
    static func enrolled(_ kind: FactorKind, by caller: Caller, at now: Instant, in db: Connection) throws {
        try db.execute("UPDATE session SET enrolment_due = \(false) WHERE person_id = \(caller.person)")
        try db.record(FactorEnrolled(person: caller.person, factor: kind), by: caller.actor, at: now)
    }

    static func removed(
        _ kind: FactorKind, isDemanded: Bool, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let isLast = try SecondFactors.of(caller.person, in: db).isEmpty
        if isLast && isDemanded { throw FactorRefusal.lastOne }
        if isLast { try RecoveryCodes.removeAll(of: caller.person, in: db) }
        try db.record(FactorRemoved(person: caller.person, factor: kind), by: caller.actor, at: now)
    }
}

/// Takes every second factor from a person who lost them; the next sign-in asks for a new one. Who does it is told.
public struct ResetFactors: Sendable {
    public init() {}

    /// - Throws: `NotFound` for a person out of the caller's reach; `AccountRefusal` for oneself.
    public func callAsFunction(_ id: ID<Person>, by caller: Caller, at now: Instant, in db: Connection) throws {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        if id == caller.person { throw AccountRefusal.ownAccount }
        try db.execute("DELETE FROM totp_factor WHERE person_id = \(id)")
        try db.execute("DELETE FROM passkey WHERE person_id = \(id)")
        try RecoveryCodes.removeAll(of: id, in: db)
        try Session.endAll(of: id, ending: .revoked, at: now, in: db)
        try db.record(FactorsReset(person: id), by: caller.actor, at: now)
    }
}

/// Why a second factor stays as it is.
public enum FactorRefusal: Refusal {
    case lastOne

    public var message: Wording {
        Wording(
            "Phải có ít nhất một bước xác thực thứ hai; hãy thêm cách khác trước khi gỡ cách này",
            en: "A second factor is required; add another one before you remove this")
    }
}
