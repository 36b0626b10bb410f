import Database
import Directory
import Essentials
import EvaluationEngine
import Files
import Journal
import Notifications
import TestSupport

@testable import Evaluation

/// A province with a council: a committee whose chair decides, two departments and a commune that are evaluated, a
/// secretary who sits in the first department, and a verifier of the committee.
struct Council {
    let database: Database
    let now: Instant
    let chair: Caller
    let secretary: Caller
    let verifier: Caller
    let heads: [Caller]
    let specialists: [Caller]
    let units: [ID<Unit>]
    let holder: ID<Unit>

    static let migrations =
        JournalMigrations.all + FilesMigrations.all + DirectoryMigrations.all + NotificationsMigrations.all
        + EvaluationMigrations.all
    static let morning = Instant("2026-11-20T08:00") ?? Instant(microsecondsSince1970: 0)
    static let declareUntil = morning.date.adding(days: 10)

    static func with(_ engine: Engine, _ body: (Council) async throws -> Void) async throws {
        try await TestDatabase.withMigrated(engine, migrations, clock: .fixed(morning)) { database in
            let council = try await database.write { db in try Council(database, at: morning, in: db) }
            try await body(council)
        }
    }

    private static let roles: [DefaultRole: [Permission]] = [
        .leader: [.readEvaluation, .declareEvaluation, .signDeclarations, .decideEvaluation],
        .specialist: [.readEvaluation, .declareEvaluation],
        .standingAgency: [.readEvaluation, .manageCriteriaSets, .runEvaluation, .verifyEvaluation],
        .committeeMember: [.readEvaluation, .verifyEvaluation],
    ]

    private init(_ database: Database, at now: Instant, in db: Connection) throws {
        self.database = database
        self.now = now
        try DefaultRoles.install(Self.roles, at: now, in: db)
        let administrator = try FoundProvince()(
            .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri"), address: nil, at: now, in: db
        ).id
        guard let admin = try Caller.acting(as: administrator, at: now, in: db),
            let root = try Unit.root(on: now.date, in: db)
        else { throw NotFound() }
        func unit(_ name: String, _ symbol: String, _ kind: UnitKind, below parent: ID<Unit>) throws -> ID<Unit> {
            try CreateUnit()(
                NewUnit(parent: parent, kind: kind, name: name, symbol: symbol, isAgency: true, from: now.date),
                by: admin, at: now, in: db
            ).id
        }
        func caller(
            _ name: String, _ unit: ID<Unit>, _ role: DefaultRole, over place: ID<Unit>? = nil
        ) throws -> Caller {
            let person = try CreatePerson()(NewPerson(name: name), by: admin, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit, title: "Cán bộ", from: now.date), by: admin, at: now, in: db)
            _ = try GiveRole()(
                NewGrant(
                    role: role.rawValue, post: post.id, unit: place ?? unit, coversSubtree: place != nil,
                    from: now.date),
                by: admin, at: now, in: db)
            guard let caller = try Caller.acting(as: post.id, at: now, in: db) else { throw NotFound() }
            return caller
        }
        let committee = try unit("Ủy ban nhân dân tỉnh", "UBND", .peoplesCommittee, below: root.id)
        holder = committee
        let evaluated = [
            try unit("Sở Khoa học và Công nghệ", "SKHCN", .department, below: committee),
            try unit("Sở Nội vụ", "SNV", .department, below: committee),
            try unit("Ủy ban nhân dân xã Hoà Bình", "UBND", .commune, below: committee),
        ]
        units = evaluated
        chair = try caller("Chủ tịch", committee, .leader)
        secretary = try caller("Thư ký", evaluated[0], .standingAgency, over: root.id)
        verifier = try caller("Thẩm định viên", committee, .committeeMember, over: committee)
        heads = try evaluated.map { try caller("Thủ trưởng", $0, .leader) }
        specialists = try evaluated.map { try caller("Chuyên viên", $0, .specialist) }
    }

    /// 40 by a ratio, 10 by yes or no, 50 against the best of the group.
    static let set = """
        {"format": "lienthong.criteria-set/1", "code": "THU", "version": "1", "title": "Bộ thử",
         "legalBasis": {"number": "1/QĐ", "date": "2026-01-01", "issuer": "UBND tỉnh", "abstract": "Bộ thử"},
         "effectiveFrom": "2026-01-01", "scale": 100, "rebase": "total", "missing": "zero", "rejected": "zero",
         "ties": "competition", "rounding": {"places": 2, "mode": "half-up"},
         "coverage": {"total": 0.5, "field": 0},
         "levels": {"basis": "points", "table": [
           {"code": "tot", "name": "tốt", "from": 85}, {"code": "kha", "name": "khá", "from": 70, "to": 85},
           {"code": "tb", "name": "trung bình", "from": 50, "to": 70}, {"code": "yeu", "name": "yếu", "to": 50}]},
         "groups": [{"code": "so", "name": "Sở"}, {"code": "xa", "name": "Xã"}],
         "fields": [
           {"code": "I", "number": "I", "name": "Chỉ đạo", "maximum": 50, "criteria": [
             {"code": "I.1", "number": "I.1", "name": "Họp", "maximum": 40,
              "inputs": [{"code": "a", "name": "Chủ trì", "type": "number", "minimum": 0},
                         {"code": "b", "name": "Tổng số", "type": "number", "minimum": 0}],
              "rule": {"kind": "ratio", "input": "a", "over": "b", "whenZero": "zero"},
              "evidence": "Biên bản", "origin": "sample"},
             {"code": "I.2", "number": "I.2", "name": "Chuyên mục", "maximum": 10,
              "inputs": [{"code": "y", "name": "Có chuyên mục", "type": "yes-no"}],
              "rule": {"kind": "yes-no", "input": "y"}, "evidence": "none", "origin": "sample"}]},
           {"code": "II", "number": "II", "name": "Hạ tầng", "maximum": 50, "criteria": [
             {"code": "II.1", "number": "II.1", "name": "Băng thông", "maximum": 50,
              "inputs": [{"code": "x", "name": "Băng thông", "type": "number", "minimum": 0, "decimals": 2}],
              "rule": {"kind": "best-unit", "input": "x", "population": "group"},
              "evidence": "none", "origin": "sample"}]}]}
        """
}

// MARK: - Steps, as people take them

extension Council {
    func issuedSet(_ text: String = Council.set) async throws -> ID<KeptSet> {
        try await database.write { [self] db in
            let kept = try ImportCriteriaSet()(text, by: secretary, at: now, in: db)
            try IssueCriteriaSet()(kept.id, by: secretary, at: now, in: db)
            return kept.id
        }
    }

    func openRound() async throws -> ID<Round> { try await openRound(issuedSet()) }

    /// - Parameter another: takes part in the group of the departments, too.
    @discardableResult
    func openRound(
        _ set: ID<KeptSet>, with another: ID<Unit>? = nil, allowsRelated: Bool = true
    ) async throws -> ID<Round> {
        let taking = zip(units + [another].compactMap { $0 }, ["so", "so", "xa", "so"])
        return try await database.write { [self] db in
            try OpenRound()(
                NewRound(
                    set: set, holder: holder, name: "Đánh giá năm 2026", year: 2026, declareUntil: Self.declareUntil,
                    verifyUntil: Self.declareUntil.adding(days: 10),
                    units: taking.map { (unit: $0, group: $1) }, allowsRelated: allowsRelated),
                by: secretary, at: now, in: db)
        }
    }

    static func edit(_ criterion: String, _ values: [String], seen: Int = 0) -> FormEdit<TypedAnswer> {
        FormEdit(criterion: criterion, content: TypedAnswer(values: values), seen: seen)
    }

    @discardableResult
    func save(
        _ edits: [FormEdit<TypedAnswer>], _ place: Int, in round: ID<Round>, by caller: Caller? = nil,
        at moment: Instant? = nil
    ) async throws -> [FormConflict] {
        try await database.write { [self] db in
            try SaveDeclaration()(
                edits, unit: units[place], round: round, by: caller ?? specialists[place], at: moment ?? now, in: db)
        }
    }

    /// I.1 as a share, I.2 as yes or no, II.1 as a number.
    func declare(_ place: Int, _ ratio: [String], _ answer: String, _ width: String, in round: ID<Round>) async throws {
        try await save(
            [Self.edit("I.1", ratio), Self.edit("I.2", [answer]), Self.edit("II.1", [width])], place, in: round)
    }

    func unlock(
        _ place: Int, _ exception: LateException, in round: ID<Round>, by caller: Caller? = nil, at moment: Instant
    ) async throws {
        try await database.write { [self] db in
            try UnlockForm()(
                exception, unit: units[place], round: round, by: caller ?? secretary, at: moment, in: db)
        }
    }

    func sign(_ place: Int, in round: ID<Round>, by caller: Caller? = nil, at moment: Instant? = nil) async throws {
        try await database.write { [self] db in
            let lines = try db.lines(of: db.entrant(units[place], in: round).id)
            try SignDeclaration()(
                unit: units[place], round: round, seen: SignDeclaration.fingerprint(of: lines),
                by: caller ?? heads[place], at: moment ?? now, in: db)
        }
    }

    func close(_ round: ID<Round>, at moment: Instant? = nil) async throws {
        try await database.write { [self] db in
            try CloseDeclaration()(round, by: secretary, at: moment ?? now, in: db)
        }
    }

    /// Judges every line as declared, but for those named here.
    func verify(
        _ place: Int, _ findings: [String: TypedFinding] = [:], in round: ID<Round>, by caller: Caller? = nil,
        at moment: Instant? = nil
    ) async throws {
        try await database.write { [self] db in
            let (who, now) = (caller ?? verifier, moment ?? self.now)
            let entrant = try db.entrant(units[place], in: round)
            let edits = try db.lines(of: entrant.id).values.map { line in
                FormEdit(
                    criterion: line.criterion, content: findings[line.criterion] ?? TypedFinding(finding: .accepted),
                    seen: line.revision)
            }
            let conflicts = try SaveVerification()(edits, unit: units[place], round: round, by: who, at: now, in: db)
            guard conflicts.isEmpty else { throw NotFound() }
            try FinishVerification()(unit: units[place], round: round, by: who, at: now, in: db)
        }
    }

    func scores(_ round: ID<Round>) async throws -> RoundScores {
        try await database.read { db in try RoundScores(db.round(round), in: db) }
    }
}
