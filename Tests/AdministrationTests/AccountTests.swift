import Database
import Directory
import Essentials
import TestSupport
import Testing

struct AccountTests {
    @Test(arguments: Engine.tested)
    func `the account page says who I am, in which posts, with which roles`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let page = try await house.browser().get("/account")
            #expect(page.text.contains("Trần Quản Trị"))
            #expect(page.text.contains("Quản trị hệ thống"))
            #expect(page.text.contains("Tỉnh An Hải và các đơn vị trực thuộc"))
        }
    }

    @Test func `nobody sees an account without signing in`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let page = try await house.visitor().get("/account")
            #expect(page.path == "/sign-in")
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed password ends all other sessions`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let other = try await house.browser()
            let browser = try await house.browser()
            try await browser.get("/account/password")
            let new = "Mua-thu_2027?Biec"
            let page = try await browser.post(
                "/account/password",
                [("oldPassword", AdministrationHouse.password), ("password", new), ("passwordAgain", new)])
            #expect(page.path == "/account")
            #expect(try await browser.get("/account").path == "/account")
            #expect(try await other.get("/account").path == "/sign-in")
            try await house.visitor().signIn("quantri", new)
        }
    }

    @Test(arguments: [
        (old: "sai", new: "Mua-thu_2027?Biec", again: "Mua-thu_2027?Biec", message: "Mật khẩu hiện tại không đúng"),
        (old: AdministrationHouse.password, new: "Mua-thu_2027?Biec", again: "khác", message: "không giống nhau"),
        (old: AdministrationHouse.password, new: "ngan", again: "ngan", message: "Cần ít nhất 14 ký tự"),
    ])
    func `a wrong entry leaves the password as it was`(
        entry: (old: String, new: String, again: String, message: String)
    ) async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            try await browser.get("/account/password")
            let page = try await browser.post(
                "/account/password",
                [("oldPassword", entry.old), ("password", entry.new), ("passwordAgain", entry.again)])
            #expect(page.status == 422)
            #expect(page.text.contains(entry.message))
            #expect(try await house.events("directory.password-changed") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `I end one session of mine, and no one else's`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            try await house.official("Lê Văn An", "levanan", in: unit)
            let theirs = try await house.browser(as: "levanan")
            let other = try await house.browser()
            let browser = try await house.browser()
            try await browser.get("/account/sessions")
            let path = try #require(browser.page.text(after: "action=\"/account/sessions/0", before: "/end\""))
            #expect(try await browser.post("/account/sessions/0\(path)/end").path == "/account/sessions")
            #expect(try await other.get("/account").path == "/sign-in")
            let session = try await house.database.read { db in
                try db.value(
                    """
                    SELECT session.id FROM session JOIN person ON person.id = session.person_id
                    WHERE person.username = 'levanan'
                    """, as: ID<Session>.self)
            }
            try await browser.get("/account/sessions")
            #expect(try await browser.post("/account/sessions/\(try #require(session))/end").status == 404)
            #expect(try await theirs.get("/account").path == "/account")
        }
    }

    @Test(arguments: Engine.tested)
    func `a token is shown once and does only what it was given`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await browser.get("/account/tokens")
            let made = try await browser.post(
                "/account/tokens",
                [("name", "Phần mềm báo cáo"), ("permissions", "directory.read"), ("lastDay", "31/03/2026")])
            let secret = try #require(made.text(after: "<code>", before: "</code>"))
            let caller = try await house.database.read { db in
                try ApiToken.caller(forToken: secret, address: nil, at: AdministrationHouse.now, in: db)
            }
            #expect(caller?.rights.codes == ["directory.read"])
            let list = try await browser.get("/account/tokens")
            #expect(list.text.contains("Phần mềm báo cáo"))
            #expect(!list.text.contains(secret))
            let id = try #require(list.text(after: "action=\"/account/tokens/", before: "/end\""))
            try await browser.post("/account/tokens/\(id)/end")
            let after = try await house.database.read { db in
                try ApiToken.caller(forToken: secret, address: nil, at: AdministrationHouse.now, in: db)
            }
            #expect(after == nil)
        }
    }

    @Test func `a token for too long or for nothing is refused and the form keeps what was typed`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            try await browser.get("/account/tokens")
            let page = try await browser.post("/account/tokens", [("name", "Báo cáo"), ("lastDay", "01/01/2030")])
            #expect(page.status == 422)
            #expect(page.text.contains("value=\"Báo cáo\""))
            #expect(page.text.contains("Chọn trong các quyền đang có"))
            #expect(try await house.events("directory.api-token-created") == 0)
        }
    }

    @Test func `signing in again ends the session this browser had`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            let open: SQL = "SELECT count(*) FROM session WHERE ended_at IS NULL"
            let before: Int? = try await house.database.read { db in try db.value(open) }
            try await browser.signIn("quantri", AdministrationHouse.password)
            let after: Int? = try await house.database.read { db in try db.value(open) }
            #expect(before == after)
        }
    }

    @Test func `ending sessions asks for the password again after ten minutes`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            // Not an administrator, whose session would be over by then.
            try await house.official("Lê An", "an.le", in: try await house.unit("Sở Nội vụ", symbol: "SNV"))
            let (other, browser) = (try await house.browser(as: "an.le"), try await house.browser(as: "an.le"))
            try await browser.get("/account/sessions")
            house.clock.advance(seconds: 601)
            let asked = try await browser.post("/account/sessions/end")
            #expect(asked.status == 403)
            #expect(asked.heading == "Xác nhận lại mật khẩu")
            #expect(try await other.get("/account").status == 200)
            try await browser.post("/account/sessions/end", [("stepUpPassword", AdministrationHouse.password)])
            #expect(try await other.get("/account").path == "/sign-in")
        }
    }

    @Test func `making a token asks for the password again after ten minutes`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            try await browser.get("/account/tokens")
            house.clock.advance(seconds: 601)
            let fields = [("name", "Báo cáo"), ("permissions", "directory.read"), ("lastDay", "31/03/2026")]
            let asked = try await browser.post("/account/tokens", fields)
            #expect(asked.status == 403)
            #expect(asked.heading == "Xác nhận lại mật khẩu")
            #expect(try await house.events("directory.api-token-created") == 0)
            try await browser.post("/account/tokens", fields + [("stepUpPassword", AdministrationHouse.password)])
            #expect(try await house.events("directory.api-token-created") == 1)
        }
    }
}
