public import Directory
public import Essentials

/// Who stands behind what a request carries. `App` fills it with the directory's sessions and tokens.
public struct CallerResolver: Sendable {
    /// By the session's cookie. `isActivity` is false for what the browser asks by itself: that must not keep a session
    /// alive that nobody uses.
    public let session: @Sendable (_ token: String, _ address: String?, _ now: Instant, _ isActivity: Bool) async throws -> Caller?
    /// By an API token.
    public let bearer: @Sendable (_ token: String, _ address: String?, _ now: Instant) async throws -> Caller?
    /// The posts a person may act in, for the menu.
    public let posts: @Sendable (_ caller: Caller) async throws -> [PostChoice]
    /// Enters the password again. On success the session's `steppedUpAt` is now.
    public let stepUp: @Sendable (_ caller: Caller, _ password: String, _ now: Instant) async throws -> StepUpOutcome

    /// - Parameters:
    ///   - session: by the session's cookie.
    ///   - bearer: by an API token.
    ///   - posts: the posts a person may act in.
    ///   - stepUp: enters the password again.
    public init(
        session: @escaping @Sendable (String, String?, Instant, Bool) async throws -> Caller?,
        bearer: @escaping @Sendable (String, String?, Instant) async throws -> Caller?,
        posts: @escaping @Sendable (Caller) async throws -> [PostChoice] = { _ in [] },
        stepUp: @escaping @Sendable (Caller, String, Instant) async throws -> StepUpOutcome = { _, _, _ in .wrong }
    ) {
        self.session = session
        self.bearer = bearer
        self.posts = posts
        self.stepUp = stepUp
    }
}

/// What came of entering the password again.
public enum StepUpOutcome: Sendable {
    /// It is right.
    case confirmed
    /// It is not.
    case wrong
    /// It may not be tried at the moment, and this is why.
    case refused(Wording)
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
