import Administration
import Database
import Directory
import Essentials
import SignIn
import TestSupport
import Testing

/// The page of how the door is kept.
struct SecurityPagesTests {
    @Test func `the page says by which text passwords are judged, and that there is no list`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            let page = try await browser.get("/security")
            #expect(page.status == 200 && page.heading == "An toàn đăng nhập")
            #expect(page.text.contains("TCVN 14423:2026 5.6.2.2"))
            #expect(page.text.contains("--password-list"))
        }
    }

    @Test(arguments: Engine.tested)
    func `an account that will be closed is told to who manages it, and stands on the page`(engine: Engine) async throws
    {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            try await house.official("Lê An", "an.le", in: unit)
            house.clock.advance(seconds: 40 * 86_400)
            _ = try await house.browser()
            try await house.closeIdleAccounts()
            try await house.closeIdleAccounts()
            let browser = try await house.browser()
            let page = try await browser.get("/security")
            #expect(page.text.contains(">Lê An</a>") && page.text.contains("Khóa ngày 20/04/2026"))
            let told: [String] = try await house.database.read { db in
                try db.values("SELECT vietnamese FROM notification WHERE post_id = \(house.administrator)")
            }
            #expect(told == ["Tài khoản của Lê An sẽ bị khóa ngày 20/04/2026 vì không dùng"])
            house.clock.advance(seconds: 5 * 86_400)
            try await house.closeIdleAccounts()
            let later = try await house.browser()
            #expect(try await later.get("/security").text.contains("Đã khóa"))
            #expect(try await house.events("directory.account-closed-idle") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the limits of a role's sessions are set on its page, within the law`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let clerk = try await house.database.read { db in try #require(try Role.withCode("clerk", in: db)).id }
            let browser = try await house.browser()
            let path = "/roles/\(clerk)/session-limits"
            #expect(try await browser.get(path).text.contains("Từ 1 đến 15 phút."))
            let wrong = try await browser.post(path, [("idleMinutes", "16"), ("absoluteMinutes", "x")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"16\""))
            #expect(try await house.events("directory.sessions-limited") == 0)
            let set = try await browser.post(path, [("idleMinutes", "10"), ("absoluteMinutes", "240")])
            #expect(set.path == "/roles" && set.text.contains("10 phút không dùng, dài nhất 240 phút"))
        }
    }

    @Test func `who manages no accounts does not see it`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            try await house.official("Lê An", "an.le", in: unit)
            let browser = try await house.browser(as: "an.le")
            #expect(try await browser.get("/security").status == 404)
        }
    }
}
