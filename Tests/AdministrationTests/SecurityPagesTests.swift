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

    @Test func `who manages no accounts does not see it`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            try await house.official("Lê An", "an.le", in: unit)
            let browser = try await house.browser(as: "an.le")
            #expect(try await browser.get("/security").status == 404)
        }
    }
}
