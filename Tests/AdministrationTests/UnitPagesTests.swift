import Database
import Directory
import Essentials
import TestSupport
import Testing

struct UnitPagesTests {
    private static let typed: [(name: String, value: String)] = [
        ("kind", "department"), ("name", "Sở Khoa học và Công nghệ"), ("symbol", "SKHCN"), ("from", "01/03/2025"),
        ("isAgency", "1"), ("organIdFirst", "H99.02"), ("organIdLast", "000.00.02.H99"),
    ]

    @Test(arguments: Engine.tested)
    func `a unit is added with both identifiers, and its page shows them`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            #expect(try await browser.get("/units/new?parent=\(house.root)").text.contains("Tỉnh An Hải"))
            let page = try await browser.post("/units", Self.typed + [("parent", house.root.description)])
            #expect(page.heading == "Sở Khoa học và Công nghệ")
            for text in ["H99.02", "000.00.02.H99", "SKHCN", "từ 01/03/2025"] { #expect(page.text.contains(text)) }
            #expect(try await browser.get("/units").text.contains("Sở Khoa học và Công nghệ"))
        }
    }

    @Test func `without JavaScript the unit above may be typed by name`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            try await house.unit("Sở Nội vụ")
            try await house.unit("Sở Nông nghiệp")
            let browser = try await house.browser()
            try await browser.get("/units/new")
            let unclear = try await browser.post("/units", Self.typed + [("parentQuery", "sở")])
            #expect(unclear.status == 422)
            #expect(unclear.text.contains("Sở Nội vụ; Sở Nông nghiệp"))
            #expect(unclear.text.contains("value=\"SKHCN\""))
            let page = try await browser.post("/units", Self.typed + [("parentQuery", "so noi vu")])
            #expect(page.heading == "Sở Khoa học và Công nghệ")
            #expect(page.text.contains("Sở Nội vụ"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong form comes back filled and nothing is added`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await browser.get("/units/new")
            let before = try await house.events("directory.unit-created")
            let page = try await browser.post(
                "/units", [("parent", house.root.description), ("name", "Sở X"), ("from", "31/02/2025")])
            #expect(page.status == 422)
            #expect(page.text.contains("value=\"Sở X\""))
            #expect(page.text.contains("không phải là ngày"))
            #expect(try await house.events("directory.unit-created") == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `a renamed unit keeps its former name for the time before`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Thông tin và Truyền thông", symbol: "STTTT")
            let browser = try await house.browser()
            try await browser.get("/units/\(unit.id)/editions")
            #expect(browser.value("name") == nil || browser.page.text.contains("Sở Thông tin và Truyền thông"))
            let page = try await browser.post(
                "/units/\(unit.id)/editions",
                [
                    ("from", "01/03/2025"), ("name", "Sở Chuyển đổi số"), ("symbol", "SCDS"),
                    ("parent", house.root.description),
                ])
            #expect(page.heading == "Sở Chuyển đổi số")
            #expect(page.text.contains("01/01/2020 – 28/02/2025"))
            let past = try await browser.get("/units/\(unit.id)?on=2024-12-31")
            #expect(past.heading == "Sở Thông tin và Truyền thông")
            #expect(past.text.contains("Đang xem đơn vị tại ngày 31/12/2024"))
            #expect(try await browser.get("/units?on=31/12/2024").text.contains("Sở Thông tin và Truyền thông"))
            let tree = try await browser.get("/units")
            #expect(!tree.text.contains("Sở Thông tin và Truyền thông"))
        }
    }

    @Test func `a slip is corrected without a new edition`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vu")
            let browser = try await house.browser()
            try await browser.get("/units/\(unit.id)/correction")
            let page = try await browser.post(
                "/units/\(unit.id)/correction",
                [("kind", "department"), ("name", "Sở Nội vụ"), ("isAgency", "1"), ("order", "3")])
            #expect(page.heading == "Sở Nội vụ")
            let editions = try await house.database.read { db in try Unit.history(of: unit.id, in: db) }
            #expect(editions.map(\.name) == ["Sở Nội vụ"])
        }
    }

    @Test(arguments: Engine.tested)
    func `an identifier that another unit bears is refused`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let browser = try await house.browser()
            try await browser.get("/units/\(unit.id)/organ-ids")
            let taken = try await browser.post(
                "/units/\(unit.id)/organ-ids", [("scheme", "qd-20"), ("organId", "H99"), ("from", "01/01/2026")])
            #expect(taken.status == 422)
            #expect(taken.text.contains("Mã H99 đã cấp cho đơn vị khác"))
            let given = try await browser.post(
                "/units/\(unit.id)/organ-ids", [("scheme", "qd-20"), ("organId", "h99.05"), ("from", "01/01/2026")])
            #expect(given.text.contains("H99.05"))
        }
    }

    @Test func `a search finds former names too, and says when nothing fits`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            try await house.unit("Sở Nội vụ")
            let browser = try await house.browser()
            #expect(try await browser.get("/units?q=noi+vu").text.contains("Sở Nội vụ"))
            #expect(try await browser.get("/units?q=khongco").text.contains("Không có đơn vị nào phù hợp"))
            #expect(try await browser.get("/units/choices?q=noi").text.contains("Sở Nội vụ"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not manage units sees them and finds no form`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ")
            try await house.official("Lê Văn An", "levanan", in: unit)
            let browser = try await house.browser(as: "levanan")
            let page = try await browser.get("/units/\(unit.id)")
            #expect(page.status == 200)
            #expect(!page.text.contains("/editions"))
            for path in ["/units/new", "/units/\(unit.id)/editions", "/units/\(unit.id)/succession"] {
                #expect(try await browser.get(path).status == 404)
            }
            try await browser.get("/account")
            #expect(try await browser.post("/units", Self.typed).status == 404)
        }
    }

    @Test func `the unit page costs few statements`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ")
            for number in 1...5 {
                try await house.official("Lê Văn An \(number)", "levanan\(number)", in: unit)
                try await house.unit("Phòng \(number)", below: unit.id, isAgency: false)
            }
            let browser = try await house.browser()
            let before = house.database.statementCount
            try await browser.get("/units/\(unit.id)")
            #expect(house.database.statementCount - before <= 14)
        }
    }
}

struct UnitReachTests {
    @Test(arguments: Engine.tested)
    func `a unit below one that is not managed is refused beside its field, and nothing typed is lost`(
        engine: Engine
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            let own = try await house.unit("Sở Nội vụ")
            let other = try await house.unit("Sở Xây dựng")
            try await house.official("Lê Văn An", "levanan", in: own, role: .administrator)
            let browser = try await house.browser(as: "levanan")
            try await browser.get("/units/new")
            let before = try await house.events("directory.unit-created")
            let typed = [("kind", "inner-unit"), ("name", "Phòng Mới"), ("from", "01/03/2026")]
            let page = try await browser.post("/units", typed + [("parent", other.id.description)])
            #expect(page.status == 422)
            #expect(page.text.contains("ngoài phạm vi quản lý của bạn"))
            #expect(page.text.contains("value=\"Phòng Mới\""))
            #expect(try await house.events("directory.unit-created") == before)
            let added = try await browser.post("/units", typed + [("parent", own.id.description)])
            #expect(added.heading == "Phòng Mới")
        }
    }
}
