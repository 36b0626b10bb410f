import Database
public import Directory
public import Essentials
import Journal

/// Signs a person in with a password.
///
/// The answer and the work are the same whether or not there is such an account, so that nobody learns who has one.
public struct SignInWithPassword: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// - Parameters:
    ///   - username: as typed.
    ///   - password: exactly as typed.
    ///   - address: where the request comes from.
    ///   - agent: the browser, as it calls itself.
    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        username: String, password: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignInOutcome {
        let username = String(username.trimmed.prefix(Self.longestName))
        let guess = LockoutBook.Guess(username: username, address: address)
        guard password.utf8.count <= Self.longestPassword else { throw SignInRefusal.wrong }
        let known = try await desk.database.write { db in
            try (admission: desk.book.admit(guess, at: now, in: db), account: Account.find(username: username, in: db))
        }
        if case .locked(let until) = known.admission { throw SignInRefusal.locked(until: until) }
        let check: PasswordHasher.Check
        do {
            check = try await desk.passwords.check(password, against: known.account?.passwordHash)
        } catch is PasswordHasher.Busy {
            // Nothing was tried, so nothing is held against anyone.
            try await desk.database.write { db in try desk.book.strikeOut(guess, at: now, in: db) }
            throw SignInRefusal.busy
        }
        guard check.isRight, let account = known.account, account.isActive else {
            let locks = known.admission == .admitted(locks: true)
            try await note(known.account?.person, locks: locks, address: address, at: now)
            throw SignInRefusal.wrong
        }
        return try await start(account, check, guess, address: address, agent: agent, at: now)
    }

    /// Longer names are none; longer passwords would only cost work.
    private static let longestName = 64
    private static let longestPassword = 1024

    private func note(_ person: ID<Person>?, locks: Bool, address: String?, at now: Instant) async throws {
        try await desk.database.write { db in
            let event = SignInFailed(person: person, locks: locks)
            try db.record(event, by: .visitor(from: address.map { String($0.prefix(64)) }), at: now)
        }
    }

    private func start(
        _ account: Account, _ check: PasswordHasher.Check, _ guess: LockoutBook.Guess, address: String?, agent: String?,
        at now: Instant
    ) async throws -> SignInOutcome {
        try await desk.database.write { db in
            try desk.book.strikeOut(guess, at: now, in: db)
            // Between the check and now the account may have been disabled or given another password.
            guard let found = try Account.find(account.person, in: db), found.isActive,
                found.passwordHash == account.passwordHash
            else { throw SignInRefusal.wrong }
            try FormerPasswords.expire(found, desk.settings.passwords, at: now, in: db)
            let mustChange = try Account.find(account.person, in: db)?.mustChange ?? true
            if let rehashed = check.rehashed {
                try Account.store(rehashed, for: account.person, in: db)
            }
            let factors = try SecondFactors.of(account.person, in: db)
            if !factors.isEmpty {
                let token = try PendingSignIn.begin(for: account.person, at: now, in: db)
                return .secondStep(SecondStepNeeded(token: token, factors: factors))
            }
            return .signedIn(
                try desk.start(
                    account.person, by: .password, mustChangePassword: mustChange, address: address,
                    agent: agent, at: now, in: db))
        }
    }
}

/// What came of a right password.
public enum SignInOutcome: Sendable {
    case signedIn(SignedIn)
    /// Nobody is signed in yet.
    case secondStep(SecondStepNeeded)
}

/// What must be proved beside the password.
public struct SecondStepNeeded: Sendable {
    /// Goes with the second step's form; it is nowhere stored.
    public let token: String
    public let factors: SecondFactors
}

/// A person has signed in.
public struct SignedIn: Sendable {
    /// For the cookie; it is nowhere stored.
    public let token: String
    public let session: ID<Session>
    public let mustChangePassword: Bool
    /// A second factor is demanded here, and the person has none yet.
    public let mustEnrolFactor: Bool
}

/// Why a sign-in is refused.
public enum SignInRefusal: Refusal, Equatable {
    /// Wrong name or wrong password, or the account is disabled: which one is not told.
    case wrong
    case locked(until: Instant)
    /// The password is right, but the person has no post today.
    case noPost
    /// Too many sign in at this moment.
    case busy
    /// A code that is none, or was used.
    case wrongCode
    /// A passkey that proved nothing.
    case wrongPasskey
    /// Codes that are not those of the seal, or of one that no longer opens.
    case wrongSeal
    /// An identity provider's answer that is not taken, for whatever reason.
    case wrongProvider
    /// The provider named somebody whom nobody has linked.
    case notLinked
    /// The second step came too late.
    case expired

    public var message: Wording {
        switch self {
        case .wrong:
            Wording("Tên đăng nhập hoặc mật khẩu không đúng", en: "Wrong name or password")
        case .locked(let until):
            Wording(
                "Đã nhập sai nhiều lần; chỉ đăng nhập lại được sau \(until.time.hourAndMinute) ngày \(until.date.vietnamese)",
                en: "Too many wrong passwords; you can sign in again after \(until.time.hourAndMinute) on \(until.date)"
            )
        case .noPost:
            Wording(
                "Tài khoản hiện không có chức vụ nào; hãy liên hệ quản trị",
                en: "You have no post today; ask an administrator")
        case .wrongCode:
            Wording(
                "Mã không đúng hoặc đã dùng; chờ mã mới rồi nhập lại",
                en: "The code is wrong or was used; wait for the next one")
        case .wrongPasskey:
            Wording(
                "Khóa truy cập không được chấp nhận; hãy thử lại hoặc dùng cách khác",
                en: "The passkey was not accepted; try again or use another way")
        case .wrongSeal:
            Wording(
                "Mã không đúng, hoặc niêm phong đã mở quá hạn và phải niêm phong lại",
                en: "The codes are wrong, or the seal was opened too long ago and has to be made anew")
        case .wrongProvider:
            Wording(
                "Đăng nhập qua cổng định danh không thành công; hãy thử lại hoặc dùng cách khác",
                en: "Signing in through the identity provider did not work; try again or use another way")
        case .notLinked:
            Wording(
                "Định danh này chưa liên kết với tài khoản nào; hãy liên hệ quản trị của đơn vị",
                en: "This identity is not linked with an account; ask your unit's administrator")
        case .expired:
            Wording("Đã quá thời gian xác thực; hãy đăng nhập lại", en: "This took too long; please sign in again")
        case .busy:
            Wording("Hệ thống đang bận; hãy thử lại sau ít phút", en: "The system is busy; try again in a minute")
        }
    }
}
