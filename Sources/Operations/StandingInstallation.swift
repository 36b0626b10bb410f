import App
public import Database
public import Essentials
public import Files
import Foundation
public import Journal
public import Logging

/// An installation as those who look after it see it: opened as it stands. Nothing is made, and no step of the schema is
/// run, so that a backup can be taken before an upgrade as well as after it.
public struct StandingInstallation: Sendable {
    public let database: Database
    public let files: FileStore
    public let journalKey: JournalVerifierKey
    public let folder: String

    /// - Parameters:
    ///   - folder: where its files and keys are, and the embedded database.
    ///   - url: a PostgreSQL URL; nil for the embedded database.
    /// - Throws: `OperationsProblem`, `InstallationHeld`, `DatabaseError`.
    public static func open(
        folder: String, database url: String? = nil, clock: WallClock = .system,
        logger: Logger = Logger(label: "lienthong")
    ) async throws -> StandingInstallation {
        let key = try publicKey(in: folder)
        let location = Installation.location(folder: folder, url: url)
        if case .sqlite(let path) = location, !FileManager.default.fileExists(atPath: path) {
            throw OperationsProblem.noInstallation(folder)
        }
        let database = try await Database.open(location, clock: clock, logger: logger)
        return try StandingInstallation(database, key: key, folder: folder, logger: logger)
    }

    init(_ database: Database, key: JournalVerifierKey, folder: String, logger: Logger) throws {
        self.database = database
        self.folder = folder
        journalKey = key
        files = try FileStore(directory: folder, database: database, logger: logger)
    }

    /// The key that the installation's journal is checked with.
    static func publicKey(in folder: String) throws -> JournalVerifierKey {
        guard let key = try JournalKeyFile(directory: folder).loadVerifier() else {
            throw OperationsProblem.noInstallation(folder)
        }
        return key
    }

    /// Makes every full-text index anew from what it indexes.
    public func rebuildSearch() async throws {
        for indexed in Installation.indexedRecords { try await indexed.rebuild(in: database) }
    }

    /// Runs `body` while the lease of the node number is prolonged, however long it takes; then closes the database.
    public func working<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await database.staying({ try await $0.renewLease() }, during: body))
        } catch {
            outcome = .failure(error)
        }
        await database.close()
        return try outcome.get()
    }
}

extension Database {
    /// Runs `body`, and `renew` every few seconds meanwhile.
    func staying<Value: Sendable>(
        _ renew: @Sendable @escaping (Database) async throws -> Void,
        during body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    do { try await Task.sleep(for: .seconds(15)) } catch { return nil }
                    try await renew(self)
                }
            }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let value = finished { return value }
            }
            throw CancellationError()
        }
    }
}

/// Why an operation cannot begin, or what it found when it could not end.
public enum OperationsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no installation here.
    case noInstallation(String)
    /// Something is where an empty place was expected.
    case notEmpty(String)
    /// A key that was handed over is not that of this journal.
    case otherJournalKey(String)
    /// A checkpoint that was handed over was not signed with the journal's key.
    case foreignCheckpoint
    /// The published checkpoint covers so many events that the backup has not.
    case eventsMissing(published: Int64, held: Int64)
    /// The result is not what it should be; the place stays closed.
    case notSound([String])

    public var description: String {
        switch self {
        case .noInstallation(let place): "there is no installation in \(place)"
        case .notEmpty(let place): "\(place) is not empty; a restore or a copy goes into an empty place only"
        case .otherJournalKey(let path): "\(path) is not the key of this installation's journal"
        case .foreignCheckpoint: "a published checkpoint was not signed with this installation's journal key"
        case .eventsMissing(let published, let held):
            """
            the published checkpoint covers \(published) events, the backup holds \(held): \
            \(published - held) acknowledged events would be missing. Restore a later backup, \
            or accept the loss with --accept-missing and the number of the minutes that declare it
            """
        case .notSound(let findings): (["not sound:"] + findings).joined(separator: "\n  ")
        }
    }
}
