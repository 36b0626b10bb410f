import Database
public import Files

/// Puts files that are missing or damaged back from a backup; a file's pieces are found by its SHA-256, whichever backup
/// brought them.
public struct RepairFiles: Sendable {
    private let installation: StandingInstallation
    private let store: BackupStore

    public init(_ installation: StandingInstallation, from store: BackupStore) {
        self.installation = installation
        self.store = store
    }

    /// - Returns: for each file what became of it: nil when it is whole again.
    public func callAsFunction(_ files: [FileHash]) async throws -> [(file: FileHash, problem: String?)] {
        var outcome: [(file: FileHash, problem: String?)] = []
        for hash in files {
            let stored = try await installation.database.read { [files = installation.files] db in
                try files.stored(hash, in: db)
            }
            guard let stored else { continue }
            do {
                try await store.putBack(hash, size: stored.size, into: installation.files)
                outcome.append((hash, nil))
            } catch let problem as BackupProblem {
                outcome.append((hash, problem.description))
            }
        }
        return outcome
    }
}
