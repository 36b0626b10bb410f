import Database
import Directory
import Essentials
import TestSupport
import Testing

/// The name at the head of every page, also of those for nobody in particular.
struct ProvinceNameTests {
    private func name(_ house: AdministrationHouse) async throws -> String? {
        try await house.visitor().get("/sign-in").text(after: "emblem__province\">", before: "<")
    }

    @Test(arguments: Engine.tested)
    func `a name corrected on a page stands on the next one`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            #expect(try await name(house) == "Tỉnh An Hải")
            let browser = try await house.browser()
            try await browser.get("/units/\(house.root)/correction")
            let page = try await browser.post(
                "/units/\(house.root)/correction",
                [("kind", "province"), ("name", "Thành phố An Hải"), ("order", "1")])
            #expect(page.status == 200)
            #expect(page.text(after: "topbar__province\">", before: "<") == "Thành phố An Hải")
            #expect(try await name(house) == "Thành phố An Hải")
        }
    }

    @Test(arguments: Engine.tested)
    func `a renaming by another server is seen from its day on`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let tomorrow = AdministrationHouse.today.adding(days: 1)
            #expect(try await name(house) == "Tỉnh An Hải")
            try await house.database.write { db in
                let root = try #require(try Unit.find(house.root, on: tomorrow, in: db))
                var change = UnitChange(of: root, from: tomorrow)
                change.name = "Tỉnh An Hải Bình"
                try ChangeUnit()(change, by: house.admin(in: db), at: AdministrationHouse.now, in: db)
            }
            house.clock.advance(seconds: 6)
            #expect(try await name(house) == "Tỉnh An Hải")
            house.clock.advance(seconds: 24 * 3600)
            #expect(try await name(house) == "Tỉnh An Hải Bình")
        }
    }
}
