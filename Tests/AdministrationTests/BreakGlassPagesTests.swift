import Database
import Directory
import Essentials
import Journal
import SignIn
import TestSupport
import Testing

@testable import Administration

/// The emergency account in pages: sealed, opened with an alarm, sealed again, confirmed.
struct BreakGlassPagesTests {
    private func follow(_ house: AdministrationHouse) async throws {
        try await house.database.write { db in
            let events: [RecordedEvent] = try db.all("SELECT * FROM event ORDER BY id")
            for event in events { try RightsAlarm().receive(event, in: db) }
        }
    }

    private func openAlarm(_ house: AdministrationHouse) async throws -> [Int64] {
        try await house.database.read { db in
            try db.values(
                """
                SELECT id FROM rights_change WHERE confirmed_at IS NULL
                  AND kind = \(RightsChange.Kind.breakGlassOpened.rawValue)
                """)
        }
    }

    /// Seals and reads the codes off the page.
    private func seal(_ browser: AdministrationBrowser) async throws -> [String] {
        try await browser.get("/security")
        let page = try await browser.post("/security/break-glass")
        #expect(page.heading == "Niêm phong tài khoản khẩn cấp")
        return page.text.matches(of: /<code>([0-9A-Z-]+)<\/code>/).map { String($0.output.1) }
    }

    @Test(arguments: Engine.tested)
    func `opening it is an alarm until it is sealed again and another administrator confirms it`(
        engine: Engine
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            try await house.database.write { db in try RightsAlarm.begin(in: db) }
            let admin = try await house.browser()
            #expect(try await admin.get("/security").text.contains("Chưa có tài khoản khẩn cấp"))
            let codes = try await seal(admin)
            #expect(codes.count == 2)
            let visitor = house.visitor()
            try await visitor.get("/sign-in/emergency")
            let wrong = try await visitor.post("/sign-in/emergency", [("first", codes[0]), ("second", "sai")])
            #expect(wrong.status == 422 && !wrong.text.contains(codes[0]))
            let inside = try await visitor.post("/sign-in/emergency", [("first", codes[0]), ("second", codes[1])])
            #expect(inside.path == "/security" && inside.status == 200)
            try await follow(house)
            let alarm = ID<RightsChange>(rawValue: try #require(try await openAlarm(house).first)).description
            #expect(try await admin.get("/rights-changes").text.contains("MỞ TÀI KHOẢN KHẨN CẤP"))
            let told: [String] = try await house.database.read { db in
                try db.values("SELECT vietnamese FROM notification WHERE post_id = \(house.administrator)")
            }
            #expect(told.contains { $0.contains("MỞ TÀI KHOẢN KHẨN CẤP") })
            let early = try await admin.post(
                "/rights-changes/confirmation", [("id", alarm), ("which", "chosen")])
            #expect(early.status == 422)
            _ = try await seal(admin)
            try await admin.get("/rights-changes")
            try await admin.post("/rights-changes/confirmation", [("id", alarm), ("which", "chosen")])
            #expect(try await openAlarm(house).isEmpty)
            #expect(try await visitor.get("/security").path == "/sign-in")
        }
    }
}
