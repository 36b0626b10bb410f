import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

struct PersonTests {
    @Test(arguments: Engine.tested)
    func `people stand by given name, then family name, as a Vietnamese list does`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                for name in [
                    "Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn An", "Đỗ An", "Lê Thị An", "Y Đăng", "Hồ Dương",
                ] {
                    try sample.person(name, in: db)
                }
                let names = try Person.list(in: db).map(\.name)
                #expect(
                    names == [
                        "Đỗ An", "Lê Thị An", "Lê Văn An", "Nguyễn Thị Ánh", "Trần Văn Bình", "Hồ Dương", "Y Đăng",
                        "Trần Quản Trị",
                    ])
                let first = try Person.list(limit: 3, in: db)
                let rest = try Person.list(after: first.last, in: db)
                #expect((first + rest).map(\.name) == names)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a person is found by any words of the name and by the username`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let hoa = try sample.person("Nguyễn Thị Hòa", "hoa.nt", in: db)
                try sample.person("Nguyễn Văn Hợp", in: db)
                #expect(try Person.search("hoà ng", in: db).map(\.id) == [hoa.id])
                #expect(try Person.search("hoa.nt", in: db).map(\.id) == [hoa.id])
                #expect(try Person.search("nguyen", in: db).count == 2)
                #expect(try Person.withUsername(" HOA.NT ", in: db)?.id == hoa.id)
            }
        }
    }

    @Test(
        arguments: [
            (NewPerson(name: "  "), "name"), (NewPerson(name: "A", username: "ab"), "username"),
            (NewPerson(name: "A", username: "quản.trị"), "username"),
            (NewPerson(name: "A", username: "quantri"), "username"),
            (NewPerson(name: "A", username: "a b c"), "username"), (NewPerson(name: "A", mail: "a@b"), "mail"),
            (NewPerson(name: "A", mail: "a@b@c.vn"), "mail"), (NewPerson(name: "A", mail: "a b@c.vn"), "mail"),
            (NewPerson(name: "A", mail: "a@c.vn\r\nBcc: x@y.vn"), "mail"),
            (NewPerson(name: "A", phone: "gọi sau"), "phone"),
            (NewPerson(name: String(repeating: "ễ", count: 151)), "name"),
        ])
    func `details that cannot be are named by their field`(form: NewPerson, field: String) async throws {
        try await SampleDirectory.with(.sqlite) { database, sample in
            try await database.write { db in
                let problems = #expect(throws: Problems.self) {
                    try CreatePerson()(form, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                }
                #expect(problems?.byField.map(\.field) == [field])
                let people = try Person.list(in: db)
                #expect(people.count == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a change shows at once and is found under the new name only`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let person = try sample.person("Lê Thị Mai", "mai.lt", in: db)
                let form = NewPerson(
                    name: "Lê Thị Đào", username: "mai.lt", mail: "Dao@An-Hai.gov.vn", phone: "0123 456")
                try ChangePerson()(person.id, form, by: sample.admin(in: db), at: SampleDirectory.now, in: db)
                #expect(try Person.search("dao", in: db).map(\.mail) == ["dao@an-hai.gov.vn"])
                #expect(try Person.search("le mai", in: db).map(\.id) == [person.id])
                #expect(try Person.search("thi mai đào", in: db).map(\.id) == [person.id])
                #expect(try Person.search("mai dao thi le x", in: db).isEmpty)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who manages accounts of one unit cannot touch someone with rights beyond it`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Sở B", in: db)
                let manager = try sample.post("Lê Quản", unit: a, in: db)
                try sample.grant(.administrator, to: manager, over: a.id, in: db)
                let caller = try sample.caller(manager, in: db)
                let plain = try sample.post("Bùi Thường", unit: a, username: "thuong", in: db)
                let wide = try sample.post("Vũ Rộng", unit: a, username: "rong", in: db)
                try sample.grant(.leader, to: wide, over: sample.root, in: db)
                let elsewhere = try sample.post("Mai Hai", unit: a, username: "hai", in: db)
                try sample.post(of: elsewhere.person, unit: b, in: db)
                try DisablePerson()(plain.person, by: caller, at: SampleDirectory.now, in: db)
                for person in [wide.person, elsewhere.person, try sample.admin(in: db).person] {
                    #expect(throws: NotFound.self) {
                        try DisablePerson()(person, by: caller, at: SampleDirectory.now, in: db)
                    }
                    #expect(try Person.find(person, in: db)?.isActive == true)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody locks themselves out`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let admin = try sample.admin(in: db)
                #expect(throws: AccountRefusal.self) {
                    try DisablePerson()(admin.person, by: admin, at: SampleDirectory.now, in: db)
                }
                #expect(try SampleDirectory.events(PersonDisabled.self, in: db) == 0)
            }
        }
    }
}
