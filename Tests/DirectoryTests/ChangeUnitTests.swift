import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today

struct ChangeUnitTests {
    @Test(arguments: Engine.tested)
    func `a renamed unit has its old name before the day and is found by both`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Thông tin và Truyền thông", symbol: "STTTT", in: db)
                var change = UnitChange(of: unit, from: day("2025-03-01"))
                change.name = "Sở Khoa học và Công nghệ"
                change.symbol = "SKHCN"
                try ChangeUnit()(change, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                #expect(try Unit.find(unit.id, on: day("2025-02-28"), in: db)?.symbol == "STTTT")
                #expect(try Unit.find(unit.id, on: day("2025-03-01"), in: db)?.name == "Sở Khoa học và Công nghệ")
                #expect(try Unit.find(unit.id, on: day("2019-12-31"), in: db) == nil)
                #expect(try Unit.search("truyen thong", on: today, in: db).map(\.name) == ["Sở Khoa học và Công nghệ"])
                #expect(
                    try Unit.history(of: unit.id, in: db).map(\.validity) == [
                        Validity(from: SampleDirectory.start, to: day("2025-02-28")), Validity(from: day("2025-03-01")),
                    ])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a moved unit takes all below it along from the day on`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let district = try sample.unit("Huyện Tân An", .district, in: db)
                let commune = try sample.unit("Xã Bình Minh", below: district.id, .commune, in: db)
                let office = try sample.unit("Văn phòng", below: commune.id, .innerUnit, isAgency: false, in: db)
                let station = try sample.unit("Trạm y tế", below: commune.id, isAgency: false, from: today, in: db)
                var change = UnitChange(of: commune, from: day("2025-07-01"))
                change.parent = sample.root
                try ChangeUnit()(change, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                func path(_ unit: Unit, _ on: String) throws -> [ID<Unit>]? {
                    try Unit.find(unit.id, on: day(on), in: db)?.path.units
                }
                #expect(try path(office, "2025-06-30") == [sample.root, district.id, commune.id, office.id])
                #expect(try path(office, "2025-07-01") == [sample.root, commune.id, office.id])
                #expect(try path(station, "2026-12-31") == [sample.root, commune.id, station.id])
                #expect(try Unit.subtree(of: district.path, on: today, in: db).map(\.id) == [district.id])
                #expect(try Unit.subtree(of: district.path, on: day("2025-06-30"), in: db).count == 3)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a unit cannot stand below itself, and a planned change is not overtaken`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Phòng B", below: a.id, .innerUnit, isAgency: false, in: db)
                let admin = try sample.admin(in: db)
                var change = UnitChange(of: a, from: today)
                change.parent = b.id
                #expect(throws: UnitRefusal.self) {
                    try ChangeUnit()(change, by: admin, at: SampleDirectory.now, in: db)
                }
                change = UnitChange(of: a, from: day("2026-06-01"))
                change.name = "Sở Mới"
                try ChangeUnit()(change, by: admin, at: SampleDirectory.now, in: db)
                change.from = today
                #expect(throws: UnitRefusal.self) {
                    try ChangeUnit()(change, by: admin, at: SampleDirectory.now, in: db)
                }
                #expect(try Unit.find(a.id, on: today, in: db) == a)
                #expect(try Unit.find(b.id, on: today, in: db) == b)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the top of the tree is renamed but not moved`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let root = try #require(try Unit.root(on: today, in: db))
                var change = UnitChange(of: root, from: today)
                change.name = "Tỉnh An Hải Mới"
                try ChangeUnit()(change, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                #expect(try Unit.root(on: today, in: db)?.name == "Tỉnh An Hải Mới")
                change.parent = a.id
                change.from = day("2026-04-01")
                #expect(throws: UnitRefusal.self) {
                    try ChangeUnit()(change, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                }
            }
        }
    }

    /// After any number of moves on rising days, every path is the path of the parent with the unit's own end, on each
    /// of those days; the agency is the nearest at or above; and a subtree is what one reaches by children.
    @Test(arguments: Engine.tested, [1, 2, 3] as [UInt64])
    func `paths, agencies and subtrees agree with the parents on every day`(engine: Engine, seed: UInt64) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                var random = SplitMix64(seed: seed)
                let admin = try sample.admin(in: db)
                var units = [try #require(try Unit.root(on: today, in: db)).id]
                for index in 0..<16 {
                    let parent = units.randomElement(using: &random)!
                    let isAgency = Bool.random(using: &random)
                    units.append(try sample.unit("Đơn vị \(index)", below: parent, isAgency: isAgency, in: db).id)
                }
                var days = [SampleDirectory.start]
                for _ in 0..<20 {
                    let date = days.last!.adding(days: Int.random(in: 0...40, using: &random))
                    let moved = try #require(
                        try Unit.find(units.dropFirst().randomElement(using: &random)!, on: date, in: db))
                    var change = UnitChange(of: moved, from: date)
                    change.parent = units.randomElement(using: &random)!
                    if (try? ChangeUnit()(change, by: admin, at: SampleDirectory.now, in: db)) != nil {
                        days.append(date)
                    }
                }
                #expect(days.count > 4)
                for date in Set(days) { try expectSound(units, on: date, in: db) }
            }
        }
    }

    private func expectSound(_ units: [ID<Unit>], on date: CivilDate, in db: Connection) throws {
        let known = try Unit.all(units, on: date, in: db)
        #expect(known.count == units.count)
        for unit in known.values {
            let parent = unit.parent.flatMap { known[$0] }
            #expect(unit.path == parent?.path.appending(unit.id) ?? UnitPath(root: unit.id))
            #expect(unit.agency == (unit.isAgency ? unit.id : parent?.agency))
            var reached = [unit.id]
            var index = 0
            while index < reached.count {
                reached += try Unit.children(of: reached[index], on: date, in: db).map(\.id)
                index += 1
            }
            #expect(Set(reached) == Set(try Unit.subtree(of: unit.path, on: date, in: db).map(\.id)))
        }
    }
}
