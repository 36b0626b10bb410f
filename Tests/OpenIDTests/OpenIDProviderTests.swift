import Essentials
import Testing

@testable import OpenID

/// The file of identity providers.
struct OpenIDProviderTests {
    private func file(_ issuer: String, code: String = "tinh", secret: String = "s3cret-canary") -> [UInt8] {
        Array(
            """
            {"providers": [{"code": "\(code)", "name": "Cổng tỉnh", "issuer": "\(issuer)", "clientID": "lt",
                "clientSecret": "\(secret)", "trustedAMR": ["mfa"]}]}
            """.utf8)
    }

    @Test func `a provider is read, and its secret never printed`() throws {
        let provider = try #require(try OpenIDProvider.list(json: file("https://sso.anhai.example")).first)
        #expect(provider.code == "tinh" && provider.trustedAMR == ["mfa"] && provider.name.english == "Cổng tỉnh")
        var dumped = ""
        dump(provider, to: &dumped)
        for text in [dumped, "\(provider)", String(reflecting: provider), "\(provider.clientSecret)"] {
            #expect(!text.contains("canary"))
        }
    }

    @Test(arguments: [
        "http://sso.anhai.example", "sso.anhai.example", "https://sso.anhai.example/?a=b", "https://a:b@sso.example",
        "https://sso.anhai.example#x", "file:///etc/passwd", "",
    ])
    func `an issuer is an address over TLS`(issuer: String) {
        #expect(throws: OpenIDFileProblem.cannotBe("tinh")) { try OpenIDProvider.list(json: file(issuer)) }
    }

    @Test(arguments: ["http://127.0.0.1:9400", "http://localhost:9400"])
    func `only on this machine it may do without`(issuer: String) throws {
        #expect(try OpenIDProvider.list(json: file(issuer)).count == 1)
    }

    @Test func `a code that could lead elsewhere, a missing secret and no JSON are refused`() {
        for code in ["", "Tỉnh", "a/b", "..", String(repeating: "a", count: 31)] {
            #expect(throws: OpenIDFileProblem.cannotBe(code)) {
                try OpenIDProvider.list(json: file("https://sso.example", code: code))
            }
        }
        #expect(throws: OpenIDFileProblem.cannotBe("tinh")) {
            try OpenIDProvider.list(json: file("https://sso.example", secret: ""))
        }
        #expect(throws: OpenIDFileProblem.isMalformed) { try OpenIDProvider.list(json: Array("{".utf8)) }
    }
}
