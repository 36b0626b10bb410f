import Administration
import Database
import Directory
import Essentials
import SignIn
import TestSupport
import Testing

/// Enrolling and using second factors through the pages.
struct FactorPagesTests {
    /// Enrols an app and says how its codes are made.
    private func enrol(_ browser: AdministrationBrowser) async throws {
        try await browser.get("/account/factors")
        let shown = try await browser.post("/account/factors/app")
        #expect(shown.path == "/account/factors/app" && shown.text.contains("<svg class=\"qr\""))
        let wrong = try await browser.post("/account/factors/app/confirmation", [("code", "000000")])
        #expect(wrong.status == 422)
    }

    @Test(arguments: Engine.tested)
    func `an app that made no code yet counts for nothing`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await enrol(browser)
            #expect(try await house.events("directory.factor-enrolled") == 0)
            _ = try await house.browser()
        }
    }

    @Test func `nobody who is not signed in reaches the pages of factors`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let visitor = house.visitor()
            for path in ["/account/factors", "/account/factors/app", "/account/factors/passkeys/new"] {
                let shown = try await visitor.get(path).path
                #expect(shown == "/sign-in")
            }
        }
    }

    @Test func `adding a factor asks for the password again after ten minutes`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            // Not an administrator, whose session would be over by then.
            try await house.official("Lê An", "an.le", in: try await house.unit("Sở Nội vụ", symbol: "SNV"))
            let browser = try await house.browser(as: "an.le")
            try await browser.get("/account/factors")
            house.clock.advance(seconds: 601)
            #expect(try await browser.post("/account/factors/app").status == 403)
            let asked = try await browser.get("/account/factors/passkeys/new")
            #expect(asked.status == 403 && asked.heading == "Xác nhận lại mật khẩu")
        }
    }

    @Test func `a second step out of nothing leads back to the door`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let visitor = house.visitor()
            try await visitor.get("/sign-in")
            let page = try await visitor.post("/sign-in/second-step", [("pending", "x"), ("code", "123456")])
            #expect(page.status == 422 && page.heading == "Đăng nhập")
            let passkey = try await visitor.post("/sign-in/passkey", [("credential", "{}")])
            #expect(passkey.status == 422)
            #expect(try await house.events("directory.passkey-refused") == 1)
            #expect(try await house.events("directory.signed-in") == 0)
        }
    }

    @Test func `a passkey that is none is told beside its name, which stays`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            try await browser.get("/account/factors/passkeys/new")
            let page = try await browser.post(
                "/account/factors/passkeys", [("name", "Điện thoại"), ("credential", "{}")])
            #expect(page.status == 422 && page.text.contains("value=\"Điện thoại\""))
            #expect(try await house.events("directory.factor-enrolled") == 0)
        }
    }
}
