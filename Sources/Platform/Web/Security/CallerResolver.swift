public import Database
public import Directory
public import Essentials

/// Who stands behind what a request carries. `App` fills it with the directory's sessions and tokens.
public struct CallerResolver: Sendable {
    /// By a session's cookie or an API token, with the network address it came from.
    public typealias ByToken = @Sendable (String, String?, Instant, Connection) throws -> Caller?
    /// The posts a person may act in, for the menu.
    public typealias Posts = @Sendable (Caller, Instant, Connection) throws -> [PostChoice]
    /// Enters the password again. After success the session's `steppedUpAt` is now.
    public typealias StepUp = @Sendable (Caller, StepUpProof, Instant) async throws -> StepUpOutcome
    /// What a page tells the browser to ask for a passkey with; nil for a person without one.
    public typealias PasskeyOptions = @Sendable (Caller, Instant) async throws -> String?
    /// The person did something: the session lives on. Not called for what a browser asks by itself.
    public typealias Activity = @Sendable (Caller, Instant) async throws -> Void
    /// Where the caller must go first whatever was asked for: to a new password, say.
    public typealias Detour = @Sendable (Caller, _ path: String) -> String?

    let bySession: ByToken
    let byBearer: ByToken
    let posts: Posts
    let stepUp: StepUp
    let passkeyOptions: PasskeyOptions
    let activity: Activity
    let detour: Detour

    /// - Parameters:
    ///   - bySession: by a session's cookie.
    ///   - byBearer: by an API token.
    ///   - posts: the posts a person may act in.
    ///   - stepUp: enters the password again.
    ///   - passkeyOptions: for stepping up by passkey.
    ///   - activity: keeps the session alive.
    ///   - detour: where the caller must go first; nil for the rest of the house.
    public init(
        bySession: @escaping ByToken, byBearer: @escaping ByToken, posts: @escaping Posts = { _, _, _ in [] },
        stepUp: @escaping StepUp = { _, _, _ in .wrong },
        passkeyOptions: @escaping PasskeyOptions = { _, _ in nil }, activity: @escaping Activity = { _, _ in },
        detour: @escaping Detour = { _, _ in nil }
    ) {
        self.bySession = bySession
        self.byBearer = byBearer
        self.posts = posts
        self.stepUp = stepUp
        self.passkeyOptions = passkeyOptions
        self.activity = activity
        self.detour = detour
    }
}

/// What a person proves with, once more, that it is the same.
public enum StepUpProof: Sendable {
    case password(String)
    /// What the browser sent.
    case passkey(String)

    /// What a form has of it; the passkey first, since the password's field is sent empty then.
    init?(_ form: FormData) {
        if let response = form.text(StepUpPage.passkeyField) {
            self = .passkey(response)
        } else if let password = form.raw(StepUpPage.field) {
            self = .password(password)
        } else {
            return nil
        }
    }
}

/// What came of entering the password again.
public enum StepUpOutcome: Sendable {
    /// It is right, and the session goes on under this token.
    case confirmed(token: String)
    /// It is not.
    case wrong
    /// It may not be tried at the moment, and this is why.
    case refused(Wording)

    /// The session's new token.
    ///
    /// - Throws: `StepUpRefused` with what to say.
    func token() throws -> String {
        switch self {
        case .confirmed(let token): return token
        case .wrong:
            throw StepUpRefused(problem: Wording("Mật khẩu chưa đúng.", en: "The password is not right."))
        case .refused(let reason): throw StepUpRefused(problem: reason)
        }
    }
}

/// What was entered again did not prove anything.
struct StepUpRefused: Error {
    let problem: Wording
}

/// A post the person may act in.
public struct PostChoice: Sendable, Hashable {
    /// The post.
    public let id: ID<Post>
    /// `Chuyên viên · Sở Tài chính`.
    public let label: String

    /// - Parameters:
    ///   - id: the post.
    ///   - label: `Chuyên viên · Sở Tài chính`.
    public init(id: ID<Post>, label: String) {
        self.id = id
        self.label = label
    }
}
