import Database
import Essentials
import HTTPTypes
import Testing

@testable import Web

/// What changes something is done only when the person meant it (ASVS V3.5.1–3).
struct ForgeryTests {
    private static let form = HTTPFields([
        HTTPField(name: .contentType, value: "application/x-www-form-urlencoded")
    ])

    /// A clerk with a page open, and its token.
    private func clerk(_ house: TestHouse) async throws -> (visitor: Visitor, token: String) {
        let visitor = try house.visitor(as: .clerk)
        let page = try await visitor.get("/notes")
        let inputs = page.document?.all("input") ?? []
        return (visitor, try #require(inputs.first { $0["name"] == "csrfToken" }?["value"]))
    }

    private func notes(_ house: TestHouse) async throws -> Int {
        try await house.database.read { try $0.count(of: "SELECT id FROM note").value }
    }

    @Test func `a form from our own page is taken`() async throws {
        try await TestHouse.with { house in
            let (visitor, _) = try await clerk(house)
            let page = try await visitor.press("Ghi", ["Nội dung": "một"])
            #expect(page.status == 200)
            #expect(try await notes(house) == 1)
        }
    }

    @Test func `a form without a token is refused, and what was typed is handed back`() async throws {
        try await TestHouse.with { house in
            let (visitor, _) = try await clerk(house)
            let answer = try await visitor.send(.post, "/notes", form: [("text", "không mất chữ nào")])
            #expect(answer.status == 403)
            #expect(answer.words.contains("không mất chữ nào"))
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `a token of another session is refused`() async throws {
        try await TestHouse.with { house in
            let (visitor, _) = try await clerk(house)
            let (_, foreign) = try await clerk(house)
            let answer = try await visitor.send(.post, "/notes", form: [("text", "x"), ("csrfToken", foreign)])
            #expect(answer.status == 403)
            #expect(try await notes(house) == 0)
        }
    }

    @Test(arguments: [
        ("Origin", "http://evil.test"), ("Origin", "null"), ("Origin", "http://lienthong.test.evil.test"),
        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
    ])
    func `a form from elsewhere is refused even with the right token`(name: String, value: String) async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            var headers = Self.form
            headers[try #require(HTTPField.Name(name))] = value
            let body = Array("text=x&csrfToken=\(token)".utf8)
            let answer = try await visitor.send(.post, "/notes", headers, body: body)
            #expect(answer.status == 403)
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `the right token is enough for an old browser that tells no origin`() async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            let answer = try await visitor.send(
                .post, "/notes", Self.form, body: Array("text=x&csrfToken=\(token)".utf8))
            #expect(answer.status == 303)
            #expect(try await notes(house) == 1)
        }
    }

    @Test func `a token in the address is no token`() async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            let answer = try await visitor.send(
                .post, "/notes?csrfToken=\(token)", Self.form, body: Array("text=x".utf8))
            #expect(answer.status == 403)
        }
    }

    @Test func `a module may send the token in a header`() async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            var headers = Self.form
            headers[.formToken] = token
            let answer = try await visitor.send(.post, "/notes", headers, body: Array("text=x".utf8))
            #expect(answer.status == 303)
        }
    }

    @Test(arguments: ["text/plain", "application/json", "application/xml"])
    func `a body that no form sends is refused`(type: String) async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            let answer = try await visitor.send(
                .post, "/notes", [.contentType: type], body: Array("text=x&csrfToken=\(token)".utf8))
            #expect(answer.status == 415)
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `GET changes nothing whatever it carries`() async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            _ = try await visitor.send(.get, "/notes?text=x&csrfToken=\(token)")
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `somebody not signed in has a token bound to a cookie of their own`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor()
            try await visitor.get("/greeting")
            let cookie = try #require(visitor.cookie("visitor"))
            let page = try await visitor.press("English")
            #expect(page.heading == "Welcome")
            #expect(visitor.cookie("visitor") == cookie)
        }
    }

    @Test func `a visitor's cookie that we did not sign is worth nothing`() async throws {
        try await TestHouse.with { house in
            let tokens = FormTokens(secret: WebSecret.random())
            let made = tokens.newVisitor()
            let visitor = try house.visitor()
            let answer = try await visitor.send(
                .post, "/language",
                [
                    .contentType: "application/x-www-form-urlencoded", .cookie: "__Host-visitor=\(made)",
                ], body: Array("language=en&csrfToken=\(tokens.token(for: "visitor:\(made)"))".utf8))
            #expect(answer.status == 403)
        }
    }

    @Test func `a form of an ended session hands back what was typed and asks to sign in`() async throws {
        try await TestHouse.with { house in
            let (visitor, token) = try await clerk(house)
            house.sessions.end(try #require(visitor.cookie("session")))
            let page = try await visitor.send(
                .post, "/notes", form: [("text", "dài lắm"), ("csrfToken", token), ("stepUpPassword", "bí mật")])
            #expect(page.status == 401)
            #expect(page.words.contains("dài lắm"))
            #expect(!page.words.contains("bí mật"))
            #expect(!page.words.contains(token))
            #expect(page.link("Đăng nhập lại") == "/sign-in?back=%2Fnotes")
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `what is handed back stands under the words of its form`() async throws {
        var routes = Routes()
        routes.route(.post, "/leave", .needs(.note)) { _ in .text("done") }
        routes.call(
            TypedWords(
                ["text": Wording("Lý do nghỉ", en: "Reason")], choices: ["kind": ["a": Wording("Ốm", en: "Ill")]],
                unsaid: ["place"]))
        try await TestHouse.with(routes: { [routes] _ in routes }) { house in
            let (visitor, token) = try await clerk(house)
            house.sessions.end(try #require(visitor.cookie("session")))
            let page = try await visitor.send(
                .post, "/leave",
                form: [
                    ("text", "đau đầu"), ("kind", "a"), ("place", "0000000000001"), ("other", "còn lại"),
                    ("csrfToken", token),
                ])
            #expect(page.status == 401)
            let terms = page.document?.all("dt").map(\.text) ?? []
            #expect(terms == ["Lý do nghỉ", "kind", "other"])
            #expect(page.words.contains("Ốm"))
            #expect(!page.words.contains("0000000000001"))
        }
    }

    @Test func `marks are not mixed up between purposes`() {
        let secret = TestHouse.secret
        #expect(secret.isMark(secret.mark("form", "a"), "form", "a"))
        #expect(!secret.isMark(secret.mark("form", "a"), "notice", "a"))
        #expect(!secret.isMark(secret.mark("form", "a"), "form", "b"))
        #expect(secret.verified("notice", secret.signed("notice", "chào")) == "chào")
        #expect(secret.verified("notice", secret.signed("form", "chào")) == nil)
        #expect(secret.verified("notice", "Y2g.x") == nil)
    }

    @Test(arguments: [[], [0], [0, 1], [0, 1, 2], Array(0...255)] as [[UInt8]])
    func `base64url goes there and back`(bytes: [UInt8]) {
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        #expect(Base64URL.decode("a b") == nil)
    }
}
