import App
import Database
import Directory
import Essentials
import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SignIn
import Synchronization
import TestSupport
import Testing
import Web

/// A whole installation with a department, a recipient of its documents, and programs that hold tokens of its posts.
struct APIHouse {
    let house: House
    let installation: Installation
    let recipient: ID<Directory.Unit>
    /// Tokens of the department's posts.
    let clerk: String
    let leader: String
    let specialist: String
    /// The token of a post with every right in the department.
    let everything: String

    /// A Friday morning.
    static let morning = Instant("2026-11-20T08:00") ?? Instant(microsecondsSince1970: 0)

    /// Opens an installation of its own and takes it away afterwards.
    static func with(_ engine: Engine, _ body: (APIHouse) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            try await TestDatabase.withEmptyLocation(engine) { location in
                var url: String?
                if case .postgresql(let own, _) = location { url = own }
                let installation = try await Installation.open(
                    folder: folder.path(of: "data"), database: url, clock: .fixed(morning))
                try await body(try await APIHouse(installation))
                await installation.database.close()
            }
        }
    }

    private init(_ installation: Installation) async throws {
        self.installation = installation
        house = try await House(installation) { $0.rateLimits = .none }
        let made = try await installation.database.write { db in try Self.found(in: db) }
        recipient = made.recipient
        clerk = made.tokens[0]
        leader = made.tokens[1]
        specialist = made.tokens[2]
        everything = made.tokens[3]
    }

    /// The one post of a title.
    func post(titled title: String) async throws -> ID<Post> {
        try await installation.database.read { db in
            try #require(try db.value("SELECT id FROM post WHERE title = \(title)", as: ID<Post>.self))
        }
    }

    private static func found(in db: Connection) throws -> (recipient: ID<Directory.Unit>, tokens: [String]) {
        let (now, today) = (morning, morning.date)
        let administrator = try FirstRun.makeAdministrator(
            .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri", password: ""), "-", address: nil,
            at: now, in: db)
        let admin = try #require(try Caller.acting(as: administrator, at: now, in: db))
        let root = try #require(try Directory.Unit.root(on: today, in: db)).id
        func agency(_ name: String, _ symbol: String) throws -> ID<Directory.Unit> {
            try CreateUnit()(
                NewUnit(parent: root, kind: .department, name: name, symbol: symbol, isAgency: true, from: today),
                by: admin, at: now, in: db
            ).id
        }
        let department = try agency("Sở Khoa học và Công nghệ", "SKHCN")
        let recipient = try agency("Sở Nội vụ", "SNV")
        func token(_ name: String, _ title: String, _ roles: [DefaultRole]) throws -> String {
            let person = try CreatePerson()(NewPerson(name: name), by: admin, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: department, title: title, from: today), by: admin, at: now, in: db)
            for role in roles {
                _ = try GiveRole()(
                    NewGrant(role: role.rawValue, post: post.id, unit: department, coversSubtree: false, from: today),
                    by: admin, at: now, in: db)
            }
            let holder = try #require(try Caller.acting(as: post.id, at: now, in: db))
            return try CreateApiToken().fromShell(
                name: "Phần mềm", permissions: holder.rights.codes, lastDay: today, for: holder, at: now, in: db
            ).secret
        }
        return (
            recipient,
            [
                try token("Đỗ Thị Lan", "Văn thư", [.clerk]), try token("Nguyễn Văn Ước", "Giám đốc", [.leader]),
                try token("Vũ Hoàng Yến", "Chuyên viên", [.specialist]),
                try token("Lê Quang Đạo", "Phó Giám đốc", [.clerk, .leader, .specialist]),
            ]
        )
    }
}

extension APIHouse {
    /// What came back.
    struct Reply {
        let status: Int
        let type: String?
        let bytes: [UInt8]

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
        }

        /// The places that problem details name.
        var pointers: [String] {
            (object["errors"] as? [[String: String]] ?? []).compactMap { $0["pointer"] }
        }

        subscript(_ name: String) -> String? { object[name] as? String }
    }

    func get(_ path: String, as token: String?) async throws -> Reply {
        try await send(.get, path, as: token)
    }

    func post(_ path: String, _ json: Any? = nil, as token: String?, key: String? = nil) async throws -> Reply {
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
        let body = try json.map { [UInt8](try JSONSerialization.data(withJSONObject: $0, options: options)) }
        return try await send(
            .post, path, body ?? [], type: body == nil ? nil : "application/json", as: token, key: key)
    }

    /// Sends a PDF file.
    /// - Returns: what other requests call it.
    /// A draft of the department's, by its identifier.
    func draft() async throws -> String {
        let fields: [String: Any] = [
            "type": "cong-van", "subject": "Trả lời về kế hoạch", "recipients": [recipient.description],
        ]
        return try #require(try await post("/api/v1/outgoing-documents", fields, as: everything)["id"])
    }

    func upload(_ text: String, as token: String) async throws -> String {
        let reply = try await send(
            .post, "/api/v1/files?name=a.pdf", MinimalPDF(text).bytes, type: "application/pdf", as: token)
        try #require(reply.status == 201, "\(reply.object)")
        return try #require(reply["id"])
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [], type: String? = nil, as token: String?,
        key: String? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        headers[.authorization] = token.map { "Bearer \($0)" }
        if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "lienthong.test", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = await house.web.respond(to: request)
        let collected = Collected()
        try await response.body.write(Collecting(into: collected))
        return Reply(
            status: response.status.code, type: response.headers[.contentType], bytes: collected.bytes)
    }

    private final class Collected: Sendable {
        private let buffer = Mutex<[UInt8]>([])

        var bytes: [UInt8] { buffer.withLock { $0 } }

        func append(_ other: ByteBuffer) {
            buffer.withLock { $0.append(contentsOf: other.readableBytesView) }
        }
    }

    private struct Collecting: ResponseBodyWriter {
        let into: Collected

        func write(_ buffer: ByteBuffer) async throws {
            into.append(buffer)
        }

        func finish(_: HTTPFields?) async throws {}
    }
}
