import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import OpenID

/// How the network is asked: bounded, and never followed elsewhere (ASVS V15.3.2).
struct OpenIDTransportTests {
    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/good") { _, _ in "{}" }
        router.get("/elsewhere") { _, _ in
            Response(status: .found, headers: [.location: "/good"])
        }
        router.get("/huge") { _, _ in String(repeating: "x", count: OpenIDTransport.mostBytes + 1) }
        router.post("/form") { request, _ in
            let body = try await request.body.collect(upTo: 1000)
            return
                "\(request.headers[.authorization] ?? "") \(request.headers[.contentType] ?? "") \(String(buffer: body))"
        }
        return router
    }

    /// Beside a thousand other tests an answer may take longer than a person would wait.
    private static let long: Int64 = 600

    private func ask(
        _ path: String, form: String? = nil, port: Int, patience: Int64 = Self.long
    ) async throws -> String {
        let question = OpenIDTransport.Question(
            address: "http://127.0.0.1:\(port)\(path)", form: form, authorization: form == nil ? nil : "Basic x")
        return String(decoding: try await OpenIDTransport.network(patience: patience).ask(question), as: UTF8.self)
    }

    @Test func `an answer is read, a form is sent, and nobody is followed elsewhere or without end`() async throws {
        let application = Application(router: router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await application.test(.live) { client in
            let port = try #require(client.port)
            #expect(try await ask("/good", port: port) == "{}")
            #expect(
                try await ask("/form", form: "a=b", port: port) == "Basic x application/x-www-form-urlencoded a=b")
            await #expect(throws: OpenIDProblem.refused) { try await ask("/elsewhere", port: port) }
            await #expect(throws: OpenIDProblem.refused) { try await ask("/absent", port: port) }
            await #expect(throws: OpenIDProblem.tooLarge) { try await ask("/huge", port: port) }
        }
        await #expect(throws: OpenIDProblem.unreachable) { try await ask("/good", port: 1, patience: 1) }
    }
}
