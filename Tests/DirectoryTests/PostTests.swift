import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today
private let now = SampleDirectory.now

struct PostTests {
    @Test(arguments: Engine.tested)
    func `a unit lists its leaders first and only those of the day`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", in: db)
                try sample.post("Lê Văn Cũ", unit: unit, "Giám đốc", .head, to: day("2024-12-31"), in: db)
                try sample.post("Trần Văn Mới", unit: unit, "Giám đốc", .head, from: day("2025-01-01"), in: db)
                try sample.post("Bùi Thị Bé", unit: unit, in: db)
                try sample.post("Ngô Phó", unit: unit, "Phó Giám đốc", .deputy, in: db)
                try sample.post("Đào Anh", unit: unit, in: db)
                #expect(
                    try PostHolder.list(inUnit: unit.id, on: today, in: db).map(\.personName) == [
                        "Trần Văn Mới", "Ngô Phó", "Đào Anh", "Bùi Thị Bé",
                    ])
                #expect(try PostHolder.head(of: unit.id, on: day("2024-06-01"), in: db)?.personName == "Lê Văn Cũ")
                let found = try PostHolder.search("be", within: unit.path, on: today, in: db)
                #expect(found.map(\.office) == ["Chuyên viên, Sở Nội vụ"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a unit has one head at a time`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", in: db)
                try sample.post("Lê Một", unit: unit, "Giám đốc", .head, to: day("2026-06-30"), in: db)
                #expect(throws: PostRefusal.self) {
                    try sample.post(
                        "Lê Hai", unit: unit, "Quyền Giám đốc", .actingHead, from: day("2026-06-30"), in: db)
                }
                try sample.post("Lê Ba", unit: unit, "Quyền Giám đốc", .actingHead, from: day("2026-07-01"), in: db)
                #expect(try PostHolder.head(of: unit.id, on: day("2026-07-01"), in: db)?.personName == "Lê Ba")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `one person has several posts, the highest first, and one that ended is no longer there`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Ban B", .steeringCommittee, in: db)
                let member = try sample.post("Lê Nhiều", unit: a, in: db)
                let chair = try sample.post(of: member.person, unit: b, "Trưởng ban", .head, in: db)
                #expect(
                    try PostHolder.posts(of: member.person, on: today, in: db).map(\.post.id) == [chair.id, member.id])
                let admin = try sample.admin(in: db)
                try EndPost()(chair.id, lastDay: today, by: admin, at: now, in: db)
                #expect(try PostHolder.posts(of: member.person, on: today, in: db).count == 2)
                let tomorrow = today.adding(days: 1)
                #expect(try PostHolder.posts(of: member.person, on: tomorrow, in: db).map(\.post.id) == [member.id])
                #expect(try Caller.acting(as: chair.id, at: Instant(tomorrow), in: db) == nil)
                #expect(throws: PostRefusal.self) {
                    try EndPost()(chair.id, lastDay: tomorrow, by: admin, at: Instant(tomorrow), in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a post is not given in a unit that is not there yet, nor backwards in time`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Tương lai", from: day("2026-05-01"), in: db)
                let early = #expect(throws: Problems.self) {
                    try sample.post("Lê Sớm", unit: unit, from: day("2026-04-30"), in: db)
                }
                #expect(early?["unit"] != nil)
                let problems = #expect(throws: Problems.self) {
                    try sample.post("Lê Ngược", unit: unit, from: day("2026-06-02"), to: day("2026-06-01"), in: db)
                }
                #expect(problems?["to"] != nil)
                #expect(try Post.inUnit(unit.id, on: day("2026-06-02"), in: db).isEmpty)
            }
        }
    }
}
