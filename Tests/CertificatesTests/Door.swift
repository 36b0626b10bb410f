import Database
import Essentials
import Files
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import Signing
import Synchronization
import TestSupport
import Testing
import Web

@testable import Certificates

/// Somebody who has not signed in, before a house of this one page.
final class Door {
    private let web: WebApplication
    private let folder: TemporaryFolder
    private let unknownNames: UnknownNames
    private var cookies: [String: String] = [:]
    private var token = ""

    /// A file as a form sends it.
    struct Sent {
        var field = "file"
        var name = "Quyết định 15.pdf"
        let bytes: [UInt8]
    }

    private init(_ web: WebApplication, _ folder: TemporaryFolder, _ unknownNames: UnknownNames) {
        (self.web, self.folder, self.unknownNames) = (web, folder, unknownNames)
    }

    /// - Parameters:
    ///   - roots: whom the house trusts.
    ///   - list: the newest revocation list, as a file.
    ///   - judge: in place of the program that judges.
    ///   - most: how many files may wait.
    static func with<Value>(
        roots: [Certificate] = [], list: [UInt8]? = nil,
        judge: BoundedProgram = Certificates.judge(at: BuiltProgram.path),
        most: Int = 8,
        _ body: (Door) async throws -> Value
    ) async throws -> Value {
        let migrations = JournalMigrations.all + FilesMigrations.all + WebMigrations.all
        return try await TemporaryFolder.with { folder in
            let trust = try Self.trust(roots, list, folder)
            let clock = WallClock.fixed(SignedSamples.now)
            return try await TestDatabase.withMigrated(.sqlite, migrations, clock: clock) { database in
                try await body(Self.open(trust, judge, most, database, folder))
            }
        }
    }

    private static func trust(
        _ roots: [Certificate], _ list: [UInt8]?, _ folder: TemporaryFolder
    ) throws -> SignatureTrust {
        let (rootFile, listFile) = (folder.path(of: "roots.pem"), folder.path(of: "root.crl"))
        try Data(roots.map(\.pem).joined().utf8).write(to: URL(fileURLWithPath: rootFile))
        if let list { try Data(list).write(to: URL(fileURLWithPath: listFile)) }
        return SignatureTrust(rootFiles: roots.isEmpty ? [] : [rootFile], listFiles: [listFile])
    }

    private static func open(
        _ trust: SignatureTrust, _ judge: BoundedProgram, _ most: Int, _ database: Database, _ folder: TemporaryFolder
    ) throws -> Door {
        let quiet = Logger(label: "door") { _ in SwiftLogNoOpLogHandler() }
        let files = try FileStore(directory: folder.path(of: "files"), database: database)
        let certificates = Certificates(files: files, trust: trust, judge: judge, mostWaiting: most, logger: quiet)
        let names = UnknownNames()
        var configuration = WebConfiguration(
            secret: WebSecret([UInt8](repeating: 7, count: 32)), clock: database.clock, logger: quiet)
        configuration.rateLimits = .none
        let web = try WebApplication(
            configuration: configuration, database: database, files: files,
            callers: CallerResolver(bySession: { _, _, _, _ in nil }, byBearer: { _, _, _, _ in nil }),
            frame: FrameSettings(
                provinceName: { _, _ in .verbatim("Tỉnh An Hải") }, navigation: certificates.navigation,
                publicLinks: certificates.publicLinks),
            pages: Pages(
                directories: [Certificates.templates].compactMap { $0 }, types: Certificates.pages + [SignInPage.self],
                strictness: .collect(names)),
            routes: certificates.routes)
        return Door(web, folder, names)
    }

    /// What lies in the spool.
    func spool() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "files/spool"))
    }

    /// Opens the page.
    func open() async throws -> (status: Int, text: String) {
        try await send(HTTPRequest(method: .get, scheme: "http", authority: "lienthong.test", path: "/verify"), [])
    }

    /// Opens the page and sends its form.
    func send(_ files: Sent..., withToken: Bool = true) async throws -> (status: Int, text: String) {
        if token.isEmpty { _ = try await open() }
        var body = withToken ? Self.part("name=\"csrfToken\"", Array(token.utf8)) : []
        for file in files { body += Self.part("name=\"\(file.field)\"; filename=\"\(file.name)\"", file.bytes) }
        body += Array("--B--\r\n".utf8)
        var head = HTTPRequest(method: .post, scheme: "http", authority: "lienthong.test", path: "/verify")
        head.headerFields[.contentType] = "multipart/form-data; boundary=B"
        return try await send(head, body)
    }

    private static func part(_ disposition: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("--B\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    private func send(_ request: HTTPRequest, _ body: [UInt8]) async throws -> (status: Int, text: String) {
        var head = request
        if !cookies.isEmpty {
            head.headerFields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let response = await web.respond(to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))))
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        let text = collected.text
        if let match = text.firstMatch(of: /name="csrfToken" value="([^"]*)"/) { token = String(match.output.1) }
        for name in unknownNames.all { Issue.record("a template asks for an unknown name: \(name)") }
        #expect(!text.contains("[["))
        return (response.status.code, text)
    }
}

/// The platform's template of this name wants a page; nobody signs in here.
private struct SignInPage: Page {
    static let frame = FrameKind.open
    let title = Wording.verbatim("Đăng nhập")
}

private final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func append(_ buffer: ByteBuffer) { bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) } }
}

/// Stands where the connection would.
private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    func write(_ buffer: ByteBuffer) async throws { collected.append(buffer) }

    func finish(_: HTTPFields?) async throws {}
}
