import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today
private let now = SampleDirectory.now

/// A People's Committee that decides as a body, its office, and a department.
private struct Agencies {
    let committee: Unit
    let office: Unit
    let department: Unit
    let division: Unit
    let chair: Post
    let viceChair: Post
    let officeHead: Post
    let officeDeputy: Post
    let director: Post
    let deputyDirector: Post
    let divisionHead: Post
    let divisionDeputy: Post
    let specialist: Post

    init(_ sample: SampleDirectory, in db: Connection) throws {
        committee = try sample.unit("Ủy ban nhân dân tỉnh An Hải", .peoplesCommittee, collectively: true, in: db)
        office = try sample.unit("Văn phòng", below: committee.id, .innerUnit, isAgency: false, in: db)
        department = try sample.unit("Sở Nội vụ", below: committee.id, in: db)
        division = try sample.unit("Phòng Tổ chức", below: department.id, .innerUnit, isAgency: false, in: db)
        chair = try sample.post("Lê Chủ", unit: committee, "Chủ tịch", .head, in: db)
        viceChair = try sample.post("Lê Phó", unit: committee, "Phó Chủ tịch", .deputy, in: db)
        officeHead = try sample.post("Vũ Chánh", unit: office, "Chánh Văn phòng", .head, in: db)
        officeDeputy = try sample.post("Vũ Phó", unit: office, "Phó Chánh Văn phòng", .deputy, in: db)
        director = try sample.post("Hồ Giám", unit: department, "Giám đốc", .head, in: db)
        deputyDirector = try sample.post("Hồ Phó", unit: department, "Phó Giám đốc", .deputy, in: db)
        divisionHead = try sample.post("Bùi Trưởng", unit: division, "Trưởng phòng", .head, in: db)
        divisionDeputy = try sample.post("Bùi Phó", unit: division, "Phó Trưởng phòng", .deputy, in: db)
        specialist = try sample.post("Đỗ Viên", unit: division, in: db)
    }
}

struct SigningAuthorityTests {
    @discardableResult
    private func record(
        _ kind: AuthorisationKind, _ giver: Post, _ receiver: Post, types: Set<String> = [],
        from: CivilDate = day("2026-01-01"), to: CivilDate? = nil, _ sample: SampleDirectory, in db: Connection
    ) throws -> WrittenAuthorisation {
        try RecordAuthorisation()(
            NewAuthorisation(
                kind: kind, giver: giver.id, receiver: receiver.id, scope: "Văn bản về tổ chức", documentTypes: types,
                decisionNumber: "12/QĐ-UBND", decidedOn: day("2025-12-15"), from: from, to: to),
            by: sample.admin(in: db), at: now, in: db)
    }

    private func lines(
        _ post: Post, for agency: Unit, on: CivilDate = today, _ type: String? = nil, collectively: Bool = true,
        in db: Connection
    ) throws -> [String] {
        try SigningAuthority.of(
            post.id, for: agency.id, on: on, documentType: type, collectively: collectively, in: db
        ).lines
    }

    @Test(arguments: Engine.tested)
    func `heads and deputies sign by office, for a body or for themselves`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                let body = "TM. ỦY BAN NHÂN DÂN TỈNH AN HẢI"
                #expect(try lines(a.chair, for: a.committee, in: db) == [body, "CHỦ TỊCH"])
                #expect(try lines(a.chair, for: a.committee, collectively: false, in: db) == ["CHỦ TỊCH"])
                #expect(try lines(a.viceChair, for: a.committee, in: db) == [body, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
                #expect(try lines(a.director, for: a.department, in: db) == ["GIÁM ĐỐC"])
                #expect(try lines(a.deputyDirector, for: a.department, in: db) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an acting head signs as such, and a deputy names the head of a vacant post`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                try EndPost()(a.director.id, lastDay: day("2026-02-28"), by: sample.admin(in: db), at: now, in: db)
                #expect(try lines(a.deputyDirector, for: a.department, in: db) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])
                let acting = try sample.post(
                    "Mai Quyền", unit: a.department, "Quyền Giám đốc", .actingHead, from: today, in: db)
                #expect(try lines(acting, for: a.department, in: db) == ["Q. GIÁM ĐỐC"])
                #expect(try lines(a.deputyDirector, for: a.department, in: db) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])
                #expect(throws: SigningRefusal.postDoesNotHold) { try lines(a.director, for: a.department, in: db) }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `by order the head of a unit signs, and the deputy for that head`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                #expect(throws: SigningRefusal.noAuthority) { try lines(a.officeHead, for: a.committee, in: db) }
                #expect(throws: SigningRefusal.noAuthority) { try lines(a.officeDeputy, for: a.committee, in: db) }
                try record(.byOrder, a.chair, a.officeHead, types: ["CV", "TB"], sample, in: db)
                try record(.byOrder, a.director, a.divisionHead, sample, in: db)
                #expect(try lines(a.officeHead, for: a.committee, "CV", in: db) == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"])
                #expect(
                    try lines(a.officeDeputy, for: a.committee, "TB", in: db) == [
                        "TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG",
                    ])
                #expect(
                    try lines(a.divisionHead, for: a.department, in: db) == ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC"])
                #expect(throws: SigningRefusal.outsideScope("Văn bản về tổ chức")) {
                    try lines(a.officeHead, for: a.committee, "QĐ", in: db)
                }
                #expect(throws: SigningRefusal.noAuthority) { try lines(a.specialist, for: a.department, in: db) }
                #expect(throws: SigningRefusal.noAuthority) { try lines(a.officeHead, for: a.department, in: db) }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an authorisation holds in its time and content, for its receiver alone`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                try record(.authorised, a.chair, a.director, types: ["QĐ"], to: day("2026-06-30"), sample, in: db)
                #expect(
                    try lines(a.director, for: a.committee, "QĐ", in: db) == ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"])
                #expect(throws: SigningRefusal.notYet(from: day("2026-01-01"))) {
                    try lines(a.director, for: a.committee, on: day("2025-12-31"), "QĐ", in: db)
                }
                #expect(throws: SigningRefusal.expired(on: day("2026-06-30"))) {
                    try lines(a.director, for: a.committee, on: day("2026-07-01"), "QĐ", in: db)
                }
                #expect(throws: SigningRefusal.passedOn) { try lines(a.deputyDirector, for: a.committee, "QĐ", in: db) }
                try EndPost()(a.chair.id, lastDay: day("2026-03-31"), by: sample.admin(in: db), at: now, in: db)
                #expect(throws: SigningRefusal.giverHasLeft) {
                    try lines(a.director, for: a.committee, on: day("2026-04-01"), "QĐ", in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a deputy with recorded fields signs in them only, and not after they end`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                let field = try record(.deputy, a.chair, a.viceChair, types: ["QĐ"], sample, in: db)
                let authority = try SigningAuthority.of(
                    a.viceChair.id, for: a.committee.id, on: today, documentType: "QĐ", in: db)
                #expect(authority.basis == field.id && authority.prefix == .forHead)
                #expect(throws: SigningRefusal.self) { try lines(a.viceChair, for: a.committee, "CV", in: db) }
                try EndAuthorisation()(field.id, lastDay: today, by: sample.admin(in: db), at: now, in: db)
                #expect(try lines(a.viceChair, for: a.committee, "QĐ", in: db).count == 3)
                #expect(throws: SigningRefusal.expired(on: today)) {
                    try lines(a.viceChair, for: a.committee, on: today.adding(days: 1), "QĐ", in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what cannot be given is not recorded`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                let end = day("2026-12-31")
                for (kind, giver, receiver) in [
                    (AuthorisationKind.authorised, a.viceChair, a.director),
                    (.authorised, a.divisionHead, a.specialist),
                    (.byOrder, a.chair, a.officeDeputy), (.byOrder, a.chair, a.viceChair),
                    (.deputy, a.chair, a.director),
                    (.byOrder, a.director, a.officeHead), (.authorised, a.chair, a.specialist),
                ] {
                    #expect(throws: AuthorisationRefusal.self) {
                        try record(kind, giver, receiver, to: end, sample, in: db)
                    }
                }
                let problems = #expect(throws: Problems.self) {
                    try record(.authorised, a.chair, a.director, from: day("2025-12-14"), sample, in: db)
                }
                #expect(problems?.byField.map(\.field) == ["to", "from"])
                let recorded = try WrittenAuthorisation.list(of: a.committee.id, in: db)
                #expect(recorded.isEmpty)
                #expect(try SampleDirectory.events(AuthorisationRecorded.self, in: db) == 0)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a form offers exactly those who may sign`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try Agencies(sample, in: db)
                try record(.byOrder, a.chair, a.officeHead, types: ["CV"], sample, in: db)
                func signers(_ type: String) throws -> [ID<Post>] {
                    try SigningAuthority.signers(for: a.committee.id, on: today, documentType: type, in: db)
                        .map(\.holder.post.id)
                }
                #expect(try signers("CV") == [a.chair.id, a.viceChair.id, a.officeHead.id, a.officeDeputy.id])
                #expect(try signers("QĐ") == [a.chair.id, a.viceChair.id])
            }
        }
    }
}
