import HTTPTypes
import Hummingbird

/// What every answer keeps to, a page, a file, JSON or a refusal (ASVS V3.3, V3.4, V4.1.1, V14.3.2).
enum AnswerRules {
    private static let wanted = [
        "strict-transport-security": "max-age=63072000; includeSubDomains", "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    ]

    /// What an answer does wrong.
    static func violations(_ response: Response, isAsset: Bool = false) -> [String] {
        let headers = response.headers
        var found = wanted.sorted { $0.key < $1.key }.compactMap { name, value in
            value == field(name, headers) ? nil : "\(name) is \(field(name, headers) ?? "missing")"
        }
        found += policy(headers) + type(response)
        for name in ["server", "x-powered-by", "access-control-allow-origin", "x-aspnet-version"]
        where field(name, headers) != nil {
            found.append("\(name) is told")
        }
        for name in ["permissions-policy", "x-request-id"] where field(name, headers) == nil {
            found.append("no \(name)")
        }
        if !isAsset, headers[.cacheControl] != "no-store" {
            found.append("kept: \(headers[.cacheControl] ?? "no cache-control")")
        }
        return found + headers[values: .setCookie].flatMap(cookie)
    }

    private static func field(_ name: String, _ headers: HTTPFields) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    private static func policy(_ headers: HTTPFields) -> [String] {
        let policy = headers[.contentSecurityPolicy] ?? ""
        let parts = policy.split(separator: ";").map { $0.drop { $0 == " " } }
        var found = ["default-src 'none'", "object-src 'none'", "base-uri 'none'"].filter { part in
            !parts.contains { $0 == part }
        }
        .map { "no \($0)" }
        if !parts.contains(where: { $0.hasPrefix("frame-ancestors '") }) { found.append("no frame-ancestors") }
        if parts.contains(where: { $0.hasPrefix("script-src") && $0.contains("unsafe") }) { found.append(policy) }
        return found
    }

    /// A body has a type, and text says its encoding.
    private static func type(_ response: Response) -> [String] {
        guard response.body.contentLength != 0 else { return [] }
        guard let type = response.headers[.contentType] else { return ["a body without a type"] }
        let isText = type.hasPrefix("text/") || type.contains("+xml") || type.contains("/xml")
        return isText && !type.lowercased().contains("charset=utf-8") ? ["\(type) without its encoding"] : []
    }

    private static func cookie(_ header: String) -> [String] {
        let parts = header.split(separator: ";").map { String($0.drop { $0 == " " }) }
        let name = parts.first?.prefix { $0 != "=" } ?? ""
        var found = ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"].filter { !parts.contains($0) }
            .map { "cookie \(name) without \($0)" }
        if !name.hasPrefix("__Host-") { found.append("cookie \(name) is not of this host alone") }
        if parts.contains(where: { $0.lowercased().hasPrefix("domain") }) {
            found.append("cookie \(name) has a domain")
        }
        if (parts.first?.utf8.count ?? 0) > 4096 { found.append("cookie \(name) is too large") }
        return found
    }
}
