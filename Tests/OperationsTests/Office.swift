import App
import Database
import Directory
import Documents
import Essentials
import Files
import Foundation
import Journal
import Logging
import TestSupport
import Testing
import Web

@testable import Operations

/// An installation at work: a province's clerk who registers documents with their files.
struct Office {
    let place: InstallationPlace
    let installation: Installation
    private let clerk: Caller?
    private let types: DocumentTypes

    /// The quiet logger of tests.
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Opens an office of its own on an engine, and takes it away afterwards.
    static func with(_ engine: Engine, _ body: (Office) async throws -> Void) async throws {
        try await EmptyPlace.with(engine) { place in
            let office = try await Office(place)
            do {
                try await body(office)
            } catch {
                await office.installation.database.close()
                throw error
            }
            await office.installation.database.close()
        }
    }

    init(_ place: InstallationPlace, clock: WallClock = .system) async throws {
        self.place = place
        installation = try await Installation.open(
            folder: place.folder, database: place.database, clock: clock, logger: Self.logger)
        types = try DocumentTypes.bundled()
        let now = installation.database.clock.now()
        clerk = try await installation.database.write { db in
            try DefaultRoles.install(Roles.permissions, at: now, in: db)
            let administrator = try FoundProvince()(
                .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri"), address: nil, at: now, in: db)
            guard let admin = try Caller.acting(as: administrator.id, at: now, in: db),
                let root = try Unit.root(on: now.date, in: db)
            else { throw NotFound() }
            let committee = try CreateUnit()(
                NewUnit(
                    parent: root.id, kind: .peoplesCommittee, name: "Ủy ban nhân dân tỉnh An Hải", symbol: "UBND",
                    isAgency: true, from: now.date), by: admin, at: now, in: db
            ).id
            let person = try CreatePerson()(NewPerson(name: "Phạm Thu Hà"), by: admin, at: now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: committee, title: "Văn thư", from: now.date), by: admin, at: now,
                in: db)
            _ = try GiveRole()(
                NewGrant(
                    role: DefaultRole.clerk.rawValue, post: post.id, unit: committee, coversSubtree: false,
                    from: now.date), by: admin, at: now, in: db)
            guard let clerk = try Caller.acting(as: post.id, at: now, in: db) else { throw NotFound() }
            return clerk
        }
    }

    /// Opens an installation that has its people already.
    init(reopening place: InstallationPlace) async throws {
        self.place = place
        installation = try await Installation.open(
            folder: place.folder, database: place.database, logger: Self.logger)
        types = try DocumentTypes.bundled()
        clerk = try await installation.database.write { [clock = installation.database.clock] db in
            let post: ID<Post>? = try db.value("SELECT id FROM post WHERE title = 'Văn thư'")
            return try post.flatMap { try Caller.acting(as: $0, at: clock.now(), in: db) }
        }
    }

    /// Registers a document with a file of its own; when it returns, the registration is acknowledged.
    @discardableResult
    func register(_ text: String, bytes: [UInt8]? = nil) async throws -> ID<Document> {
        let files = installation.files
        let clerk = try #require(clerk)
        let upload = try await files.receive(
            bytes: bytes ?? Array("Nội dung của \(text)".utf8), name: "van-ban.txt", by: clerk.actor)
        let inspected = try await files.inspect(upload, accepting: MediaType.attachments)
        let now = installation.database.clock.now()
        let form = try RegisterIncomingForm(
            types: types, today: now.date,
            FormData([
                ("number", "15"), ("notation", "QĐ-BNV"), ("issuedOn", "18/11/2025"), ("issuer", "Bộ Nội vụ"),
                ("type", "quyet-dinh"), ("subject", text), ("urgency", "0"), ("duplicateReason", "Bản thử"),
            ]))
        return try await installation.database.write { db in
            let stored = try files.accept(inspected, at: now, in: db)
            return try RegisterIncoming(closing: Installation.closing)(form, file: stored, by: clerk, at: now, in: db)
                .id
        }
    }

    /// Seals the journal and signs a checkpoint.
    /// - Returns: what is published.
    @discardableResult
    func publish() async throws -> String {
        let sealer = Sealer(
            database: installation.database, key: installation.journalKey,
            memory: installation.journalKeyFile.checkpointFile)
        try await sealer.sealAll()
        return try #require(try await sealer.checkpoint()).note
    }

    /// The same installation, as those who look after it see it; closed after `body`.
    func looking<Value: Sendable>(
        _ body: @Sendable @escaping (StandingInstallation) async throws -> Value
    ) async throws -> Value {
        let standing = try await place.standing()
        return try await standing.working { try await body(standing) }
    }

    func backUp(into store: BackupStore) async throws -> BackupTaken {
        try await looking { try await TakeBackup($0, into: store)() }
    }

    var secretKey: String { place.folder + "/journal.key" }

    /// Where a stored file lies.
    func path(of file: FileHash) -> String {
        let name = file.description
        return "\(place.folder)/files/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }

    func fileHashes() async throws -> [FileHash] {
        try await installation.database.read { try $0.values("SELECT hash FROM file ORDER BY hash") }
    }
}

extension InstallationPlace {
    func standing() async throws -> StandingInstallation {
        try await StandingInstallation.open(folder: folder, database: database, logger: Office.logger)
    }

    /// The options by which a command finds the place.
    var options: [String] { ["--data", folder] + (database.map { ["--database", $0] } ?? []) }
}

/// A place where an installation can go: an empty folder, and on PostgreSQL an empty database.
enum EmptyPlace {
    static func with<Value>(_ engine: Engine, _ body: (InstallationPlace) async throws -> Value) async throws -> Value {
        try await TemporaryFolder.with { folder in
            try await TestDatabase.withEmptyLocation(engine) { location in
                switch location {
                case .sqlite: try await body(InstallationPlace(folder: folder.path(of: "data")))
                case .postgresql(let url, _):
                    try await body(InstallationPlace(folder: folder.path(of: "data"), database: url))
                }
            }
        }
    }
}

/// A folder for backups, and a key.
struct Safe {
    let folder: TemporaryFolder
    let key: BackupKey
    var backups: String { folder.path(of: "backups") }
    var keyFile: String { folder.path(of: "backup.key") }
    var options: [String] { ["--backups", backups, "--key", keyFile] }

    static func with<Value>(_ body: (Safe) async throws -> Value) async throws -> Value {
        try await TemporaryFolder.with { folder in
            try await body(Safe(folder: folder, key: BackupKey.make(at: folder.path(of: "backup.key"))))
        }
    }

    func store() throws -> BackupStore { try BackupStore.open(backups, key: key, orMake: true) }

    /// The sealed chunks, by name.
    func chunks() -> [URL] {
        let all = FileManager.default.enumerator(
            at: URL(fileURLWithPath: backups + "/chunks"), includingPropertiesForKeys: nil)
        return (all?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}

/// The built program as a process of its own.
enum Program {
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Starts it, and leaves its end to the caller.
    static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    static func run(_ arguments: String...) async throws -> Answer { try await run(arguments) }

    static func run(_ arguments: [String]) async throws -> Answer {
        try await TemporaryFolder.with { folder in
            let (output, errors) = (folder.path(of: "out"), folder.path(of: "err"))
            for path in [output, errors] { try Data().write(to: URL(fileURLWithPath: path)) }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
            process.arguments = arguments
            process.standardOutput = FileHandle(forWritingAtPath: output)
            process.standardError = FileHandle(forWritingAtPath: errors)
            let status = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            return Answer(
                status: status, output: try String(contentsOfFile: output, encoding: .utf8),
                errors: try String(contentsOfFile: errors, encoding: .utf8))
        }
    }
}
