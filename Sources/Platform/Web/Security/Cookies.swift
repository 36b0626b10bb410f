import HTTPTypes

/// The cookies a request carries.
struct Cookies {
    private var values: [(name: Substring, value: Substring)] = []

    init(_ headers: HTTPFields) {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                let name = pair[..<equals].drop { $0 == " " }
                values.append((name, pair[pair.index(after: equals)...]))
            }
        }
    }

    subscript(_ cookie: CookieName) -> String? {
        values.first { $0.name == cookie.rawValue }.map { String($0.value) }
    }
}

/// Every cookie the platform sets. All are `__Host-`: only this host may set or read them, and only over TLS (browsers
/// make an exception for localhost).
enum CookieName: String, CaseIterable {
    case session = "__Host-session"
    /// For forms of somebody who has not signed in.
    case visitor = "__Host-visitor"
    case language = "__Host-language"
    /// What is said once after a redirect.
    case notice = "__Host-notice"
    /// What a browser keeps while it is at an identity provider.
    case away = "__Host-away"
}

/// A cookie to be set, or taken away when its value is nil.
struct SetCookie: Sendable {
    let name: CookieName
    let value: String?
    /// Nil: until the browser is closed.
    var maxAge: Int?

    var header: String {
        let age = value == nil ? "; Max-Age=0" : maxAge.map { "; Max-Age=\($0)" } ?? ""
        return "\(name.rawValue)=\(value ?? ""); Path=/; Secure; HttpOnly; SameSite=Lax\(age)"
    }
}
