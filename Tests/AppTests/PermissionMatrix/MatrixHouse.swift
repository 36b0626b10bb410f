import Database
import Directory
import Essentials
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import SignIn
import Synchronization
import TestSupport
import Testing
import Web

@testable import App

/// A whole house on the embedded database, in which everybody of the matrix has signed in.
struct MatrixHouse {
    let house: House
    let folder: String
    let people: MatrixPeople
    private(set) var records: MatrixRecords
    private var keys: [String: Keys] = [:]

    /// What somebody proves with who they are.
    private struct Keys {
        var cookies: [String: String] = [:]
        var formToken = ""
        var bearer = ""
        let address: SocketAddress?
    }

    private static let password = "Mua-thu_2026!An"
    private static let clock = WallClock.fixed(
        Instant(CivilDate(year: 2026, month: 11, day: 20)!, TimeOfDay(hour: 8)!))

    /// Every route of a house, of which nobody lives in this one.
    static func routes(in folder: String) async throws -> [RouteDescription] {
        let installation = try await Installation.open(folder: folder, clock: clock)
        let routes = try await house(installation).web.routes.all
        await installation.database.close()
        return routes
    }

    /// Makes the people, their records, and signs everybody in.
    static func make(in folder: String) async throws -> MatrixHouse {
        let installation = try await Installation.open(folder: folder, clock: clock)
        let house = try await house(installation)
        let hash = try await PasswordHasher(Argon2Parameters(memoryKiB: 64, passes: 1, lanes: 1)).hash(password)
        let now = clock.now()
        let people = try await installation.database.write { db in
            let administrator = try FirstRun.makeAdministrator(
                .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri", password: ""), hash,
                address: nil, at: now, in: db)
            return try MatrixPeople(administrator: administrator, passwordHash: hash, at: now, in: db)
        }
        let records = try await MatrixRecords(installation, people)
        let sealer = Sealer(database: installation.database, key: installation.journalKey)
        try await sealer.sealAll()
        _ = try await sealer.checkpoint()
        var made = MatrixHouse(house: house, folder: folder, people: people, records: records)
        for (index, asker) in people.askers.enumerated() { try await made.signIn(asker, address: index + 1) }
        try await made.visitDoor()
        try await made.addKeys()
        return made
    }

    private init(house: House, folder: String, people: MatrixPeople, records: MatrixRecords) {
        (self.house, self.folder, self.people, self.records) = (house, folder, people, records)
    }

    private static func house(_ installation: Installation) async throws -> House {
        try await House(installation) { web in
            web.rateLimits = .none
            web.logsRequests = false
            // Every refusal is logged, and here there are thousands.
            web.logger = Logger(label: "matrix") { _ in SwiftLogNoOpLogHandler() }
            web.isTLS = true
            web.showsComponents = true
            web.securityText = SecurityText(contacts: ["mailto:antoan@anhai.example"])
        }
    }

    /// After the database went away.
    func closeDatabase() async {
        await house.installation.database.close()
    }

    /// The same house over a copy of its folder, so that what is done there leaves this one alone.
    func copied<Value>(_ body: (MatrixHouse) async throws -> Value) async throws -> Value {
        try await TemporaryFolder.with { place in
            let copy = place.path(of: "copy")
            try FileManager.default.copyItem(atPath: folder, toPath: copy)
            let installation = try await Installation.open(folder: copy, clock: Self.clock)
            var other = MatrixHouse(
                house: try await Self.house(installation), folder: copy, people: people, records: records)
            other.keys = keys
            let value = try await body(other)
            await installation.database.close()
            return value
        }
    }

    /// What the database holds, byte for byte.
    func stored() throws -> [Data] {
        try ["lienthong.sqlite", "lienthong.sqlite-wal"].map {
            try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))
        }
    }
}

// MARK: - Asking

extension MatrixHouse {
    /// A request as it is sent, for a test to change.
    struct Asking {
        var method: HTTPRequest.Method
        var path: String
        var headers: HTTPFields = [:]
        /// Names and values as they were typed; the body of a program as it is.
        var body = ""
        var isForm = false
        var formToken = ""
        var cookies: [String: String] = [:]
    }

    /// Asks a route as somebody; nil asks as nobody.
    /// - Returns: the status, and where a redirect leads.
    func ask(_ line: PermissionLine, as asker: MatrixPeople.Asker?) async -> (status: Int, location: String?) {
        let response = await answer(line, as: asker)
        return (response.status.code, response.headers[.location])
    }

    /// The whole answer.
    /// - Parameter change: what is different from the request that a page or a program of ours sends.
    func answer(
        _ line: PermissionLine, as asker: MatrixPeople.Asker?, _ change: (inout Asking) -> Void = { _ in }
    ) async -> Response {
        let key = keys[asker?.username ?? ""] ?? Keys(address: Self.address(99))
        var asking = asking(line, key)
        change(&asking)
        return await respond(asking, from: key.address)
    }

    private func asking(_ line: PermissionLine, _ key: Keys) -> Asking {
        var asking = Asking(
            method: line.method.httpMethod, path: records.filled(line.path), formToken: key.formToken,
            cookies: key.cookies)
        let form = line.form.map(records.filled)
        if line.path.hasPrefix("/api/") {
            if !key.bearer.isEmpty { asking.headers[.authorization] = "Bearer \(key.bearer)" }
            guard let form else { return asking }
            asking.headers[.contentType] = form.hasPrefix("{") ? "application/json" : "application/octet-stream"
            asking.headers[.init("Idempotency-Key")!] = UUID().uuidString
            asking.body = form
        } else if let form {
            asking.headers[.contentType] = "application/x-www-form-urlencoded"
            (asking.isForm, asking.body) = (true, form)
        }
        return asking
    }

    private func respond(_ asking: Asking, from address: SocketAddress?) async -> Response {
        var fields = asking.headers
        if !asking.cookies.isEmpty {
            fields[.cookie] = asking.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        var body = asking.body
        if asking.isForm {
            let token = asking.formToken.isEmpty ? "" : "csrfToken=\(asking.formToken)"
            body = Self.encoded([body, token].filter { !$0.isEmpty }.joined(separator: "&"))
        }
        let head = HTTPRequest(
            method: asking.method, scheme: "http", authority: "lienthong.test", path: asking.path,
            headerFields: fields)
        return await house.web.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), from: address)
    }

    /// Of one's own, since some routes count the tries of an address.
    private static func address(_ number: Int) -> SocketAddress? {
        try? SocketAddress(ipAddress: "10.0.0.\(number)", port: 1)
    }

    /// Values with everything but letters and digits encoded; names have nothing else.
    private static func encoded(_ form: String) -> String {
        form.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value = parts.last?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return "\(parts[0])=\(value)"
        }.joined(separator: "&")
    }
}

// MARK: - Signing in

extension MatrixHouse {
    private mutating func signIn(_ asker: MatrixPeople.Asker, address: Int) async throws {
        var key = Keys(address: Self.address(address))
        try await read("/sign-in", &key)
        try await post("/sign-in", "username=\(asker.username)&password=\(Self.password)&back=/account", &key)
        try await read("/account/password", &key)
        try await post("/step-up", "stepUpPassword=\(Self.password)&back=/account", &key)
        keys[asker.username] = key
    }

    private mutating func visitDoor() async throws {
        var key = Keys(address: Self.address(98))
        try await read("/sign-in", &key)
        keys[""] = key
    }

    private func read(_ path: String, _ key: inout Keys) async throws {
        let response = await respond(Asking(method: .get, path: path, cookies: key.cookies), from: key.address)
        try #require(response.status == .ok, "\(path): \(response.status)")
        Self.keep(response, &key)
        let text = try await Self.text(of: response)
        let match = try #require(text.firstMatch(of: /name="csrfToken" value="([^"]+)"/), "no form on \(path)")
        key.formToken = String(match.output.1)
    }

    private func post(_ path: String, _ form: String, _ key: inout Keys) async throws {
        let response = await respond(
            Asking(
                method: .post, path: path, headers: [.contentType: "application/x-www-form-urlencoded"], body: form,
                isForm: true, formToken: key.formToken, cookies: key.cookies),
            from: key.address)
        try #require(response.status == .seeOther, "\(path): \(response.status)")
        Self.keep(response, &key)
    }

    private static func keep(_ response: Response, _ key: inout Keys) {
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { key.cookies[pair[0]] = pair[1] }
        }
    }

    /// API tokens with all that their holders may do, and the identifiers of the clerk's session and token.
    private mutating func addKeys() async throws {
        let now = Self.clock.now()
        for asker in people.askers {
            guard let session = keys[asker.username]?.cookies.first(where: { $0.key.contains("session") })?.value else {
                throw NotFound()
            }
            let made = try await house.installation.database.write { db in
                guard let caller = try Sessions().caller(forToken: session, address: nil, at: now, in: db) else {
                    throw NotFound()
                }
                let token = try CreateApiToken()(
                    name: "Ma trận", permissions: asker.permissions, lastDay: now.date, by: caller, at: now, in: db)
                return (token.secret, token.token.id, caller.session)
            }
            keys[asker.username]?.bearer = made.0
            guard asker.role == .clerk, asker.place == .own, let session = made.2 else { continue }
            records.add("token", made.1)
            records.add("session", session)
        }
    }
}

extension MatrixHouse {
    /// The body of an answer.
    static func text(of response: Response) async throws -> String {
        let text = TextWriter()
        try await response.body.write(text)
        return text.text
    }
}

/// Collects a response's text.
private final class TextWriter: ResponseBodyWriter {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_: HTTPFields?) async throws {}
}
