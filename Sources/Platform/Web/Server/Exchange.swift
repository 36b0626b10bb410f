import Directory
import Essentials
import HTTPTypes
import Hummingbird

/// One request on its way through the server, with all that has become known about it.
struct Exchange {
    let request: Request
    let method: Method?
    let path: String
    let query: String
    let cookies: Cookies
    let language: Language
    let now: Instant
    let requestID: String
    let networkAddress: String?
    /// The cookie's token; another one after the password was entered again.
    var session: String?
    /// Marks the scripts of the page that answers; another for each request.
    let nonce = Random.token()
    var route: Route?
    var parameters: [(name: String, value: String)] = []
    var caller: Caller?
    var facts: FrameFacts?
    /// What was typed into the form, for an error page to hand back.
    var typed: [TypedField] = []
    /// Cookies that the answer takes away or sets by itself.
    var cookiesToSet: [SetCookie] = []

    init(_ request: Request, at now: Instant, networkAddress: String?, requestID: String) {
        self.request = request
        self.now = now
        self.networkAddress = networkAddress
        self.requestID = requestID
        method = request.method == .head ? .get : Method(rawValue: request.method.rawValue)
        let target = request.head.path ?? "/"
        let question = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = String(target[..<question])
        query = question == target.endIndex ? "" : String(target[target.utf8.index(after: question)...])
        cookies = Cookies(request.headers)
        language = cookies[.language].flatMap(Language.init(rawValue:)) ?? .vietnamese
        session = cookies[.session]
    }

    var isAPI: Bool { path.hasPrefix("/api/") }
    var isHead: Bool { request.method == .head }
    var isGet: Bool { method == .get }
    var address: String { query.isEmpty ? path : "\(path)?\(query)" }
    /// A module of ours sends the form, and wants to be told where to go.
    var isScriptedForm: Bool { request.headers[.upload] != nil }

    /// `Authorization: Bearer …`.
    var bearerToken: String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1]).trimmed
    }

    /// The page the person came from, when it is one of ours.
    var referringPath: String? {
        guard let referer = request.headers[.referer], let authority = request.head.authority,
            let start = referer.firstRange(of: "://\(authority)/")?.upperBound
        else { return nil }
        return LocalPath.checked("/" + referer[start...])
    }
}
