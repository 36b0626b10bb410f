import Database
import Directory
import Essentials
import Journal
import TestSupport
import Testing

@testable import Administration

private let now = AdministrationHouse.now

/// A role of the province's own is made and changed in its pages.
struct RolePagesTests {
    private typealias Fields = [(name: String, value: String)]

    private static let names: Fields = [("name", "Thủ quỹ"), ("nameEnglish", "Cashier")]

    /// A province with a role of its own, which one official has.
    private func with(
        _ engine: Engine, _ body: (AdministrationHouse, AdministrationBrowser, Role, Unit) async throws -> Void
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            let post = try await house.official("Lê An", "an.le", in: unit, role: nil)
            let role = try await house.database.write { db in
                try RightsAlarm.begin(in: db)
                return try DefineRole(known: DirectoryPermissions.all)(
                    RoleForm(
                        code: "cashier", name: Wording("Thủ quỹ", en: "Cashier"), permissions: ["directory.read"]),
                    by: house.admin(in: db), at: now, in: db)
            }
            try await give(house, post, unit)
            try await body(house, try await house.browser(), role, unit)
        }
    }

    private func give(_ house: AdministrationHouse, _ post: Post, _ unit: Unit) async throws {
        _ = try await house.database.write { db in
            try GiveRole()(
                NewGrant(
                    role: "cashier", post: post.id, unit: unit.id, coversSubtree: true, from: now.date),
                by: house.admin(in: db), at: now, in: db)
        }
    }

    private func permissions(of code: String, _ house: AdministrationHouse) async throws -> Set<String>? {
        try await house.database.read { db in try Role.withCode(code, in: db)?.permissions }
    }

    @Test(arguments: Engine.tested)
    func `a role is made from one of the program's, and what was typed wrong comes back`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let clerk = try await house.database.read { db in try #require(try Role.withCode("clerk", in: db)).id }
            let browser = try await house.browser()
            #expect(try await browser.get("/roles").text.contains("/roles/new?from=\(clerk)"))
            let empty = try await browser.get("/roles/new?from=\(clerk)")
            #expect(empty.text.contains("value=\"test.register\" checked"))
            #expect(!empty.text.contains("value=\"directory.roles\" checked"))
            let before = try await house.events(RoleDefined.kind)
            let ticked: Fields = [("permissions", "test.register"), ("ruling", "directory.accounts")]
            let wrong = try await browser.post("/roles", Self.names + ticked + [("code", "clerk")])
            #expect(wrong.status == 422 && wrong.text.contains("Mã đã có") && wrong.text.contains("value=\"Thủ quỹ\""))
            #expect(wrong.text.contains("value=\"directory.accounts\" checked"))
            #expect(try await house.events(RoleDefined.kind) == before)
            let made = try await browser.post("/roles", Self.names + ticked + [("code", "cashier")])
            #expect(made.path == "/roles" && made.text.contains("Của tỉnh") && made.text.contains("Đã thêm Thủ quỹ."))
            #expect(try await permissions(of: "cashier", house) == ["test.register", "directory.accounts"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a change is seen before it is carried out, told in the journal and an alarm`(engine: Engine) async throws {
        try await with(engine) { house, browser, role, _ in
            let path = AdministrationPaths.permissions(of: role.id)
            #expect(try await browser.get(path).text.contains("value=\"directory.read\" checked"))
            let before = try await house.events(RoleDefined.kind)
            let wanted = Self.names + [("permissions", "test.register")]
            let seen = try await browser.post(path, wanted)
            #expect(seen.status == 200 && seen.heading == "Xem trước thay đổi nhóm quyền")
            #expect(seen.text.contains(">Lê An</a></td><td>Chuyên viên, Sở Nội vụ</td><td>Vào sổ</td><td>Xem danh bạ"))
            #expect(try await house.events(RoleDefined.kind) == before)
            #expect(try await permissions(of: "cashier", house) == ["directory.read"])

            let mark = try #require(browser.value("seen"))
            let again = try await browser.post(path, wanted + [("seen", mark), ("step", "edit")])
            #expect(again.heading == "Sửa nhóm quyền" && again.text.contains("value=\"test.register\" checked"))
            let done = try await browser.post(path, wanted + [("seen", mark)])
            #expect(done.path == "/roles" && done.text.contains("Đã sửa Thủ quỹ."))
            #expect(try await permissions(of: "cashier", house) == ["test.register"])
            let (author, open) = try await house.database.write { db in
                let events: [RecordedEvent] = try db.all(
                    "SELECT * FROM event WHERE kind = \(RoleDefined.kind) ORDER BY id")
                let told = try #require(events.last)
                try RightsAlarm().receive(told, in: db)
                return (
                    told.actor.post,
                    try db.value("SELECT role_id FROM rights_change WHERE id = \(told.id)", as: Int64.self)
                )
            }
            #expect(author == house.administrator.rawValue && open == role.id.rawValue)
        }
    }

    @Test(arguments: Engine.tested)
    func `only what was seen is carried out`(engine: Engine) async throws {
        try await with(engine) { house, browser, role, unit in
            let path = AdministrationPaths.permissions(of: role.id)
            let wanted = Self.names + [("permissions", "test.register")]
            try await browser.get(path)
            try await browser.post(path, wanted)
            let mark = try #require(browser.value("seen"))
            let other = try await house.official("Bùi Ba", "ba.bui", in: unit, role: nil)
            try await give(house, other, unit)
            let before = try await house.events(RoleDefined.kind)
            let refused = try await browser.post(path, wanted + [("seen", mark)])
            #expect(refused.status == 409 && refused.text.contains(">Bùi Ba</a>"))
            #expect(refused.text.contains("Có thay đổi từ lúc xem trước"))
            let unchanged = try await browser.post(path, Self.names + [("permissions", "directory.read")])
            #expect(unchanged.status == 409 && unchanged.text.contains("Chưa có gì thay đổi"))
            #expect(try await house.events(RoleDefined.kind) == before)
            #expect(try await permissions(of: "cashier", house) == ["directory.read"])
        }
    }

    @Test func `a role of the program says that it is not changed`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let clerk = try await house.database.read { db in try #require(try Role.withCode("clerk", in: db)) }
            let browser = try await house.browser()
            let path = AdministrationPaths.permissions(of: clerk.id)
            let page = try await browser.get(path)
            #expect(page.status == 200 && page.text.contains("Nhóm quyền của hệ thống không sửa được"))
            #expect(!page.text.contains("name=\"permissions\"") && !page.text.contains("action=\"\(path)\""))
            try await browser.get("/roles/new")
            let refused = try await browser.post(path, Self.names + [("permissions", "directory.read")])
            #expect(refused.status == 409 && refused.text.contains("Nhóm quyền của hệ thống không sửa được"))
            #expect(try await permissions(of: "clerk", house) == clerk.permissions)
        }
    }

    @Test func `who gives roles in one unit only finds none of it, and nothing changes`() async throws {
        try await with(.sqlite) { house, _, role, unit in
            let post = try await house.official("Bùi Ba", "ba.bui", in: unit, role: .administrator)
            let browser = try await house.browser(as: "ba.bui")
            let path = AdministrationPaths.permissions(of: role.id)
            let before = try await house.events(RoleDefined.kind)
            #expect(post.unit == unit.id)
            #expect(try await !browser.get("/roles").text.contains("/roles/new"))
            #expect(try await browser.get("/roles/new").status == 404)
            #expect(try await browser.get(path).status == 404)
            try await browser.get("/account/password")
            #expect(try await browser.post("/roles", Self.names + [("code", "mine")]).status == 404)
            try await browser.get("/account/password")
            #expect(try await browser.post(path, Self.names).status == 404)
            #expect(try await house.events(RoleDefined.kind) == before)
        }
    }

    @Test func `whoever has not proved themselves lately is asked to before anything is seen`() async throws {
        try await with(.sqlite) { house, browser, role, _ in
            let path = AdministrationPaths.permissions(of: role.id)
            let before = try await house.events(RoleDefined.kind)
            try await browser.get(path)
            house.clock.advance(seconds: 601)
            let asked = try await browser.post(path, Self.names + [("permissions", "test.register")])
            #expect(asked.text.contains("stepUpPassword"))
            #expect(!asked.text.contains("Lê An"))
            #expect(try await browser.post("/roles", Self.names + [("code", "b2")]).text.contains("stepUpPassword"))
            #expect(try await house.events(RoleDefined.kind) == before)
        }
    }
}
