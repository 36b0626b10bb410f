import Database
import Directory
import Essentials
import Journal
import Notifications
import SignIn
import TestSupport
import Testing

@testable import Administration

/// A change of rights is an alarm until somebody else has confirmed it.
struct RightsChangesTests {
    /// A second administrator, and then a change that the first one makes.
    private func with(
        _ engine: Engine, _ body: (AdministrationHouse, Post) async throws -> Void
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            let other = try await house.official("Bùi Ba", "ba.bui", in: unit, role: nil)
            try await house.database.write { db in
                _ = try GiveRole()(
                    NewGrant(
                        role: "administrator", post: other.id, unit: house.root, coversSubtree: true,
                        from: AdministrationHouse.start),
                    by: house.admin(in: db), at: AdministrationHouse.now, in: db)
                try RightsAlarm.begin(in: db)
            }
            let clerk = try await house.official("Lê An", "an.le", in: unit, role: .clerk)
            try await follow(house)
            try await body(house, clerk)
        }
    }

    /// Gives the alarm every event since the beginning, as often as it is asked.
    private func follow(_ house: AdministrationHouse) async throws {
        try await house.database.write { db in
            let events: [RecordedEvent] = try db.all("SELECT * FROM event ORDER BY id")
            for event in events { try RightsAlarm().receive(event, in: db) }
        }
    }

    private func open(_ house: AdministrationHouse) async throws -> [Int64] {
        try await house.database.read { db in
            try db.values("SELECT id FROM rights_change WHERE confirmed_at IS NULL ORDER BY id")
        }
    }

    private func ids(_ numbers: [Int64]) -> [(String, String)] {
        numbers.map { ("id", ID<RightsChange>(rawValue: $0).description) } + [("which", "chosen")]
    }

    @Test(arguments: Engine.tested)
    func `a post and a role are two alarms, told to the other administrator, and nothing from before`(
        engine: Engine
    ) async throws {
        try await with(engine) { house, _ in
            #expect(try await open(house).count == 2)
            try await follow(house)
            #expect(try await open(house).count == 2)
            let browser = try await house.browser(as: "ba.bui")
            let page = try await browser.get("/rights-changes")
            #expect(page.status == 200 && page.text.contains("Trao quyền: Văn thư"))
            #expect(page.text.contains("2 thay đổi"))
            let told = try await house.database.read { db in
                try db.value("SELECT count(*) FROM notification", as: Int.self)
            }
            #expect(told == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `another administrator confirms them, and the journal tells it`(engine: Engine) async throws {
        try await with(engine) { house, _ in
            let browser = try await house.browser(as: "ba.bui")
            try await browser.get("/rights-changes")
            try await browser.post("/rights-changes/confirmation", ids(try await open(house)))
            #expect(try await open(house).isEmpty)
            #expect(try await house.events(RightsChangeConfirmed.kind) == 2)
            #expect(try await browser.get("/rights-changes?confirmed=1").text.contains("Bùi Ba"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who made a change does not confirm it, nor whom it concerns, and nothing is chosen for them`(
        engine: Engine
    ) async throws {
        try await with(engine) { house, clerk in
            let maker = try await house.browser()
            try await maker.get("/rights-changes")
            let refused = try await maker.post("/rights-changes/confirmation", ids(try await open(house)))
            #expect(refused.status == 422)
            try await house.database.write { db in
                _ = try GiveRole()(
                    NewGrant(
                        role: "administrator", post: clerk.id, unit: house.root, coversSubtree: true,
                        from: AdministrationHouse.start),
                    by: house.admin(in: db), at: AdministrationHouse.now, in: db)
            }
            let concerned = try await house.browser(as: "an.le")
            try await concerned.get("/rights-changes")
            let own = try await concerned.post("/rights-changes/confirmation", ids(try await open(house)))
            #expect(own.status == 422)
            #expect(try await open(house).count == 2)
            #expect(try await house.events(RightsChangeConfirmed.kind) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a rebuilt list knows from the journal what was confirmed`(engine: Engine) async throws {
        try await with(engine) { house, _ in
            let browser = try await house.browser(as: "ba.bui")
            try await browser.get("/rights-changes")
            try await browser.post("/rights-changes/confirmation", ids(try await open(house)))
            try await house.database.write { db in _ = try db.execute("DELETE FROM rights_change") }
            try await follow(house)
            #expect(try await open(house).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a role that is made or changed is an alarm that says which role, where`(engine: Engine) async throws {
        try await with(engine) { house, _ in
            let root = try await house.database.write { db in
                _ = try DefineRole(known: DirectoryPermissions.all)(
                    RoleForm(
                        code: "thu-quy", name: Wording("Thủ quỹ", en: "Cashier"), permissions: ["directory.read"]),
                    by: house.admin(in: db), at: AdministrationHouse.now, in: db)
                return try Unit.root(on: AdministrationHouse.now.date, in: db)?.name ?? ""
            }
            try await follow(house)
            #expect(try await open(house).count == 3)
            let told = try await house.database.read { db in
                try db.rows("SELECT vietnamese, english FROM notification WHERE vietnamese LIKE '%Thủ quỹ%'")
                    .map { [try $0["vietnamese"] as String, try $0["english"]] }
            }
            #expect(
                told == [
                    [
                        "Thay đổi quyền chờ xác nhận: Đổi nội dung nhóm quyền · Thủ quỹ · \(root)",
                        "A change of rights to confirm: Role defined · Cashier · \(root)",
                    ]
                ])
        }
    }

    @Test func `who gives no roles does not see them`() async throws {
        try await with(.sqlite) { house, _ in
            let browser = try await house.browser(as: "an.le")
            #expect(try await browser.get("/rights-changes").status == 404)
        }
    }

    @Test func `their kinds are those of the events they come from`() {
        #expect(
            RightsChange.Kind.allCases.map(\.rawValue) == [
                GrantGiven.kind, GrantWithdrawn.kind, RoleDefined.kind, PostAssigned.kind, PostEnded.kind,
                BreakGlassSealed.kind, BreakGlassOpened.kind,
            ])
    }
}
