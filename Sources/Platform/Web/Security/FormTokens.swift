import Directory
import Essentials
import HTTPTypes

/// Proof that a form was sent from one of our own pages, in the same session.
///
/// Two independent checks: where the browser says the form came from, and a token in the form that only a page of this
/// session has. Somebody without a session gets a signed cookie in its place.
struct FormTokens: Sendable {
    static let field = "csrfToken"
    private static let purpose = "form"

    let secret: WebSecret

    /// What the token is bound to: the session, or the visitor's cookie when its mark is right.
    ///
    /// The session and not its token: forms that are open in other windows hold when it gets a new one.
    func anchor(_ cookies: Cookies, session: ID<Session>?) -> String? {
        if let session { return "session:\(session)" }
        guard let visitor = cookies[.visitor], secret.verified("visitor", visitor) != nil else { return nil }
        return "visitor:\(visitor)"
    }

    /// A cookie for somebody who has neither.
    func newVisitor() -> String {
        secret.signed("visitor", Random.token())
    }

    func token(for anchor: String) -> String {
        secret.mark(Self.purpose, anchor)
    }

    func isToken(_ candidate: String, for anchor: String) -> Bool {
        secret.isMark(candidate, Self.purpose, anchor)
    }
}

/// Where the browser says that a request came from.
enum RequestOrigin {
    /// Whether a request that changes something may come from there.
    ///
    /// Browsers send `Sec-Fetch-Site`, older ones `Origin`; a program that sends neither has no session to abuse
    /// without knowing its token.
    static func isOwn(_ request: HTTPRequest) -> Bool {
        if let site = request.headerFields[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headerFields[.origin] else { return true }
        guard let authority = request.authority, let start = origin.firstRange(of: "://")?.upperBound else {
            return false
        }
        return origin[start...].lowercased() == authority.lowercased()
    }
}
