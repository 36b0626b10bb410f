import Crypto
import Database
public import Essentials
import Files
import Foundation
public import Journal

/// Takes a backup of an installation while it serves.
///
/// The database is read in one snapshot, table by table, so the backup is one moment; everything acknowledged before is
/// in it. The files that the snapshot knows are copied afterwards: they are written once and never change or go. What an
/// earlier backup holds already is not written again.
public struct TakeBackup: Sendable {
    private let installation: StandingInstallation
    private let store: BackupStore

    public init(_ installation: StandingInstallation, into store: BackupStore) {
        self.installation = installation
        self.store = store
    }

    /// - Throws: `BackupProblem`, `DatabaseError`; no backup is listed then.
    public func callAsFunction() async throws -> BackupTaken {
        try await store.alone {
            let database = installation.database
            let id: ID<Backup> = database.ids.next()
            let now = database.clock.now()
            let picture = try await database.read(lasting: .long) { [store] db in try Picture(of: db, into: store) }
            let files = try await takeFiles(of: picture)
            let backup = Backup(
                id: id, takenAtMicroseconds: now.microsecondsSince1970, engine: database.engine.rawValue,
                migrations: picture.migrations, tables: picture.tables, events: picture.events,
                checkpoint: picture.checkpoint, journalKey: installation.journalKey.text, files: files.count,
                fileBytes: files.bytes, lackingFiles: files.lacking.map(\.description))
            try await DiskQueue.run { [store] in try store.add(backup) }
            let taken = BackupTaken(
                backup: id, key: store.key.id, events: picture.events, rows: backup.rows, files: files.count,
                lacking: files.lacking.count, written: picture.written + files.written)
            try await database.write { db in
                _ = try db.record(taken, by: .platform, at: database.clock.now())
            }
            return taken
        }
    }

    private struct Files {
        var count = 0
        var bytes: Int64 = 0
        var written: Int64 = 0
        var lacking: [FileHash] = []
    }

    private func takeFiles(of picture: Picture) async throws -> Files {
        var files = Files()
        guard let table = picture.tables.first(where: { $0.name == "file" }) else { return files }
        for chunk in table.chunks {
            let known = try await DiskQueue.run { [store] in try table.files(in: chunk, of: store) }
            for file in known {
                do {
                    files.written += try await take(file.hash, size: file.size)
                    files.count += 1
                    files.bytes += file.size
                } catch is FileFault {
                    files.lacking.append(file.hash)
                }
            }
        }
        return files
    }

    /// A piece is named after the whole file, so the file is proved before the first of its pieces is written.
    private func take(_ hash: FileHash, size: Int64) async throws -> Int64 {
        let names = (0..<Backup.pieces(of: size)).map { store.key.name(ofPiece: $0, of: hash) }
        let isThere = try await DiskQueue.run { [store] in try names.allSatisfy { try store.has($0) } }
        if isThere { return 0 }
        let reader = try await installation.files.open(hash)
        guard reader.size == size else { throw FileFault.damaged(hash) }
        var proof = SHA256()
        var first: [UInt8] = []
        for number in names.indices {
            let piece = try await reader.piece(number)
            proof.update(data: piece)
            if number == 0 { first = piece }
        }
        guard Array(proof.finalize()) == hash.bytes else { throw FileFault.damaged(hash) }
        var written: Int64 = 0
        for (number, name) in names.enumerated() {
            let piece = number == 0 ? first : try await reader.piece(number)
            written += Int64(try await DiskQueue.run { [store] in try store.put(piece, as: name) })
        }
        return written
    }
}

extension FileReader {
    /// One of the pieces in which backups keep files.
    func piece(_ number: Int) async throws -> [UInt8] {
        let start = Int64(number) * Int64(Backup.piece)
        return try await bytes(start..<min(start + Int64(Backup.piece), max(size, start)))
    }
}

/// A backup was taken.
public struct BackupTaken: Event {
    public static let kind = "backup.taken"

    public let backup: ID<Backup>
    /// Which key seals it.
    public let key: String
    /// Sealed events it covers.
    public let events: Int64
    public let rows: Int
    public let files: Int
    /// Files that were missing or damaged and are not in it.
    public let lacking: Int
    /// Bytes that no earlier backup had.
    public let written: Int64

    public var subject: Subject { Subject("backup", backup) }
}
