import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing
import Web

/// Somebody with a browser: keeps cookies, follows redirects, sends forms with their token, and holds every page to
/// the rules that can be read off its text.
final class AdministrationBrowser {
    private let web: WebApplication
    private let unknownNames: UnknownNames
    private var cookies: [String: String] = [:]
    private(set) var page = Seen(status: 0, path: "", text: "")

    /// What came back.
    struct Seen {
        let status: Int
        let path: String
        let text: String

        /// The text between two others, the first of them.
        func text(after start: String, before end: String) -> String? {
            guard let from = text.firstRange(of: start)?.upperBound else { return nil }
            let rest = text[from...]
            guard let to = rest.firstRange(of: end)?.lowerBound else { return nil }
            return String(rest[..<to])
        }

        var heading: String? { text(after: "<h1>", before: "</h1>") }
    }

    init(_ web: WebApplication, _ unknownNames: UnknownNames) {
        self.web = web
        self.unknownNames = unknownNames
    }

    func signIn(_ username: String, _ password: String) async throws {
        try await get("/sign-in")
        try await post("/sign-in", [("username", username), ("password", password), ("back", "/account")])
        try #require(page.path == "/account", "\(username) was not signed in: \(page.text)")
    }

    @discardableResult
    func get(_ path: String) async throws -> Seen {
        try await follow(.get, path, [], nil)
    }

    /// Sends a form with the token of the page that is open.
    @discardableResult
    func post(_ path: String, _ fields: [(name: String, value: String)] = []) async throws -> Seen {
        let token = page.text(after: "name=\"csrfToken\" value=\"", before: "\"")
        let all = fields + [("csrfToken", try #require(token, "no form on \(page.path)"))]
        let body = Array(Query.encoded(all).dropFirst().utf8)
        return try await follow(.post, path, body, "application/x-www-form-urlencoded")
    }

    /// Sends a form with a file, and the token of the page that is open.
    @discardableResult
    func upload(_ path: String, _ content: String, as name: String) async throws -> Seen {
        let token = try #require(page.text(after: "name=\"csrfToken\" value=\"", before: "\""))
        let boundary = "----boundary7MA4YWxkTrZu0gW"
        let body = """
            --\(boundary)\r
            Content-Disposition: form-data; name="csrfToken"\r
            \r
            \(token)\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(name)"\r
            Content-Type: text/csv\r
            \r
            \(content)\r
            --\(boundary)--\r

            """
        return try await follow(.post, path, Array(body.utf8), "multipart/form-data; boundary=\(boundary)")
    }

    /// The value of the first input or of the hidden field of a name on the page.
    func value(_ name: String) -> String? {
        page.text(after: "name=\"\(name)\" value=\"", before: "\"")
    }

    private func follow(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], _ type: String?
    ) async throws -> Seen {
        var (answer, location) = try await send(method, path, body, type)
        for _ in 0..<5 {
            guard let next = location else { break }
            (answer, location) = try await send(.get, next, [], nil)
        }
        page = answer
        check(answer)
        return answer
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], _ type: String?
    ) async throws -> (Seen, location: String?) {
        var headers: HTTPFields = [:]
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        headers[.contentType] = type
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "lienthong.test", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = await web.respond(to: request)
        keep(response.headers[values: .setCookie])
        let collected = CollectedText()
        try await response.body.write(CollectingWriter(collected: collected))
        let seen = Seen(
            status: response.status.code, path: String(path.prefix { $0 != "?" }), text: collected.text)
        return (seen, response.headers[.location])
    }

    private func keep(_ setCookies: [String]) {
        for cookie in setCookies {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = pair.first else { continue }
            cookies[name] = cookie.contains("Max-Age=0") ? nil : pair.last
        }
    }

    private func check(_ seen: Seen) {
        for name in unknownNames.all { Issue.record("\(seen.path): a template asks for an unknown name: \(name)") }
        guard seen.text.hasPrefix("<!DOCTYPE html>") else { return }
        #expect(seen.text.components(separatedBy: "<h1").count == 2, "\(seen.path) has not one h1")
        let ids = seen.text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        for id in Set(ids) where ids.count(where: { $0 == id }) > 1 {
            Issue.record("\(seen.path): the id \(id) is there twice")
        }
        for label in seen.text.matches(of: /<label[^>]*\sfor="([^"]*)"/).map({ String($0.output.1) })
        where !ids.contains(label) {
            Issue.record("\(seen.path): a label is for \(label), which is not there")
        }
        #expect(!seen.text.contains("[["), "\(seen.path) shows a text that is not translated")
    }
}

/// A response's bytes.
private final class CollectedText: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func append(_ buffer: ByteBuffer) {
        bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }
}

/// Stands where the connection would.
private struct CollectingWriter: ResponseBodyWriter {
    let collected: CollectedText

    func write(_ buffer: ByteBuffer) async throws {
        collected.append(buffer)
    }

    func finish(_: HTTPFields?) async throws {}
}
