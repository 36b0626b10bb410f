import Database
import Directory
import Essentials
import TestSupport
import Testing

struct AuthorityPagesTests {
    @Test(arguments: Engine.tested)
    func `a substitution is asked for, approved by another, and ended`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let absent = try await house.official("Lê Văn An", "levanan", in: unit)
            let substitute = try await house.official("Phạm Thị Bình", "ptbinh", in: unit)
            let browser = try await house.browser(as: "levanan")
            try await browser.get("/substitutions/new")
            #expect(browser.page.text.contains("<select"))
            try await browser.post(
                "/substitutions",
                [
                    ("absent", absent.id.description), ("substitute", substitute.id.description),
                    ("from", "09/03/2026"), ("to", "13/03/2026"), ("reason", "Đi công tác"),
                ])
            #expect(browser.page.text.contains("Chờ duyệt"))
            #expect(!browser.page.text.contains("/approval"))
            let admin = try await house.browser()
            let list = try await admin.get("/substitutions")
            let id = try #require(list.text(after: "action=\"/substitutions/", before: "/approval\""))
            #expect(try await browser.post("/substitutions/\(id)/approval").status == 404)
            #expect(try await admin.post("/substitutions/\(id)/approval").text.contains("Đã duyệt, chưa đến ngày"))
            try await browser.get("/substitutions")
            try await browser.post("/substitutions/\(id)/end")
            #expect(browser.page.text.contains("Chưa có ai làm thay ai"))
            #expect(try await browser.get("/substitutions?past=1").text.contains("Phạm Thị Bình"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody asks for somebody else without the right`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let own = try await house.official("Lê Văn An", "levanan", in: unit)
            let other = try await house.official("Phạm Thị Bình", "ptbinh", in: unit)
            let browser = try await house.browser(as: "levanan")
            try await browser.get("/substitutions/new")
            let page = try await browser.post(
                "/substitutions",
                [
                    ("absent", other.id.description), ("substitute", own.id.description), ("from", "09/03/2026"),
                    ("to", "13/03/2026"), ("reason", "Đi công tác"),
                ])
            #expect(page.status == 422)
            #expect(page.text.contains("Đi công tác"))
            #expect(try await house.events("directory.substitution-requested") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `an authorisation is recorded, refused where the law forbids it, and ended`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let head = try await house.official("Lê Văn An", "levanan", in: unit, .head, role: .leader)
            let deputy = try await house.official("Phạm Thị Bình", "ptbinh", in: unit, .deputy)
            let browser = try await house.browser(as: "levanan")
            #expect(try await browser.get("/authorisations/new").text.contains("Lê Văn An"))
            let typed: [(name: String, value: String)] = [
                ("giver", head.id.description), ("receiver", deputy.id.description), ("scope", "Công tác văn thư"),
                ("decisionNumber", "12/QĐ-SNV"), ("decidedOn", "02/03/2026"), ("from", "02/03/2026"),
            ]
            let refused = try await browser.post("/authorisations", typed + [("kind", "by-order")])
            #expect(refused.status == 409)
            #expect(refused.text.contains("value=\"12/QĐ-SNV\""))
            #expect(try await house.events("directory.authorisation-recorded") == 0)
            let endless = try await browser.post("/authorisations", typed + [("kind", "authorised")])
            #expect(endless.status == 422)
            #expect(endless.text.contains("Thừa ủy quyền phải có thời hạn"))
            let list = try await browser.post("/authorisations", typed + [("kind", "deputy")])
            #expect(list.text.contains("12/QĐ-SNV"))
            let id = try #require(list.text(after: "href=\"/authorisations/0", before: "/end\""))
            try await browser.get("/authorisations/0\(id)/end")
            let ended = try await browser.post("/authorisations/0\(id)/end", [("lastDay", "05/03/2026")])
            #expect(ended.text.contains("02/03/2026 – 05/03/2026"))
        }
    }

    @Test func `the roles page names what each role allows`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let page = try await house.browser().get("/roles")
            #expect(page.text.contains("Quản lý đơn vị, chức vụ"))
            #expect(page.text.contains("Vào sổ"))
        }
    }
}
