import App
import Database
import Directory
import Documents
import Essentials
import Files
import Foundation
import Notifications
import SignIn
import TestSupport
import Testing
import Web

@testable import Operations

/// What is done in an installation before it is recorded: something of everything, so that an upgrade meets rows.
extension Office {
    /// An agency's clerk, its leader and a specialist, who sign in and use programs.
    struct Staff: Sendable {
        let clerk: Caller
        let leader: Caller
        let specialist: Caller
        let otherClerk: Caller
    }

    func liveThroughADay() async throws {
        let staff = try await installation.database.write { [now] db in try Self.employ(at: now, in: db) }
        for number in 1...2 { try await register("Công văn số \(number) – “Hoà Bình”") }
        let incoming = try await register("Về việc chuyển đổi số")
        try await direct(incoming, staff)
        try await issue(in: staff, inReplyTo: incoming)
        _ = try await installation.files.inspect(
            try await installation.files.receive(
                bytes: Array("Chưa dùng".utf8), name: "cho.txt", by: staff.clerk.actor),
            accepting: MediaType.attachments)
        try await publish()
        try await register("Chưa được niêm phong")
    }

    private var now: Instant { installation.database.clock.now() }

    private static func employ(at now: Instant, in db: Connection) throws -> Staff {
        func holder(_ posts: SQL) throws -> Caller {
            let found: ID<Post>? = try db.value("SELECT id FROM post \(posts) ORDER BY id LIMIT 1")
            let post = try #require(found)
            return try #require(try Caller.acting(as: post, at: now, in: db))
        }
        let (admin, clerk) = (try holder(""), try holder("WHERE title = 'Văn thư'"))
        let committee = clerk.agency
        let department = try CreateUnit()(
            NewUnit(
                parent: committee, kind: .department, name: "Sở Khoa học và Công nghệ", symbol: "SKHCN", isAgency: true,
                from: now.date), by: admin, at: now, in: db
        ).id
        func caller(_ name: String, _ title: String, _ role: DefaultRole, in unit: ID<Directory.Unit>) throws -> Caller
        {
            let person = try CreatePerson()(
                NewPerson(name: name, username: "\(role.rawValue).\(unit)".lowercased()), by: admin, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit, title: title, from: now.date), by: admin, at: now, in: db)
            _ = try GiveRole()(
                NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: false, from: now.date),
                by: admin, at: now, in: db)
            try Accounts.setPassword(hash: "-", for: person.id, mustChange: false, at: now, in: db)
            let caller = try #require(try Caller.acting(as: post.id, at: now, in: db))
            _ = try CreateApiToken().fromShell(
                name: "Phần mềm", permissions: caller.rights.codes, lastDay: now.date, for: caller, at: now, in: db)
            _ = try Sessions().start(person.id, in: post.id, address: nil, agent: nil, at: now, in: db)
            try db.notify(
                Notification(
                    id: db.ids.next(), post: post.id, at: now, icon: "inbox", text: .verbatim("Có việc mới"), path: "/")
            )
            return caller
        }
        return Staff(
            clerk: try caller("Đỗ Thị Lan", "Văn thư Sở", .clerk, in: department),
            leader: try caller("Lê Quang Đạo", "Chủ tịch", .leader, in: committee),
            specialist: try caller("Vũ Hoàng Yến", "Chuyên viên", .specialist, in: committee),
            otherClerk: clerk)
    }

    private func direct(_ document: ID<Document>, _ staff: Staff) async throws {
        let now = now
        try await installation.database.write { db in
            let form = try DirectDocumentForm(
                today: now.date, FormData([("lead", "post:\(staff.specialist.post)"), ("opinion", "Tham mưu trả lời")]))
            try DirectDocument(closing: Installation.closing)(
                form, document: document, by: staff.leader, at: now, in: db)
        }
    }

    private func issue(in staff: Staff, inReplyTo incoming: ID<Document>) async throws {
        let (now, files, types) = (now, installation.files, try DocumentTypes.bundled())
        let scan = try await files.inspect(
            try await files.receive(bytes: MinimalPDF("Bản quét").bytes, name: "scan.pdf", by: staff.otherClerk.actor))
        try await installation.database.write { db in
            let form = try DraftDocumentForm(
                types: types, today: now.date,
                FormData([
                    ("type", "cong-van"), ("subject", "Trả lời về kế hoạch chuyển đổi số"),
                    ("recipients", staff.clerk.agency.description), ("inReplyTo", incoming.description),
                ]))
            let reply = try DraftDocument()(form, file: nil, by: staff.specialist, at: now, in: db)
            try SubmitDraft()(reply, by: staff.specialist, at: now, in: db)
            try ApproveDraft()(reply, by: staff.leader, at: now, in: db)
            _ = try NumberDocument(types: types)(reply, by: staff.otherClerk, at: now, in: db)
            try IssueDocument()(
                reply, file: try files.accept(scan, at: now, in: db), by: staff.otherClerk, at: now, in: db)
        }
    }
}
