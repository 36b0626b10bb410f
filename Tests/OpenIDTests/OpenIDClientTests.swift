import Essentials
import Foundation
import Testing

@testable import OpenID

private let now = SampleProvider.now

/// The way to a provider and back.
struct OpenIDClientTests {
    private func recorded(_ sample: SampleProvider, document: [String: Any] = [:]) throws -> RecordedProvider {
        RecordedProvider([
            "/.well-known/openid-configuration": try sample.document(document), "/keys": try sample.keySet(),
        ])
    }

    private func client(_ sample: SampleProvider, _ provider: RecordedProvider) -> OpenIDClient {
        OpenIDClient(
            sample.provider, returnAddress: "https://lienthong.example/sign-in/openid/tinh/return",
            transport: provider.transport)
    }

    private func give(_ token: String, _ provider: RecordedProvider) throws {
        provider.answer(
            "/token", [UInt8](try JSONSerialization.data(withJSONObject: ["id_token": token, "token_type": "Bearer"])))
    }

    private func fields(_ text: some StringProtocol) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (URLComponents(string: "?\(text)")?.queryItems ?? []).map {
                ($0.name, $0.value ?? "")
            })
    }

    @Test func `the code is asked for with state, nonce and a challenge, and exchanged with its proof`() async throws {
        let sample = try SampleProvider()
        let provider = try recorded(sample)
        let client = client(sample, provider)
        let (address, request) = try await client.begin(at: now)
        #expect(address.hasPrefix(SampleProvider.issuer + "/auth?"))
        let asked = fields(address.split(separator: "?")[1])
        #expect(asked["response_type"] == "code" && asked["scope"] == "openid" && asked["client_id"] == "lienthong")
        #expect(asked["redirect_uri"] == "https://lienthong.example/sign-in/openid/tinh/return")
        #expect(asked["state"] == request.state && asked["nonce"] == request.nonce)
        #expect(asked["code_challenge_method"] == "S256" && asked["code_challenge"] == request.challenge)
        #expect(Set([request.state, request.nonce, request.verifier]).count == 3 && request.verifier.utf8.count == 43)
        try give(try sample.token(["nonce": request.nonce]), provider)
        let token = try await client.finish(
            OpenIDAnswer(state: request.state, code: "c/1", issuer: nil), of: request, at: now)
        #expect(token.subject == "7f3c")
        let exchange = try #require(provider.asked.first { $0.form != nil })
        let form = fields(try #require(exchange.form))
        #expect(form["code"] == "c/1" && form["code_verifier"] == request.verifier && form["client_secret"] == nil)
        let proof = try #require(exchange.authorization?.replacing("Basic ", with: ""))
        let decoded = String(decoding: try #require(Data(base64Encoded: proof)), as: UTF8.self)
        #expect(decoded == "lienthong:b%C3%AD-m%E1%BA%ADt%2F%2B%3A")
    }

    @Test func `an answer without our state, of another issuer, or without a code is refused before anything is asked`()
        async throws
    {
        let sample = try SampleProvider()
        let provider = try recorded(sample)
        let client = client(sample, provider)
        let (_, request) = try await client.begin(at: now)
        let before = provider.asked.count
        for (answer, problem) in [
            (OpenIDAnswer(state: nil, code: "c", issuer: nil), OpenIDProblem.wrongState),
            (OpenIDAnswer(state: "another", code: "c", issuer: nil), .wrongState),
            (OpenIDAnswer(state: request.state, code: "c", issuer: "https://other.example"), .wrongIssuer),
            (OpenIDAnswer(state: request.state, code: nil, issuer: nil), .denied),
        ] {
            await #expect(throws: problem) { try await client.finish(answer, of: request, at: now) }
        }
        #expect(provider.asked.count == before)
    }

    @Test func `a provider that names itself in its answers must do so`() async throws {
        let sample = try SampleProvider()
        let provider = try recorded(sample, document: ["authorization_response_iss_parameter_supported": true])
        let client = client(sample, provider)
        let (_, request) = try await client.begin(at: now)
        try give(try sample.token(["nonce": request.nonce]), provider)
        await #expect(throws: OpenIDProblem.wrongIssuer) {
            try await client.finish(OpenIDAnswer(state: request.state, code: "c", issuer: nil), of: request, at: now)
        }
        _ = try await client.finish(
            OpenIDAnswer(state: request.state, code: "c", issuer: SampleProvider.issuer), of: request, at: now)
    }

    @Test func `keys are kept for an hour, and looked for anew when a token names another, once a minute`()
        async throws
    {
        let sample = try SampleProvider()
        let provider = try recorded(sample)
        let client = client(sample, provider)
        let (_, request) = try await client.begin(at: now)
        let answer = OpenIDAnswer(state: request.state, code: "c", issuer: nil)
        func keysAsked() -> Int { provider.asked.count { $0.address.hasSuffix("/keys") } }
        try give(try sample.token(["nonce": request.nonce]), provider)
        for seconds in [0, 10] {
            _ = try await client.finish(answer, of: request, at: now.adding(seconds: Int64(seconds)))
        }
        #expect(keysAsked() == 1)
        // The provider changes its key.
        provider.answer("/keys", try sample.keySet(rsaID: "r2"))
        try give(try sample.token(["nonce": request.nonce], header: ["alg": "RS256", "kid": "r2"]), provider)
        await #expect(throws: OpenIDProblem.unknownKey) {
            try await client.finish(answer, of: request, at: now.adding(seconds: 59))
        }
        #expect(keysAsked() == 1)
        _ = try await client.finish(answer, of: request, at: now.adding(seconds: 60))
        #expect(keysAsked() == 2)
        // The old one is gone.
        try give(try sample.token(["nonce": request.nonce]), provider)
        await #expect(throws: OpenIDProblem.unknownKey) {
            try await client.finish(answer, of: request, at: now.adding(seconds: 200))
        }
    }

    @Test func `where one signs out of the provider is told by it`() async throws {
        let sample = try SampleProvider()
        let address = try await client(sample, try recorded(sample)).signOutAddress(
            returningTo: "https://lienthong.example/sign-in", at: now)
        #expect(
            address == SampleProvider.issuer
                + "/logout?client_id=lienthong&post_logout_redirect_uri=https%3A%2F%2Flienthong.example%2Fsign-in")
    }

    @Test(
        arguments: [
            (["issuer": "https://evil.example"], OpenIDProblem.wrongIssuer),
            (["issuer": SampleProvider.issuer + "/"], .wrongIssuer),
            (["token_endpoint": "https://evil.example/token"], .foreignAddress),
            (["jwks_uri": "http://sso.anhai.example/keys"], .foreignAddress),
            (["jwks_uri": "https://sso.anhai.example:8443/keys"], .foreignAddress),
            (["authorization_endpoint": "https://sso.anhai.example@evil.example/auth"], .foreignAddress),
            (["end_session_endpoint": "javascript:alert(1)"], .foreignAddress),
        ] as [([String: String], OpenIDProblem)])
    func `what a provider says of itself is believed within its own origin`(
        change: [String: String], problem: OpenIDProblem
    ) throws {
        let sample = try SampleProvider()
        #expect(throws: problem) { try OpenIDDocument(json: try sample.document(change), of: sample.provider) }
    }
}
