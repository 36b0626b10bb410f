import Database
import Directory
import Essentials
import TestSupport
import Testing

struct PeoplePagesTests {
    @Test(arguments: Engine.tested)
    func `a person is added, gets a post and a role, is invited, and signs in`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let browser = try await house.browser()
            try await browser.get("/people/new")
            try await browser.post("/people", [("name", "Phạm Thị Bình"), ("username", "ptbinh")])
            #expect(browser.page.heading == "Phạm Thị Bình")
            let person = browser.page.path
            try await browser.get("\(person)/posts/new")
            try await browser.post(
                "\(person)/posts",
                [("unit", unit.id.description), ("title", "Văn thư"), ("standing", "member"), ("from", "01/01/2026")])
            #expect(browser.page.path == person)
            let post = "0" + (try #require(browser.page.text(after: "\(person)/posts/0", before: "/end\"")))
            try await browser.get("\(person)/posts/\(post)/grants/new")
            try await browser.post(
                "\(person)/posts/\(post)/grants",
                [("role", "clerk"), ("unit", unit.id.description), ("coversSubtree", "1"), ("from", "01/01/2026")])
            #expect(browser.page.text.contains("Sở Nội vụ và các đơn vị trực thuộc"))
            try await browser.post("\(person)/invitation")
            let path = try #require(browser.page.text(after: "<code>", before: "</code>"))
            let invited = house.visitor()
            #expect(try await invited.get(path).text.contains("Phạm Thị Bình"))
            let new = "Lua-chin_2026!Vang"
            try await invited.post(
                "/invitation",
                [("token", invited.value("token") ?? ""), ("password", new), ("passwordAgain", new)])
            try await invited.signIn("ptbinh", new)
            #expect(try await invited.get("/account").text.contains("Văn thư"))
            #expect(try await house.visitor().get(path).status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong person brings the form back filled and nobody is added`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await browser.get("/people/new")
            let before = try await house.events("directory.person-created")
            let page = try await browser.post(
                "/people", [("name", "Phạm Thị Bình"), ("username", "quantri"), ("mail", "sai")])
            #expect(page.status == 422)
            #expect(page.text.contains("Tên đăng nhập đã có người dùng"))
            #expect(page.text.contains("Địa chỉ thư không đúng dạng"))
            #expect(page.text.contains("value=\"Phạm Thị Bình\""))
            #expect(try await house.events("directory.person-created") == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `a disabled person is out at once, and comes back when enabled`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let post = try await house.official("Lê Văn An", "levanan", in: unit)
            let theirs = try await house.browser(as: "levanan")
            let browser = try await house.browser()
            try await browser.get("/people/\(post.person)")
            try await browser.post("/people/\(post.person)/suspension")
            #expect(browser.page.text.contains("Tài khoản bị khóa"))
            #expect(try await theirs.get("/account").path == "/sign-in")
            try await browser.post("/people/\(post.person)/reinstatement")
            _ = try await house.browser(as: "levanan")
        }
    }

    @Test func `an account locked by wrong passwords is opened again`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let post = try await house.official("Lê Văn An", "levanan", in: unit)
            let locked = house.visitor()
            try await locked.get("/sign-in")
            for _ in 1...5 { try await locked.post("/sign-in", [("username", "levanan"), ("password", "sai")]) }
            try await locked.post(
                "/sign-in", [("username", "levanan"), ("password", AdministrationHouse.password)])
            #expect(locked.page.path == "/sign-in")
            let browser = try await house.browser()
            try await browser.get("/people/\(post.person)")
            try await browser.post("/people/\(post.person)/unlocking")
            _ = try await house.browser(as: "levanan")
        }
    }

    @Test(arguments: Engine.tested)
    func `a post and a role end from the person's page`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let post = try await house.official("Lê Văn An", "levanan", in: unit)
            let browser = try await house.browser()
            try await browser.get("/people/\(post.person)")
            let grant = try #require(browser.page.text(after: "/people/\(post.person)/grants/", before: "/withdrawal"))
            try await browser.post("/people/\(post.person)/grants/\(grant)/withdrawal")
            #expect(browser.page.text.contains("Chưa được trao quyền nào"))
            try await browser.get("/people/\(post.person)/posts/\(post.id)/end")
            let early = try await browser.post(
                "/people/\(post.person)/posts/\(post.id)/end", [("lastDay", "01/01/2019")])
            #expect(early.status == 422)
            try await browser.post("/people/\(post.person)/posts/\(post.id)/end", [("lastDay", "05/03/2026")])
            #expect(browser.page.text.contains("01/01/2020 – 05/03/2026"))
        }
    }

    @Test func `nobody gives a role to themselves`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            let admin = try await house.database.read { db in try house.admin(in: db) }
            try await browser.get("/people/\(admin.person)/posts/\(admin.post)/grants/new")
            let page = try await browser.post(
                "/people/\(admin.person)/posts/\(admin.post)/grants",
                [("role", "clerk"), ("unit", house.root.description), ("from", "06/03/2026")])
            #expect(page.status == 409)
            #expect(page.text.contains("Không thể tự phân quyền cho mình"))
        }
    }

    @Test(arguments: Engine.tested)
    func `people are listed by name, part by part, and found without diacritics`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let names = (0..<60).map { "Nguyễn Văn \(["An", "Bình", "Đức", "Ưng"][$0 % 4]) \($0 / 4 + 10)" }
            try await house.database.write { db in
                let admin = try house.admin(in: db)
                for name in names {
                    _ = try CreatePerson()(NewPerson(name: name), by: admin, at: AdministrationHouse.now, in: db)
                }
            }
            let browser = try await house.browser()
            let first = try await browser.get("/people")
            #expect(first.text.contains("61 người"))
            let after = try #require(first.text(after: "/people?after=", before: "\""))
            let second = try await browser.get("/people?after=\(after)")
            for name in names {
                let times = [first, second].count { $0.text.contains(">\(name)<") }
                #expect(times == 1, "\(name) is there \(times) times")
            }
            #expect(try await browser.get("/people?q=duc").text.contains("15 người"))
            #expect(try await browser.get("/people?state=without-post").text.contains("60 người"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not manage accounts sees the person and no account`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let post = try await house.official("Lê Văn An", "levanan", in: unit)
            try await house.official("Phạm Thị Bình", "ptbinh", in: unit)
            let browser = try await house.browser(as: "ptbinh")
            let page = try await browser.get("/people/\(post.person)")
            #expect(page.status == 200)
            #expect(!page.text.contains("levanan"))
            #expect(!page.text.contains("Khóa tài khoản"))
            #expect(try await browser.post("/people/\(post.person)/suspension").status == 404)
            #expect(try await browser.get("/people/\(post.person)/details").status == 404)
            #expect(try await browser.get("/people/export").status == 404)
            #expect(try await house.events("directory.person-disabled") == 0)
        }
    }

    @Test func `an account manager of one department does not reach the administrator`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ")
            try await house.official("Lê Văn An", "levanan", in: unit, role: .administrator)
            let browser = try await house.browser(as: "levanan")
            let admin = try await house.database.read { db in try house.admin(in: db) }
            let page = try await browser.get("/people/\(admin.person)")
            #expect(!page.text.contains("quantri"))
            #expect(try await browser.post("/people/\(admin.person)/invitation").status == 404)
            #expect(try await browser.get("/people/\(admin.person)/details").status == 404)
            #expect(try await house.events("directory.password-invited") == 0)
        }
    }
}
