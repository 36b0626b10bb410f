public import HTTPTypes

/// What a request wants done. `HEAD` and `OPTIONS` are answered for every route by themselves.
public enum Method: String, CaseIterable, Sendable, Hashable {
    /// Shows, and changes nothing.
    case get = "GET"
    /// Does something; the only one a form has.
    case post = "POST"
    /// Puts in place of what is there. API only.
    case put = "PUT"
    /// Changes a part. API only.
    case patch = "PATCH"
    /// Takes away. API only.
    case delete = "DELETE"

    /// Whether it may change something, so that it needs proof that the person meant it.
    public var isUnsafe: Bool { self != .get }

    /// As the HTTP library names it.
    public var httpMethod: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}
