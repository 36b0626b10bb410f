import HTTPTypes
import Testing

@testable import Web

/// What every response carries, whoever made it (ASVS V3.4).
struct HeaderTests {
    @Test(arguments: [
        (HTTPRequest.Method.get, "/greeting"), (.get, "/notes"), (.get, "/nothing"), (.put, "/notes"),
        (.options, "/notes"),
        (.head, "/greeting"), (.get, "/notes/fault"), (.get, "/assets/lienthong.css"), (.get, "/assets/nothing.css"),
        (.get, "/api/v1/openapi.json"), (.get, "/api/v1/nothing"), (.post, "/notes"), (.get, "/notes/refusal"),
    ])
    func `every response carries them`(method: HTTPRequest.Method, path: String) async throws {
        try await TestHouse.with { house in
            for visitor in [try house.visitor(), try house.visitor(as: .clerk)] {
                let answer = try await visitor.send(method, path)
                #expect(HouseRules.headers(answer.headers) == [], "\(method) \(path) \(answer.status)")
                #expect(answer.headers[.requestID] != nil)
            }
        }
    }

    @Test func `over TLS browsers are told to insist on it, and only then`() async throws {
        try await TestHouse.with(configure: { $0.isTLS = true }) { house in
            let answer = try await house.visitor().send(.get, "/nothing")
            #expect(answer.headers[.strictTransportSecurity] == "max-age=63072000; includeSubDomains")
        }
        try await TestHouse.with { house in
            let answer = try await house.visitor().send(.get, "/nothing")
            #expect(answer.headers[.strictTransportSecurity] == nil)
        }
    }

    @Test func `a page's scripts carry a nonce of their own each time`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let first = try await visitor.get("/notes").headers[.contentSecurityPolicy]
            let second = try await visitor.get("/notes").headers[.contentSecurityPolicy]
            #expect(first != second)
            for part in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
                #expect(first?.contains(part) == true, "\(part)")
            }
            #expect(first?.contains("unsafe") == false)
        }
    }

    @Test func `a page is kept by nobody`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .clerk).get("/notes")
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func `a page without a form sets no cookie`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor(as: .clerk).send(.get, "/greeting")
            #expect(answer.headers[values: .setCookie] == [])
        }
    }

    @Test func `cookies are of this host, over TLS, and out of reach of scripts`() {
        for name in CookieName.allCases {
            let header = SetCookie(name: name, value: "v").header
            #expect(header == "\(name.rawValue)=v; Path=/; Secure; HttpOnly; SameSite=Lax")
            #expect(name.rawValue.hasPrefix("__Host-"))
        }
        #expect(SetCookie(name: .session, value: nil).header.hasSuffix("; Max-Age=0"))
    }

    @Test func `the address of a proxy that nobody trusts is the visitor's own`() throws {
        let socket = try #require(try? SocketAddressSample.make("198.51.100.9"))
        var headers = HTTPFields()
        headers[.forwardedFor] = "10.1.1.1, 203.0.113.5"
        #expect(ClientAddress(trustedProxies: []).address(of: socket, headers) == "198.51.100.9")
        let trusting = ClientAddress(trustedProxies: [try #require(Network("198.51.100.0/24"))])
        #expect(trusting.address(of: socket, headers) == "203.0.113.5")
        headers[.forwardedFor] = "203.0.113.5, 198.51.100.77"
        #expect(trusting.address(of: socket, headers) == "203.0.113.5")
        headers[.forwardedFor] = "made up"
        #expect(trusting.address(of: socket, headers) == "198.51.100.9")
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("::1", "::1", true),
        ("::1", "::2", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("2001:db8::/32", "2001:db8:1::5", true), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
    ])
    func `networks hold their addresses`(network: String, address: String, isHeld: Bool) throws {
        #expect(try #require(Network(network)).contains(address) == isHeld)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0/8", "x", "10.0.0.0/8/8", "10.0.0.0/-1"])
    func `what is no network is none`(text: String) {
        #expect(Network(text) == nil)
    }
}
