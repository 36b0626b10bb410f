import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today
private let now = SampleDirectory.now

struct SubstitutionTests {
    private struct Office {
        let absent: Post
        let substitute: Post
        let leader: Post
        let unit: Unit
    }

    private func office(_ sample: SampleDirectory, in db: Connection) throws -> Office {
        let unit = try sample.unit("Sở A", in: db)
        let absent = try sample.post("Lê Vắng", unit: unit, in: db)
        let substitute = try sample.post("Bùi Thay", unit: unit, in: db)
        let leader = try sample.post("Trần Giám", unit: unit, "Giám đốc", .head, in: db)
        try sample.grant(.clerk, to: absent, over: unit.id, in: db)
        try sample.grant(.leader, to: leader, over: unit.id, in: db)
        return Office(absent: absent, substitute: substitute, leader: leader, unit: unit)
    }

    private func form(_ office: Office) -> NewSubstitution {
        NewSubstitution(
            absent: office.absent.id, substitute: office.substitute.id, from: day("2026-03-09"), to: day("2026-03-13"),
            reason: "Nghỉ phép")
    }

    @Test(arguments: Engine.tested)
    func `a substitute may what the absent may, once approved and on those days only`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let office = try office(sample, in: db)
                let asked = try RequestSubstitution()(
                    form(office), by: sample.caller(office.absent, in: db), at: now, in: db)
                func may(_ on: String) throws -> Bool {
                    try sample.caller(office.substitute, at: Instant(day(on)), in: db).rights.has(
                        SampleDirectory.register)
                }
                #expect(try !may("2026-03-10"))
                #expect(try Substitution.waiting(within: office.unit.path, on: today, in: db).map(\.id) == [asked.id])
                try ApproveSubstitution()(asked.id, by: sample.caller(office.leader, in: db), at: now, in: db)
                let days = ["2026-03-08", "2026-03-09", "2026-03-13", "2026-03-14"]
                #expect(try days.map(may) == [false, true, true, false])
                #expect(try Substitution.waiting(within: office.unit.path, on: today, in: db).isEmpty)
                try EndSubstitution()(asked.id, by: sample.caller(office.substitute, in: db), at: now, in: db)
                #expect(try !may("2026-03-10"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `neither of the two approves it, nor who may not`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let office = try office(sample, in: db)
                try sample.grant(.leader, to: office.substitute, over: office.unit.id, in: db)
                let asked = try RequestSubstitution()(
                    form(office), by: sample.caller(office.absent, in: db), at: now, in: db)
                #expect(throws: SubstitutionRefusal.self) {
                    try ApproveSubstitution()(asked.id, by: sample.caller(office.substitute, in: db), at: now, in: db)
                }
                let stranger = try sample.post("Mai Lạ", unit: office.unit, in: db)
                #expect(throws: NotFound.self) {
                    try ApproveSubstitution()(asked.id, by: sample.caller(stranger, in: db), at: now, in: db)
                }
                #expect(try Substitution.find(asked.id, in: db)?.approvedAt == nil)
                #expect(try SampleDirectory.events(SubstitutionApproved.self, in: db) == 0)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what is borrowed is not passed on`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let office = try office(sample, in: db)
                let third = try sample.post("Võ Ba", unit: office.unit, in: db)
                let leader = try sample.caller(office.leader, in: db)
                var next = form(office)
                let first = try RequestSubstitution()(next, by: leader, at: now, in: db)
                next.absent = office.substitute.id
                next.substitute = third.id
                let second = try RequestSubstitution()(next, by: leader, at: now, in: db)
                for one in [first, second] { try ApproveSubstitution()(one.id, by: leader, at: now, in: db) }
                let then = Instant(day("2026-03-10"))
                #expect(try sample.caller(office.substitute, at: then, in: db).rights.has(SampleDirectory.register))
                #expect(try !sample.caller(third, at: then, in: db).rights.has(SampleDirectory.register))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a substitute is another person of the same agency, and there is one at a time`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let office = try office(sample, in: db)
                let leader = try sample.caller(office.leader, in: db)
                let foreign = try sample.post("Hà Ngoài", unit: sample.unit("Sở B", in: db), in: db)
                let twin = try sample.post(of: office.absent.person, unit: office.unit, "Thư ký", in: db)
                for other in [foreign, twin] {
                    var wrong = form(office)
                    wrong.substitute = other.id
                    #expect(throws: SubstitutionRefusal.self) {
                        try RequestSubstitution()(wrong, by: leader, at: now, in: db)
                    }
                }
                try RequestSubstitution()(form(office), by: leader, at: now, in: db)
                #expect(throws: SubstitutionRefusal.self) {
                    try RequestSubstitution()(form(office), by: leader, at: now, in: db)
                }
                var past = form(office)
                past.from = day("2026-03-01")
                past.to = day("2026-03-05")
                #expect(throws: Problems.self) { try RequestSubstitution()(past, by: leader, at: now, in: db) }
                #expect(try SampleDirectory.events(SubstitutionRequested.self, in: db) == 1)
            }
        }
    }
}
