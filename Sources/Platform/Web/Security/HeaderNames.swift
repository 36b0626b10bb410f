import HTTPTypes

extension HTTPField.Name {
    static let secFetchSite = known("Sec-Fetch-Site")
    static let referrerPolicy = known("Referrer-Policy")
    static let openerPolicy = known("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let requestID = known("X-Request-ID")
    static let forwardedFor = known("X-Forwarded-For")
    static let forwardedProto = known("X-Forwarded-Proto")
    static let idempotencyKey = known("Idempotency-Key")
    /// A module that sends a form's files itself asks for JSON in place of a redirect.
    static let upload = known("X-Upload")
    /// For a module that sends a form itself.
    static let formToken = known("X-CSRF-Token")

    /// The names above are well-formed, so the other one is never taken.
    private static func known(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .via
    }
}
