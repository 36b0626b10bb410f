import Database
import Directory
import Documents
import Essentials
import Files
import Journal
import Notifications
import TestSupport
import Web

/// A province just large enough for a document's whole story: the People's Committee, one department with a division,
/// and two communes. Each has the people the story needs.
struct SmallProvince {
    let database: Database
    let now: Instant
    let types: DocumentTypes
    let administrator: Caller
    let clerk: Caller
    let leader: Caller
    let departmentClerk: Caller
    let departmentLeader: Caller
    let divisionHead: Caller
    let specialist: Caller
    let communeClerks: [Caller]

    static let closing = TimeOfDay(secondsSinceMidnight: 17 * 3600)
    static let migrations =
        JournalMigrations.all + FilesMigrations.all + DirectoryMigrations.all + NotificationsMigrations.all
        + DocumentsMigrations.all
    /// A Friday morning.
    static let morning = Instant("2026-11-20T08:00") ?? Instant(microsecondsSince1970: 0)

    /// Makes the province in a database of its own, and takes it away afterwards.
    static func with(
        _ engine: Engine, _ body: (SmallProvince) async throws -> Void
    ) async throws {
        try await TestDatabase.withMigrated(engine, migrations, clock: .fixed(morning)) { database in
            try await body(try await SmallProvince(database, at: morning))
        }
    }

    private init(_ database: Database, at now: Instant) async throws {
        self.database = database
        self.now = now
        types = try DocumentTypes.bundled()
        let callers = try await database.write { db in try Self.make(at: now, in: db) }
        clerk = callers[0]
        leader = callers[1]
        departmentClerk = callers[2]
        departmentLeader = callers[3]
        divisionHead = callers[4]
        specialist = callers[5]
        communeClerks = [callers[6], callers[7]]
        administrator = callers[8]
    }

    private static let roles: [DefaultRole: [Permission]] = [
        .clerk: [.readDocuments, .registerDocuments, .issueDocuments, .handleDocuments, .importRegisters],
        .leader: [.readDocuments, .directDocuments, .approveDocuments, .assignDocuments, .handleDocuments],
        .unitHead: [.readUnitDocuments, .assignDocuments, .handleDocuments],
        .specialist: [.handleDocuments],
    ]

    private static func make(at now: Instant, in db: Connection) throws -> [Caller] {
        try DefaultRoles.install(roles, at: now, in: db)
        let administrator = try FoundProvince()(
            .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri"), address: nil, at: now, in: db
        ).id
        guard let admin = try Caller.acting(as: administrator, at: now, in: db),
            let root = try Unit.root(on: now.date, in: db)
        else { throw NotFound() }
        func unit(_ name: String, _ symbol: String, _ kind: UnitKind, below parent: ID<Unit>, isAgency: Bool) throws
            -> ID<Unit>
        {
            try CreateUnit()(
                NewUnit(
                    parent: parent, kind: kind, name: name, symbol: symbol, isAgency: isAgency, from: now.date),
                by: admin, at: now, in: db
            ).id
        }
        let committee = try unit(
            "Ủy ban nhân dân tỉnh An Hải", "UBND", .peoplesCommittee, below: root.id, isAgency: true)
        let department = try unit("Sở Khoa học và Công nghệ", "SKHCN", .department, below: committee, isAgency: true)
        let division = try unit("Phòng Chuyển đổi số", "CĐS", .innerUnit, below: department, isAgency: false)
        let first = try unit("Ủy ban nhân dân phường Nguyễn Trãi", "UBND", .commune, below: committee, isAgency: true)
        let second = try unit("Ủy ban nhân dân xã Hoà Bình", "UBND", .commune, below: committee, isAgency: true)
        func caller(_ name: String, _ title: String, _ unit: ID<Unit>, _ role: DefaultRole) throws -> Caller {
            let person = try CreatePerson()(NewPerson(name: name), by: admin, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit, title: title, from: now.date), by: admin, at: now, in: db)
            _ = try GiveRole()(
                NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: false, from: now.date),
                by: admin, at: now, in: db)
            guard let caller = try Caller.acting(as: post.id, at: now, in: db) else { throw NotFound() }
            return caller
        }
        return [
            try caller("Phạm Thu Hà", "Văn thư", committee, .clerk),
            try caller("Lê Quang Đạo", "Chủ tịch", committee, .leader),
            try caller("Đỗ Thị Lan", "Văn thư", department, .clerk),
            try caller("Nguyễn Văn Ước", "Giám đốc", department, .leader),
            try caller("Trần Minh Châu", "Trưởng phòng", division, .unitHead),
            try caller("Vũ Hoàng Yến", "Chuyên viên", division, .specialist),
            try caller("Hồ Ngọc Ánh", "Văn thư", first, .clerk),
            try caller("Bùi Đức Thịnh", "Văn thư", second, .clerk), admin,
        ]
    }

    /// The fields of an ordinary incoming document; `changes` puts others in their place.
    static func fields(_ changes: [String: String?] = [:]) -> FormData {
        var fields: [String: String] = [
            "number": "15", "notation": "QĐ-BNV", "issuedOn": "18/11/2026", "issuer": "Bộ Nội vụ",
            "type": "quyet-dinh", "subject": "Về việc ban hành kế hoạch chuyển đổi số năm 2027", "urgency": "0",
        ]
        for (name, value) in changes { fields[name] = value }
        return FormData(fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
    }

    /// Registers a document as the province's clerk.
    func register(_ changes: [String: String?] = [:], by caller: Caller? = nil) async throws -> ID<Document> {
        let form = try RegisterIncomingForm(types: types, today: now.date, Self.fields(changes))
        let (actor, moment) = (caller ?? clerk, now)
        return try await database.write { db in
            try RegisterIncoming(closing: Self.closing)(form, file: nil, by: actor, at: moment, in: db).id
        }
    }

    /// A file that is in the store already, as far as the database is concerned.
    func storedFile() async throws -> StoredFile {
        let moment = now
        return try await database.write { db in
            let bytes = (0..<32).map { _ in UInt8.random(in: 0...255) }
            try db.execute(
                """
                INSERT INTO file (hash, size, media_type, page_count, accepted_at)
                VALUES (\(bytes), 1000, \(MediaType.pdf), 1, \(moment))
                """)
            let file: StoredFile? = try db.first(
                "SELECT hash, size, media_type, page_count, accepted_at FROM file WHERE hash = \(bytes)")
            guard let file else { throw NotFound() }
            return file
        }
    }
}
