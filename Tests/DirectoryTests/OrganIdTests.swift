import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

struct OrganIdTests {
    @Test(arguments: [
        ("000.00.00.H56", OrganIdScheme.level1Last, "000.00.00.H56"), ("28.22.H17", .level1Last, "28.22.H17"),
        (" 000.00.31.h99 ", .level1Last, "000.00.31.H99"), ("H37.02.02", .level1First, "H37.02.02"),
        ("h99.dn.001", .level1First, "H99.DN.001"), ("H99", .level1First, "H99"),
        ("H37.02.A01", .level1First, "H37.02.A01"), ("H37.02.A01", .level1Last, "H37.02.A01"),
    ])
    func `an identifier of either form is read and tidied`(text: String, scheme: OrganIdScheme, code: String) {
        #expect(OrganId(text, scheme: scheme)?.code == code)
    }

    @Test(arguments: [
        ("H56", OrganIdScheme.level1Last), ("000.00.00.56H", .level1Last), ("0000.00.00.H56", .level1Last),
        ("000.00.00.00.H56", .level1Last), ("000..00.H56", .level1Last), ("000.00.00.Z56", .level1Last),
        ("", .level1First), ("37.02", .level1First), ("Z37.02", .level1First), ("H37..02", .level1First),
        ("H37.02.", .level1First), ("H37/02", .level1First), ("H3đ.02", .level1First),
        ("H37.00000.00000.00000.00000.00000.00", .level1First),
    ])
    func `what has not the form is no identifier`(text: String, scheme: OrganIdScheme) {
        #expect(OrganId(text, scheme: scheme) == nil)
    }

    @Test(arguments: Engine.tested)
    func `both forms lead to the unit, each on its own days`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", in: db)
                let admin = try sample.admin(in: db)
                let old = OrganId("000.00.31.H99", scheme: .level1Last)!
                let new = OrganId("H99.31", scheme: .level1First)!
                let newer = OrganId("H99.32", scheme: .level1First)!
                let give = GiveOrganId()
                try give(old, to: unit.id, from: day("2020-01-01"), by: admin, at: SampleDirectory.now, in: db)
                try give(new, to: unit.id, from: day("2021-01-01"), by: admin, at: SampleDirectory.now, in: db)
                try give(newer, to: unit.id, from: day("2025-07-01"), by: admin, at: SampleDirectory.now, in: db)
                func holder(_ code: String, _ on: String) throws -> ID<Unit>? {
                    try Unit.withOrganId(code, on: day(on), in: db)?.id
                }
                #expect(try holder("000.00.31.H99", "2020-06-01") == unit.id)
                #expect(try holder("h99.31", "2020-06-01") == nil)
                #expect(try holder("H99.31", "2025-06-30") == unit.id)
                #expect(try holder("H99.31", "2025-07-01") == nil)
                #expect(try holder("H99.32", "2025-07-01") == unit.id)
                #expect(try Unit.formerlyWithOrganId("H99.31", on: day("2025-07-01"), in: db).map(\.id) == [unit.id])
                #expect(try Unit.codes(of: unit.id, in: db).map(\.organId) == [newer, new, old])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an identifier belongs to one unit at a time`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Sở B", in: db)
                let admin = try sample.admin(in: db)
                let code = OrganId("H99.31", scheme: .level1First)!
                try GiveOrganId()(code, to: a.id, from: day("2021-01-01"), by: admin, at: SampleDirectory.now, in: db)
                #expect(throws: Problems.self) {
                    try GiveOrganId()(
                        code, to: b.id, from: day("2025-01-01"), by: admin, at: SampleDirectory.now, in: db)
                }
                #expect(try Unit.withOrganId("H99.31", on: SampleDirectory.today, in: db)?.id == a.id)
            }
        }
    }
}
