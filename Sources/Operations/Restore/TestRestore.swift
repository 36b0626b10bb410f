import App
import Database
import Essentials
import Foundation
import Logging

/// Restores a backup into a temporary place, checks everything, and takes the place away again: the only proof that a
/// backup is one (QCVN 12:2026/BCA 3.12.2.2.5: quarterly; by a timer every night it costs nothing).
public struct TestRestore: Sendable {
    private let store: BackupStore
    private let scratch: String

    /// - Parameter scratch: a folder with room for the whole installation.
    public init(_ store: BackupStore, scratch: String) {
        self.store = store
        self.scratch = scratch
    }

    /// - Returns: what was proved, one fact a line.
    public func callAsFunction(_ backup: Backup, checkpoints: [String] = []) async throws -> [String] {
        let folder = scratch + "/lienthong-restore-test-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var evidence = RestoreInstallation.Evidence()
        evidence.checkpoints = checkpoints
        return try await RestoreInstallation(from: store, folder: folder)(backup, evidence: evidence)
    }
}
