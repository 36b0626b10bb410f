import HTTPTypes

/// What every response carries, whoever made it.
struct SecurityHeaders: Sendable {
    private let common: HTTPFields

    /// - Parameter isTLS: whether browsers shall insist on TLS from now on.
    init(isTLS: Bool) {
        var fields = HTTPFields()
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "same-origin"
        fields[.openerPolicy] = "same-origin"
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.permissionsPolicy] =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
        if isTLS { fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        common = fields
    }

    /// Adds what is missing; a response may have a stricter policy of its own.
    func complete(_ headers: inout HTTPFields) {
        for field in common where headers[field.name] == nil { headers.append(field) }
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = Self.nothing }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }

    /// For what is no page: it may load nothing and be framed nowhere.
    static let nothing =
        "default-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    /// For a file that came from outside: even when it is shown, it can do nothing.
    static let sandbox =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"

    /// For a page; its scripts carry the nonce, and its forms lead to us and to the origins given.
    static func page(nonce: String, formTargets: [String] = []) -> String {
        "default-src 'none'; script-src 'self' 'nonce-\(nonce)'; style-src 'self'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; connect-src 'self'; worker-src 'self'; "
            + "form-action \((["'self'"] + formTargets).joined(separator: " ")); base-uri 'none'; "
            + "object-src 'none'; frame-src 'self'; frame-ancestors 'none'"
    }
}
