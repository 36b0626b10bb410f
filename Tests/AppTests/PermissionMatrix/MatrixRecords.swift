import Database
import Directory
import Documents
import Essentials
import Files
import Foundation
import Journal
import Notifications
import SignIn
import TestSupport
import Web

@testable import Administration
@testable import App

/// One record of every kind that a route has in its path, all of the agency `own`; made by the commands people use.
struct MatrixRecords {
    let installation: Installation
    let people: MatrixPeople
    let now: Instant
    private(set) var values: [String: String] = [:]

    init(_ installation: Installation, _ people: MatrixPeople) async throws {
        self.installation = installation
        self.people = people
        now = installation.database.clock.now()
        try await addDirectory()
        try await addAuthority()
        try await addReviews()
        try await addIncoming()
        try await addOutgoing()
        try await addArrival()
        try await addEvaluation()
        try await addImport()
        try await addOwn()
    }

    func caller(_ role: DefaultRole, _ place: PermissionLine.Place = .own, in db: Connection) throws -> Caller {
        guard let caller = try Caller.acting(as: people.post(role, place), at: now, in: db) else { throw NotFound() }
        return caller
    }

    private mutating func addDirectory() async throws {
        guard let specialist = people.askers.first(where: { $0.role == .specialist && $0.place == .own }) else {
            return
        }
        let grants = try await installation.database.read { [now] db in
            try Grant.of(specialist.post, from: now.date, in: db)
        }
        values["unit"] = people.agencies[.own]?.description
        values["parent"] = people.agencies[.parent]?.description
        values["division"] = people.divisions[.own]?.description
        values["person"] = specialist.person.description
        values["post"] = specialist.post.description
        values["memberPost"] = people.post(.committeeMember).description
        values["clerkPost"] = people.post(.clerk).description
        values["grant"] = grants.first?.id.description
        values["clerkRole"] = try await installation.database.read { db in
            try Role.withCode(DefaultRole.clerk.rawValue, in: db)?.id.description
        }
    }

    private mutating func addAuthority() async throws {
        guard let unit = people.agencies[.own], let division = people.divisions[.own] else { return }
        let today = now.date
        let made = try await installation.database.write { [self] db in
            let administrator = try caller(.administrator, in: db)
            let succession = try DecideSuccession(followers: [])(
                SuccessionDecision(
                    kind: .transferDuty, sources: [unit], successors: [division], number: "01/QĐ", decidedOn: today,
                    legalBasis: "Luật", effectiveOn: today, duty: "Lưu trữ"),
                by: administrator, at: now, in: db)
            let authorisation = try RecordAuthorisation()(
                NewAuthorisation(
                    kind: .byOrder, giver: people.post(.leader), receiver: people.post(.unitHead), scope: "Giấy mời",
                    decisionNumber: "02/QĐ", decidedOn: today, from: today),
                by: caller(.leader, in: db), at: now, in: db)
            let substitution = try RequestSubstitution()(
                NewSubstitution(
                    absent: people.post(.specialist), substitute: people.post(.committeeMember), from: today, to: today,
                    reason: "Nghỉ phép"),
                by: caller(.specialist, in: db), at: now, in: db)
            let invitation = try InvitePerson()(
                people.askers.first { $0.role == .inspector && $0.place == .sibling }?.person ?? ID(rawValue: 0),
                by: caller(.administrator, .sibling, in: db), at: now, in: db)
            return (succession, authorisation.id, substitution.id, invitation)
        }
        values["succession"] = made.0.description
        values["authorisation"] = made.1.description
        values["substitution"] = made.2.description
        values["invitation"] = made.3
        values["succession form"] =
            "kind=transfer-duty&decidedOn=20/11/2026&effectiveOn=20/11/2026&number=9&legalBasis=Luật&duty=Văn thư"
            + "&successors=\(division)"
        values["authorisation form"] =
            "kind=by-order&giver=\(people.post(.leader))&receiver=\(people.post(.unitHead))&scope=Công văn"
            + "&decisionNumber=03&decidedOn=20/11/2026&from=21/11/2026"
    }

    /// Of the agency's accounts: one review is closed, another open.
    private mutating func addReviews() async throws {
        let made = try await installation.database.write { [self] db in
            let administrator = try caller(.administrator, in: db)
            let closed = try OpenAccountReview()(
                name: "Quý III", dueOn: now.date, by: administrator, at: now, in: db)
            try db.execute("UPDATE account_review SET due_on = \(now.date.adding(days: -1))")
            try CloseAccountReview()(closed, by: administrator, at: now, in: db)
            let open = try OpenAccountReview()(
                name: "Quý IV", dueOn: now.date, by: administrator, at: now, in: db)
            return (closed, open)
        }
        values["closedReview"] = made.0.description
        values["review"] = made.1.description
    }

    private mutating func addOwn() async throws {
        let upload = try await file(by: .clerk)
        let notification = try await installation.database.write { [self] db in
            let id: ID<Notifications.Notification> = db.ids.next()
            try db.notify(
                .init(
                    id: id, post: people.post(.clerk), at: now, icon: "inbox", text: Wording("Tin", en: "News"),
                    path: "/"))
            return id
        }
        values["upload"] = upload.id.description
        values["notification"] = notification.description
    }

    /// Something that is known only once everybody has signed in.
    mutating func add(_ name: String, _ value: some CustomStringConvertible) {
        values[name] = value.description
    }

    /// The text with records in place of their names.
    func filled(_ text: String) -> String {
        values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

// MARK: - Documents

extension MatrixRecords {
    private var register: RegisterIncoming { RegisterIncoming(closing: Installation.closing) }
    private var direct: DirectDocument { DirectDocument(closing: Installation.closing) }

    /// A file that waits for its form.
    private func file(by role: DefaultRole, _ place: PermissionLine.Place = .own) async throws -> InspectedFile {
        let uploader = try await installation.database.read { [self] db in try caller(role, place, in: db).actor }
        let upload = try await installation.files.receive(
            bytes: MinimalPDF("Bản quét").bytes, name: "scan.pdf", by: uploader)
        return try await installation.files.inspect(upload)
    }

    private func incoming(number: Int, in db: Connection) throws -> RegisterIncomingForm {
        try RegisterIncomingForm(
            types: .bundled(), today: now.date,
            FormData([
                ("number", "\(number)"), ("notation", "CV"), ("issuedOn", "19/11/2026"), ("issuer", "Bộ Nội vụ"),
                ("type", "cong-van"), ("subject", "Văn bản số \(number)"), ("urgency", "0"),
            ]))
    }

    /// `registered` waits to be presented and directed, `handled` is with the specialist, `reported` waits for approval.
    private mutating func addIncoming() async throws {
        let scan = try await file(by: .clerk)
        let made = try await installation.database.write { [self] db in
            let clerk = try caller(.clerk, in: db)
            let stored = try installation.files.accept(scan, at: now, in: db)
            let ids = try (1...3).map { number in
                try register(incoming(number: number, in: db), file: stored, by: clerk, at: now, in: db).id
            }
            for id in ids.dropFirst() { try handOn(id, in: db) }
            try ReportHandling()("Xong", document: ids[2], by: caller(.specialist, in: db), at: now, in: db)
            let shown = try db.shownDocument(ids[2], to: clerk)
            return (ids, shown.directions.first { $0.post == people.post(.specialist) }?.id)
        }
        for (name, id) in zip(["registered", "handled", "reported"], made.0) { values[name] = id.description }
        values["direction"] = made.1?.description
        values["leader"] = people.post(.leader).description
    }

    /// From the leader to the division, and from its head to the specialist.
    private func handOn(_ id: ID<Document>, in db: Connection) throws {
        let division = people.divisions[.own]?.description ?? ""
        let toUnit = try DirectDocumentForm(today: now.date, FormData([("lead", "unit:\(division)")]))
        try direct(toUnit, document: id, by: caller(.leader, in: db), at: now, in: db)
        let toPost = try DirectDocumentForm(
            today: now.date, FormData([("lead", "post:\(people.post(.specialist))")]))
        try direct(toPost, document: id, by: caller(.unitHead, in: db), at: now, in: db)
    }

    private func draft(
        _ place: PermissionLine.Place = .own, to recipient: PermissionLine.Place = .sibling, in db: Connection
    ) throws -> ID<Document> {
        let form = try DraftDocumentForm(
            types: .bundled(), today: now.date,
            FormData([
                ("type", "cong-van"), ("subject", "Công văn"), ("urgency", "0"),
                ("recipients", people.agencies[recipient]?.description ?? ""),
            ]))
        return try DraftDocument()(form, file: nil, by: caller(.specialist, place, in: db), at: now, in: db)
    }

    /// A document of the agency on each of its four steps.
    private mutating func addOutgoing() async throws {
        let ids = try await installation.database.write { [self] db in
            let ids = try (1...4).map { _ in try draft(in: db) }
            for id in ids.dropFirst() { try SubmitDraft()(id, by: caller(.specialist, in: db), at: now, in: db) }
            for id in ids.dropFirst(2) { try ApproveDraft()(id, by: caller(.leader, in: db), at: now, in: db) }
            _ = try NumberDocument(types: .bundled())(ids[3], by: caller(.clerk, in: db), at: now, in: db)
            return ids
        }
        for (name, id) in zip(["draft", "submitted", "approved", "numbered"], ids) { values[name] = id.description }
    }

    /// A register of a former system.
    private mutating func addImport() async throws {
        guard let agency = people.agencies[.own] else { return }
        let clerk = try await installation.database.read { [self] db in try caller(.clerk, in: db).actor }
        let received = try await installation.files.receive(
            bytes: Array("Ngày đến;Số đến;Tác giả;Trích yếu\n2/1/2019;1;Bộ Nội vụ;Về việc họp\n".utf8),
            name: "so.csv", by: clerk)
        let upload = try await installation.files.inspect(received, accepting: [.plainText])
        let intake = RegisterIntake(
            database: installation.database, files: installation.files, types: try .bundled())
        let checked = try await intake.check(
            upload, of: .init(agency: agency, flow: .incoming, years: 2019...2019), by: clerk, at: now)
        let id = try await intake.order(
            checked, leavesWrongRowsOut: false, isAgain: false, by: clerk, at: now)
        try await intake.work(on: id)
        values["import"] = id.description
    }

    /// What the foreign agency sent to `own`.
    private mutating func addArrival() async throws {
        let scan = try await file(by: .clerk, .foreign)
        let arrivals = try await installation.database.write { [self] db in
            let id = try draft(.foreign, to: .own, in: db)
            let clerk = try caller(.clerk, .foreign, in: db)
            try SubmitDraft()(id, by: caller(.specialist, .foreign, in: db), at: now, in: db)
            try ApproveDraft()(id, by: caller(.leader, .foreign, in: db), at: now, in: db)
            _ = try NumberDocument(types: .bundled())(id, by: clerk, at: now, in: db)
            let stored = try installation.files.accept(scan, at: now, in: db)
            try IssueDocument()(id, file: stored, by: clerk, at: now, in: db)
            return try WorkQueue.arrivals.items(for: caller(.clerk, in: db), at: .newest, size: 1, in: db).items
        }
        values["arrival"] = arrivals.first.map { ID<Delivery>(rawValue: $0.place).description }
    }
}
