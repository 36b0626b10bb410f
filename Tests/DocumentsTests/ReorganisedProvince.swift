import Database
import Directory
import Essentials
import Files
import Journal
import Synchronization
import Testing
import Web

@testable import Documents

/// One document of the department at every step, on the eve of its end.
struct Desk {
    let registered: ID<Document>
    let presented: ID<Document>
    let directed: ID<Document>
    let dueAt: Instant
    let completed: ID<Document>
    let arrived: ID<Document>
    let returned: ID<Document>
    let draft: ID<Document>
    let submitted: ID<Document>
    let approved: ID<Document>
    let numbered: ID<Document>

    /// What the department itself has to bring to its end.
    var atTheAgency: [ID<Document>] { [registered, presented, directed, submitted, approved, numbered] }

    init(_ province: SmallProvince) async throws {
        let (clerk, leader) = (province.departmentClerk, province.departmentLeader)
        let specialist = "post:\(province.specialist.post)"
        let file = try await province.storedFile()
        registered = try await province.register(["number": "1"], by: clerk)
        presented = try await province.register(["number": "4", "presentTo": leader.post.description], by: clerk)
        directed = try await province.register(["number": "2"], by: clerk)
        dueAt = Instant(province.now.date.adding(days: 10), SmallProvince.closing)
        try await province.direct(directed, to: specialist, due: dueAt.date, by: leader)
        completed = try await province.register(["number": "3"], by: clerk)
        try await province.direct(completed, to: specialist, by: leader)
        try await province.finish(completed)
        arrived = try await province.issued(by: province.clerk, province.leader, to: [clerk.agency], file: file)
        returned = try await province.issued(to: [province.communeClerks[0].agency], file: file)
        try await province.sendBack(returned, by: province.communeClerks[0])
        draft = try await province.draft(by: province.specialist)
        submitted = try await province.draft(by: province.specialist, to: .submitted)
        approved = try await province.draft(by: province.specialist, to: .approved)
        numbered = try await province.draft(by: province.specialist, to: .numbered)
    }
}

/// Keeps what followers were told.
final class Recorder: SuccessionFollower {
    private let moves = Mutex<[SuccessionMove]>([])
    var all: [SuccessionMove] { moves.withLock { $0 } }

    func openWork(of unit: ID<Unit>, in db: Connection) throws -> [OpenWork] { [] }

    func move(_ move: SuccessionMove, in db: Connection) throws {
        moves.withLock { $0.append(move) }
    }
}

extension SmallProvince {
    /// The Monday after: the first day of the new order is past.
    static let monday = Instant("2026-11-23T08:00") ?? morning

    func newUnit(_ name: String, _ symbol: String) async throws -> ID<Unit> {
        try await database.write { [administrator, parent = clerk.agency, now] db in
            try CreateUnit()(
                NewUnit(
                    parent: parent, kind: .department, name: name, symbol: symbol, isAgency: true, from: now.date),
                by: administrator, at: now, in: db
            ).id
        }
    }

    /// Somebody who handles and drafts.
    func official(_ name: String, in unit: ID<Unit>) async throws -> Caller {
        try await database.write { [administrator, now] db in
            let person = try CreatePerson()(NewPerson(name: name), by: administrator, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit, title: "Chuyên viên", from: now.date), by: administrator,
                at: now, in: db)
            try GiveRole()(
                NewGrant(
                    role: DefaultRole.specialist.rawValue, post: post.id, unit: unit, coversSubtree: false,
                    from: now.date),
                by: administrator, at: now, in: db)
            return try #require(try Caller.acting(as: post.id, at: now, in: db))
        }
    }

    func reorganise(
        _ kind: SuccessionKind, _ sources: [ID<Unit>], into successors: [ID<Unit>], posts: [ID<Post>: ID<Unit>] = [:],
        also recorder: Recorder? = nil
    ) async throws {
        let decision = SuccessionDecision(
            kind: kind, sources: sources, successors: successors, number: "18/NQ-HĐND", decidedOn: now.date,
            legalBasis: "Luật Tổ chức chính quyền địa phương", effectiveOn: now.date.adding(days: 1), postsTo: posts)
        let followers: [any SuccessionFollower] = [DocumentsFollower()] + (recorder.map { [$0] } ?? [])
        try await later { [administrator] db, now in
            try DecideSuccession(followers: followers)(decision, by: administrator, at: now, in: db)
        }
    }

    /// On the first working day of the new order.
    func later(_ body: @escaping @Sendable (Connection, Instant) throws -> Void) async throws {
        try await database.write { db in try body(db, Self.monday) }
    }

    func direct(_ id: ID<Document>, to lead: String, due: CivilDate? = nil, by caller: Caller) async throws {
        try await database.write { [now] db in
            let form = try DirectDocumentForm(
                today: now.date, FormData([("lead", lead), ("dueOn", due?.vietnamese ?? "")]))
            try DirectDocument(closing: Self.closing)(form, document: id, by: caller, at: now, in: db)
        }
    }

    func finish(_ id: ID<Document>) async throws {
        try await database.write { [specialist, departmentLeader, now] db in
            try ReportHandling()("Đã xong", document: id, by: specialist, at: now, in: db)
            let direction = try #require(try db.directions(of: id).first)
            try CloseHandling()(direction.id, document: id, by: departmentLeader, at: now, in: db)
        }
    }

    func sendBack(_ id: ID<Document>, by clerk: Caller) async throws {
        try await database.write { [now] db in
            let delivery: ID<Delivery>? = try db.value(
                "SELECT id FROM delivery WHERE document_id = \(id) AND recipient_id = \(clerk.agency)")
            try ReturnDelivery()(try #require(delivery), reason: "Gửi nhầm", by: clerk, at: now, in: db)
        }
    }

    /// A draft of the caller's agency, brought to a step before issuing.
    func draft(
        by drafter: Caller, _ clerk: Caller? = nil, _ leader: Caller? = nil, to state: OutgoingDocument.State = .draft,
        for recipients: [ID<Unit>]? = nil
    ) async throws -> ID<Document> {
        let (clerk, leader) = (clerk ?? departmentClerk, leader ?? departmentLeader)
        let recipients = recipients ?? [communeClerks[0].agency]
        return try await database.write { [types, now] db in
            let form = try DraftDocumentForm(
                types: types, today: now.date,
                FormData([
                    ("type", "cong-van"), ("subject", "Về việc chuyển đổi số"),
                    ("recipients", recipients.map(\.description).joined(separator: ",")),
                ]))
            let id = try DraftDocument()(form, file: nil, by: drafter, at: now, in: db)
            if state == .draft { return id }
            try SubmitDraft()(id, by: drafter, at: now, in: db)
            if state == .submitted { return id }
            try ApproveDraft()(id, by: leader, at: now, in: db)
            if state == .approved { return id }
            try NumberDocument(types: types)(id, by: clerk, at: now, in: db)
            return id
        }
    }

    func numbered(to recipients: [ID<Unit>]) async throws -> ID<Document> {
        try await draft(by: specialist, to: .numbered, for: recipients)
    }

    func issued(
        by clerk: Caller? = nil, _ leader: Caller? = nil, to recipients: [ID<Unit>], file: StoredFile
    ) async throws -> ID<Document> {
        let issuer = clerk ?? departmentClerk
        let id = try await draft(by: clerk ?? specialist, clerk, leader, to: .numbered, for: recipients)
        try await database.write { [now] db in
            try IssueDocument()(id, file: file, by: issuer, at: now, in: db)
        }
        return id
    }
}

extension Caller {
    /// The same person on Monday, in the post they have then.
    func heir(in db: Connection) throws -> Caller {
        let monday = SmallProvince.monday
        let post = try #require(try Post.continuing(post, on: monday.date, in: db))
        return try #require(try Caller.acting(as: post.id, at: monday, in: db))
    }
}

extension WorkQueue {
    func documents(of caller: Caller, _ db: Connection) throws -> [ID<Document>] {
        let documents = try items(for: caller, at: .newest, size: 50, in: db).items.map(\.document.id)
        let counted = try WorkQueue.counts(of: [self], for: caller, in: db).map(\.count)
        #expect(counted == [CappedCount(documents.count)], "\(self)")
        return documents
    }
}

extension Connection {
    func followed(_ id: ID<Document>) throws -> [DocumentFollowed] {
        try events(about: .document(id)).filter { $0.kind == DocumentFollowed.kind }.map { try $0.decoded() }
    }

    func events(ofKind kind: String) throws -> [RecordedEvent] {
        let subjects: [Int64] = try values(
            "SELECT DISTINCT subject_id FROM event WHERE kind = \(kind) ORDER BY subject_id")
        return try subjects.flatMap { try events(about: .document(ID(rawValue: $0))) }.filter { $0.kind == kind }
    }
}
