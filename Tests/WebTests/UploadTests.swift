import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Synchronization
import Testing

@testable import Web

/// Files that come with forms.
struct UploadTests {
    /// What a handler saw of the files.
    private final class Seen: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func routes(_ seen: Seen, limit: Int? = nil) -> Routes {
        var routes = Routes()
        routes.route(.post, "/uploads", .needs(.note), .uploads(maxBytes: limit)) { visit in
            for file in visit.form.files("file") {
                switch file.content {
                case .success(let uploaded): seen.add("\(file.name) \(uploaded.size) \(uploaded.hash)")
                case .failure(let refusal): seen.add("\(file.name) \(refusal)")
                }
            }
            return .text(visit.form.text("text") ?? "-")
        }
        return routes
    }

    private func send(
        _ house: TestHouse, _ fields: [(name: String, value: String)], _ files: [ChosenFile], token: String? = nil,
        tokenLast: Bool = false
    ) async throws -> VisitedPage {
        let visitor = try house.visitor(as: .clerk)
        let page = try await visitor.get("/notes")
        let own = page.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
        let proof = [(name: "csrfToken", value: token ?? own)]
        var body = FormFilling.multipart(tokenLast ? fields : proof + fields, files, boundary: "B")
        if tokenLast {
            body.removeLast("--B--\r\n".utf8.count)
            body += FormFilling.multipart(proof, [], boundary: "B")
        }
        return try await visitor.send(
            .post, "/uploads", [.contentType: "multipart/form-data; boundary=B"], body: body)
    }

    @Test func `a file comes with its name, its size and its hash`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let answer = try await send(
                house, [("text", "chữ")], [ChosenFile("file", "Quyết định 15.pdf", Array("abc".utf8))])
            #expect(answer.text == "chữ")
            #expect(
                seen.all == [
                    "Quyết định 15.pdf 3 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                ])
        }
    }

    @Test func `the token may come after the file`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let answer = try await send(
                house, [("text", "chữ")], [ChosenFile("file", "a.pdf", [1])], tokenLast: true)
            #expect(answer.status == 200)
            #expect(seen.all.count == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a file of a forged form leaves nothing behind`(tokenLast: Bool) async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let answer = try await send(
                house, [("text", "x")], [ChosenFile("file", "a.pdf", [1, 2])], token: "forged", tokenLast: tokenLast)
            #expect(answer.status == 403)
            #expect(seen.all == [])
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `an empty file is refused by name, and the form is still read`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let answer = try await send(
                house, [("text", "chữ")], [ChosenFile("file", "rỗng.pdf", []), ChosenFile("file", "b.pdf", [1])])
            #expect(answer.text == "chữ")
            #expect(seen.all.first == "rỗng.pdf empty")
            #expect(seen.all.count == 2)
        }
    }

    @Test func `a file field left alone is no file`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            _ = try await send(house, [], [ChosenFile("file", "", [])])
            #expect(seen.all == [])
        }
    }

    @Test func `a form beyond its limit is refused with a word about the limit, and leaves nothing behind`()
        async throws
    {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen, limit: 1000) }) { house in
            let big = ChosenFile("file", "a.pdf", Array(repeating: 7, count: 5000))
            let answer = try await send(house, [], [big])
            #expect(answer.status == 413)
            #expect(answer.words.contains("1 kB"))
            #expect(seen.all == [])
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `a body that breaks off is refused and leaves nothing behind`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let visitor = try house.visitor(as: .clerk)
            var body = FormFilling.multipart([], [ChosenFile("file", "a.pdf", [1, 2, 3])], boundary: "B")
            body.removeLast(10)
            let answer = try await visitor.send(
                .post, "/uploads", [.contentType: "multipart/form-data; boundary=B"], body: body)
            #expect(answer.status == 400)
            #expect(seen.all == [])
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `a route that takes no files reads the form and lets them pass by`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let page = try await visitor.get("/notes")
            let token = page.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
            let body = FormFilling.multipart(
                [("text", "chữ"), ("csrfToken", token)], [ChosenFile("file", "a.pdf", [1])], boundary: "B")
            let answer = try await visitor.send(
                .post, "/notes/plain", [.contentType: "multipart/form-data; boundary=B"], body: body)
            #expect(answer.text == "chữ")
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `a form with a file of an ended session hands back what was typed and keeps no file`() async throws {
        let seen = Seen()
        try await TestHouse.with(routes: { _ in routes(seen) }) { house in
            let visitor = try house.visitor()
            let body = FormFilling.multipart(
                [("text", "gõ mãi mới xong")], [ChosenFile("file", "a.pdf", [1])], boundary: "B")
            let answer = try await visitor.send(
                .post, "/uploads", [.contentType: "multipart/form-data; boundary=B"], body: body)
            #expect(answer.status == 401)
            #expect(answer.words.contains("gõ mãi mới xong"))
            #expect(try house.waitingFiles() == [])
        }
    }
}
