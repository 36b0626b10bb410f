public import HTTPTypes
import Hummingbird
import NIOCore
public import Testing
public import Web

/// Somebody with a browser: the only way to fetch a page in a test.
///
/// Keeps cookies, follows redirects, fills forms in by the words on them, and holds every page to the house's rules.
public final class Visitor {
    private let application: WebApplication
    private let unknownNames: UnknownNames
    private let socketAddress: SocketAddress?
    private var cookies: [String: String] = [:]
    private var page: VisitedPage?
    public var host = "lienthong.test"
    /// Sent with every request.
    public var headers: HTTPFields = [:]
    /// Off for a test that breaks the rules on purpose.
    public var keepsHouseRules = true

    /// - Parameters:
    ///   - unknownNames: what the application's pages collect.
    ///   - address: where on the network the visitor is.
    public init(_ application: WebApplication, unknownNames: UnknownNames, address: String = "203.0.113.7") throws {
        self.application = application
        self.unknownNames = unknownNames
        socketAddress = try SocketAddress(ipAddress: address, port: 40_000)
    }

    /// Signs in by the cookie that signing in would set.
    public func hold(session token: String) {
        cookies["__Host-session"] = token
    }

    public func cookie(_ name: String) -> String? { cookies["__Host-\(name)"] }

    public func forget(cookie name: String) { cookies["__Host-\(name)"] = nil }

    /// Fetches a page and whatever it redirects to.
    @discardableResult
    public func get(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> VisitedPage {
        try await follow(try await send(.get, path), sourceLocation)
    }

    /// Presses a button of the page one is at.
    ///
    /// - Parameters:
    ///   - button: its words.
    ///   - entries: what is typed, by the words of the label or the name of the field.
    ///   - files: what is chosen.
    @discardableResult
    public func press(
        _ button: String, _ entries: KeyValuePairs<String, String> = [:], files: [ChosenFile] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> VisitedPage {
        let page = try #require(page, "no page is open", sourceLocation: sourceLocation)
        let form = try #require(
            page.form(withButton: button), "\(page.path) has no button “\(button)”", sourceLocation: sourceLocation)
        let pressed = form.all { $0.name == "button" && $0.text == button }.first
        var fields = FormFilling.fields(of: form, pressing: pressed)
        for (label, value) in entries {
            let field = try #require(
                page.field(label, in: form), "\(page.path) has no field “\(label)”", sourceLocation: sourceLocation)
            let name = field["name"] ?? label
            fields.removeAll { $0.name == name }
            fields.append((name, value))
        }
        return try await follow(try await send(form, fields, files, from: page), sourceLocation)
    }

    /// Sends a form that stands on no page.
    @discardableResult
    public func post(
        _ path: String, _ fields: [(name: String, value: String)], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> VisitedPage {
        try await follow(try await send(.post, path, form: fields), sourceLocation)
    }

    /// One request, without following and without rules.
    public func send(
        _ method: HTTPRequest.Method, _ path: String, _ extra: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> VisitedPage {
        var fields = headers
        if !cookies.isEmpty {
            fields[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        if !body.isEmpty { fields[.contentLength] = String(body.count) }
        for field in extra { fields[field.name] = field.value }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = await application.respond(to: request, from: socketAddress)
        keep(response.headers[values: .setCookie])
        let collected = CollectedBody()
        try await response.body.write(CollectingWriter(collected))
        return try visited(path, response.status.code, response.headers, collected.bytes)
    }

    /// A form as a browser sends it, without following.
    public func send(
        _ method: HTTPRequest.Method, _ path: String, form fields: [(name: String, value: String)]
    ) async throws -> VisitedPage {
        try await send(
            method, path, browserHeaders(type: "application/x-www-form-urlencoded"),
            body: FormFilling.urlEncoded(fields))
    }

    private func send(
        _ form: HTMLElement, _ fields: [(name: String, value: String)], _ files: [ChosenFile], from page: VisitedPage
    ) async throws -> VisitedPage {
        let action = form["action"] ?? page.path
        guard form["method"] == "post" else {
            return try await send(.get, action + "?" + String(decoding: FormFilling.urlEncoded(fields), as: UTF8.self))
        }
        guard form["enctype"] == "multipart/form-data" else { return try await send(.post, action, form: fields) }
        let boundary = "----visitor7MA4YWxkTrZu0gW"
        return try await send(
            .post, action, browserHeaders(type: "multipart/form-data; boundary=\(boundary)"),
            body: FormFilling.multipart(fields, files, boundary: boundary))
    }

    private func browserHeaders(type: String) -> HTTPFields {
        var fields: HTTPFields = [.contentType: type, .origin: "http://\(host)"]
        if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = "same-origin" }
        if let page { fields[.referer] = "http://\(host)\(page.path)" }
        return fields
    }

    private func follow(_ answer: VisitedPage, _ sourceLocation: SourceLocation) async throws -> VisitedPage {
        var answer = answer
        for _ in 0..<5 {
            check(answer, sourceLocation)
            guard (300..<400).contains(answer.status), let location = answer.headers[.location] else { break }
            answer = try await send(.get, location)
        }
        page = answer
        return answer
    }

    private func check(_ answer: VisitedPage, _ sourceLocation: SourceLocation) {
        guard keepsHouseRules else { return }
        for violation in HouseRules.violations(answer) {
            Issue.record("\(answer.path) (\(answer.status)): \(violation)", sourceLocation: sourceLocation)
        }
        for name in unknownNames.all {
            Issue.record("a template asks for an unknown name: \(name)", sourceLocation: sourceLocation)
        }
    }

    private func keep(_ setCookies: [String]) {
        for cookie in setCookies {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = pair.first else { continue }
            cookies[name] = cookie.contains("Max-Age=0") ? nil : pair.count == 2 ? pair[1] : nil
        }
    }

    private func visited(
        _ path: String, _ status: Int, _ headers: HTTPFields, _ body: [UInt8]
    ) throws -> VisitedPage {
        let isPage = headers[.contentType]?.hasPrefix("text/html") == true && !body.isEmpty
        let document = isPage ? try HTMLDocument(String(decoding: body, as: UTF8.self)) : nil
        return VisitedPage(status: status, headers: headers, body: body, path: path, document: document)
    }
}
