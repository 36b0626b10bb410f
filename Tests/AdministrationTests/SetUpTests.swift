import Database
import Directory
import Essentials
import SignIn
import TestSupport
import Testing

struct SetUpTests {
    private static let filled: [(name: String, value: String)] = [
        ("province", "Tỉnh An Hải"), ("organId", "H99"), ("name", "Trần Quản Trị"), ("title", "Quản trị hệ thống"),
        ("username", "quantri"), ("mail", ""), ("password", AdministrationHouse.password),
        ("passwordAgain", AdministrationHouse.password),
    ]

    @Test(arguments: Engine.tested)
    func `the printed secret opens the first page once, and never again`(engine: Engine) async throws {
        try await AdministrationHouse.withNobody(engine) { database, browser in
            let token = try #require(
                try await database.write { db in try FirstRun.prepare(at: AdministrationHouse.now, in: db) })
            let page = try await browser.get("/set-up?token=\(token)")
            #expect(page.status == 200)
            #expect(page.heading == "Thiết lập lần đầu")
            #expect(page.text.contains("Ít nhất 14 ký tự"))
            #expect(!page.text.contains("Tỉnh An Hải"))
            let done = try await browser.post("/set-up", Self.filled + [("token", token)])
            #expect(done.path == "/sign-in")
            #expect(done.text.contains("Tỉnh An Hải"))
            try await browser.signIn("quantri", AdministrationHouse.password)
            #expect(try await browser.get("/set-up?token=\(token)").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `another secret opens nothing`(engine: Engine) async throws {
        try await AdministrationHouse.withNobody(engine) { database, browser in
            _ = try await database.write { db in try FirstRun.prepare(at: AdministrationHouse.now, in: db) }
            #expect(try await browser.get("/set-up?token=wrong").status == 404)
            #expect(try await browser.get("/set-up").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `a weak password brings the form back filled, and nobody is made`(engine: Engine) async throws {
        try await AdministrationHouse.withNobody(engine) { database, browser in
            let token = try #require(
                try await database.write { db in try FirstRun.prepare(at: AdministrationHouse.now, in: db) })
            try await browser.get("/set-up?token=\(token)")
            let fields = Self.filled.map { ($0.name, $0.name.hasPrefix("password") ? "short" : $0.value) }
            let page = try await browser.post("/set-up", fields + [("token", token)])
            #expect(page.status == 422)
            #expect(page.text.contains("Cần ít nhất 14 ký tự"))
            #expect(page.text.contains("value=\"Tỉnh An Hải\""))
            #expect(!page.text.contains("value=\"short\""))
            #expect(try await database.read { db in try FirstRun.isPending(in: db) })
        }
    }
}
