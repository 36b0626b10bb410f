import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today

struct UnitTests {
    @Test(arguments: Engine.tested)
    func `a new unit stands below its parent and is found by identifier, path and name`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let department = try sample.unit("Sở Nội vụ", symbol: "SNV", in: db)
                let office = try sample.unit("Văn phòng", below: department.id, .innerUnit, isAgency: false, in: db)
                #expect(try Unit.find(office.id, on: today, in: db) == office)
                #expect(office.agency == department.id)
                #expect(office.path.units == [sample.root, department.id, office.id])
                #expect(try Unit.ancestors(of: office, on: today, in: db).map(\.id) == [sample.root, department.id])
                #expect(try SampleDirectory.events(UnitCreated.self, in: db) == 3)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `children stand by protocol, then by the Vietnamese alphabet`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                for name in ["Sở Y tế", "Sở Đầu tư", "Sở Dân tộc", "Sở Ăn uống", "Sở An toàn"] {
                    try sample.unit(name, order: 5, in: db)
                }
                try sample.unit("Văn phòng Ủy ban", order: 1, in: db)
                #expect(
                    try Unit.children(of: sample.root, on: today, in: db).map(\.name) == [
                        "Văn phòng Ủy ban", "Sở An toàn", "Sở Ăn uống", "Sở Dân tộc", "Sở Đầu tư", "Sở Y tế",
                    ])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a subtree is itself and all below, each parent before its children`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Sở B", in: db)
                let a1 = try sample.unit("Phòng Một", below: a.id, .innerUnit, isAgency: false, in: db)
                let a2 = try sample.unit("Trung tâm Hai", below: a.id, .publicServiceUnit, in: db)
                let a2x = try sample.unit("Tổ X", below: a2.id, .innerUnit, isAgency: false, in: db)
                try sample.unit("Phòng Một", below: b.id, .innerUnit, isAgency: false, in: db)
                #expect(try Unit.subtree(of: a.path, on: today, in: db).map(\.id) == [a.id, a1.id, a2.id, a2x.id])
                #expect(try Unit.agencies(within: a.path, on: today, in: db).map(\.id) == [a.id, a2.id])
                #expect(try Unit.find(a2x.id, on: today, in: db)?.agency == a2.id)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `search takes any words by their beginnings, without diacritics`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let science = try sample.unit("Sở Khoa học và Công nghệ", symbol: "SKHCN", in: db)
                try sample.unit("Sở Kế hoạch", in: db)
                let commune = try sample.unit("Xã Hoà Bình", .commune, in: db)
                func found(_ text: String) throws -> [ID<Unit>] { try Unit.search(text, on: today, in: db).map(\.id) }
                #expect(try found("cong ng khoa") == [science.id])
                #expect(try found("skhcn") == [science.id])
                #expect(try found("Hòa Bình") == [commune.id])
                #expect(try found("h99") == [sample.root])
                #expect(try found("nghệ thuật").isEmpty)
                #expect(try found(" %_' ").isEmpty)
                #expect(try Unit.search("so", within: science.path, on: today, in: db).map(\.id) == [science.id])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a name may stand once below a parent`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let first = try sample.unit("Sở Nội vụ", in: db)
                let problems = #expect(throws: Problems.self) { try sample.unit("SỞ  NỘI VỤ ", in: db) }
                #expect(problems?["name"] != nil)
                #expect(try Unit.children(of: sample.root, on: today, in: db).map(\.id) == [first.id])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what is typed wrongly is told field by field and nothing is stored`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let before = try SampleDirectory.events(UnitCreated.self, in: db)
                let form = NewUnit(
                    parent: sample.root, kind: .department, name: " ", shortName: String(repeating: "ă", count: 101),
                    symbol: "S/NV", isAgency: true, from: day("1899-12-31"),
                    organIds: [OrganId("H99", scheme: .level1First)!])
                let problems = #expect(throws: Problems.self) {
                    try CreateUnit()(form, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                }
                #expect(
                    problems?.byField.map(\.field).sorted() == [
                        "from", "name", "organIds", "parent", "shortName", "symbol",
                    ])
                #expect(try Unit.children(of: sample.root, on: today, in: db).isEmpty)
                #expect(try SampleDirectory.events(UnitCreated.self, in: db) == before)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not manage the unit above is told nothing of it`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Sở B", in: db)
                let manager = try sample.post("Lê Văn Quản", unit: a, in: db)
                try sample.grant(.administrator, to: manager, over: a.id, in: db)
                let caller = try sample.caller(manager, in: db)
                let new = NewUnit(
                    parent: b.id, kind: .innerUnit, name: "Phòng", isAgency: false, from: SampleDirectory.start)
                #expect(throws: NotFound.self) { try CreateUnit()(new, by: caller, at: SampleDirectory.now, in: db) }
                var own = new
                own.parent = a.id
                try CreateUnit()(own, by: caller, at: SampleDirectory.now, in: db)
                #expect(try Unit.children(of: b.id, on: today, in: db).isEmpty)
                #expect(try Unit.children(of: a.id, on: today, in: db).count == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a correction of the seal changes whose agency those below belong to, and back`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Chi cục B", below: a.id, isAgency: false, in: db)
                let c = try sample.unit("Phòng C", below: b.id, .innerUnit, isAgency: false, in: db)
                let d = try sample.unit("Trạm D", below: b.id, .publicServiceUnit, isAgency: true, in: db)
                func agencies() throws -> [ID<Unit>?] {
                    try [b, c, d].map { try Unit.find($0.id, on: today, in: db)?.agency }
                }
                #expect(try agencies() == [a.id, a.id, d.id])
                var correction = UnitCorrection(of: b)
                correction.isAgency = true
                correction.name = "Chi cục Bảo vệ"
                try CorrectUnit()(correction, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                #expect(try agencies() == [b.id, b.id, d.id])
                #expect(try Unit.find(b.id, on: today, in: db)?.name == "Chi cục Bảo vệ")
                correction.isAgency = false
                try CorrectUnit()(correction, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                #expect(try agencies() == [a.id, a.id, d.id])
            }
        }
    }
}
