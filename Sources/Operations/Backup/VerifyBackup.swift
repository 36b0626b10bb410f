import Crypto
import Database
import Essentials
import Files
import Foundation

/// What reading a backup from the first byte to the last showed.
public struct BackupVerification: Hashable, Sendable {
    public var rows = 0
    public var files = 0
    public var bytes: Int64 = 0
    /// Each damage with what it belongs to; empty for a backup that can be restored.
    public var damage: [String] = []
}

/// Opens every chunk of a backup and compares every table and every file with what went in; needs no installation.
public struct VerifyBackup: Sendable {
    private let store: BackupStore
    private let setsAside: Bool

    /// - Parameter setsAside: takes chunks that do not open out of the way, so that the next backup writes them anew.
    public init(_ store: BackupStore, setsAside: Bool = false) {
        self.store = store
        self.setsAside = setsAside
    }

    /// - Throws: `BackupProblem` when the backup's own list cannot be read; other damage is named in the result.
    public func callAsFunction(_ backup: Backup) async throws -> BackupVerification {
        try await DiskQueue.run {
            var found = BackupVerification()
            for table in backup.tables { try check(table, into: &found) }
            for chunk in backup.fileTable?.chunks ?? [] {
                let known = (try? backup.fileTable?.files(in: chunk, of: store)) ?? []
                for file in known { try check(file.hash, size: file.size, backup, into: &found) }
            }
            return found
        }
    }

    private func check(_ table: Backup.Table, into found: inout BackupVerification) throws {
        var digest = TableDigest(table: table.name, columns: table.columns)
        for chunk in table.chunks {
            guard let bytes = try open(chunk, of: "table \(table.name)", into: &found) else { continue }
            digest.add(bytes, rows: try table.rows(in: bytes).count)
            found.bytes += Int64(bytes.count)
        }
        found.rows += digest.rows
        if digest.text != table.digest, !found.damage.contains(where: { $0.hasPrefix("table \(table.name):") }) {
            found.damage.append("table \(table.name): its rows are not those that were backed up")
        }
    }

    private func check(_ hash: FileHash, size: Int64, _ backup: Backup, into found: inout BackupVerification) throws {
        if backup.lackingFiles.contains(hash.description) {
            found.damage.append("file \(hash): it was missing or damaged already when the backup was taken")
            return
        }
        var proof = SHA256()
        for number in 0..<Backup.pieces(of: size) {
            let name = store.key.name(ofPiece: number, of: hash)
            guard let bytes = try open(name, of: "file \(hash)", into: &found) else { return }
            proof.update(data: bytes)
            found.bytes += Int64(bytes.count)
        }
        found.files += 1
        if Array(proof.finalize()) != hash.bytes { found.damage.append("file \(hash): its bytes are not its own") }
    }

    private func open(_ name: ChunkName, of what: String, into found: inout BackupVerification) throws -> [UInt8]? {
        do {
            return try store.get(name, of: what)
        } catch let problem as BackupProblem {
            found.damage.append(problem.description)
            if setsAside, case .damagedChunk = problem { try store.setAside(name) }
            return nil
        }
    }
}
