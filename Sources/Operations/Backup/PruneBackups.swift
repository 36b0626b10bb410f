public import Essentials
import Files

/// Which backups are kept: the newest of each of so many days, weeks and months, and the newest ones anyhow.
public struct KeepRule: Hashable, Sendable {
    public var last: Int
    public var days: Int
    public var weeks: Int
    public var months: Int

    /// A week of days, five weeks, a year of months.
    public init(last: Int = 3, days: Int = 7, weeks: Int = 5, months: Int = 12) {
        self.last = last
        self.days = days
        self.weeks = weeks
        self.months = months
    }

    /// The backups to keep, of those with these times; at least the newest, whatever the rule says.
    public func kept(of backups: [(id: ID<Backup>, on: CivilDate)]) -> Set<ID<Backup>> {
        let newest = backups.sorted { $0.id > $1.id }
        var kept = Set(newest.prefix(max(1, last)).map(\.id))
        for (count, period) in [(days, Self.day), (weeks, Self.week), (months, Self.month)] {
            var seen: Set<Int> = []
            for backup in newest where seen.count < count || seen.contains(period(backup.on)) {
                if seen.insert(period(backup.on)).inserted { kept.insert(backup.id) }
            }
        }
        return kept
    }

    private static func day(_ date: CivilDate) -> Int { date.dayNumber }
    /// Day 0 is 1 January 1970, a Thursday; weeks begin on Monday.
    private static func week(_ date: CivilDate) -> Int { (date.dayNumber + 3) / 7 }
    private static func month(_ date: CivilDate) -> Int { date.year * 12 + date.month }
}

/// Removes backups that the rule does not keep, and every chunk that no kept backup needs.
public struct PruneBackups: Sendable {
    private let store: BackupStore

    public init(_ store: BackupStore) {
        self.store = store
    }

    /// What was removed.
    public struct Report: Hashable, Sendable {
        public let removed: [ID<Backup>]
        public let kept: [ID<Backup>]
        public let chunks: Int
        public let bytes: Int64
    }

    /// - Throws: `BackupProblem`; nothing is removed when a kept backup cannot be read, since what it needs is not known.
    public func callAsFunction(keeping rule: KeepRule) async throws -> Report {
        try await store.alone {
            try await DiskQueue.run { [store] in
                let all = try store.backups().map { try store.backup($0) }
                let kept = rule.kept(of: all.map { ($0.id, $0.takenAt.date) })
                var needed: Set<ChunkName> = []
                for backup in all where kept.contains(backup.id) { try store.mark(backup, in: &needed) }
                let removed = all.map(\.id).filter { !kept.contains($0) }
                for id in removed { try store.remove(id) }
                let swept = try store.removeChunks { needed.contains($0) }
                return Report(removed: removed, kept: kept.sorted(), chunks: swept.removed, bytes: swept.bytes)
            }
        }
    }
}

extension BackupStore {
    /// Adds the chunks that a backup needs.
    fileprivate func mark(_ backup: Backup, in needed: inout Set<ChunkName>) throws {
        for table in backup.tables {
            // Two backups that share a chunk of the table of files share the files in it.
            let fresh = table.name == "file" ? table.chunks.filter { !needed.contains($0) } : []
            needed.formUnion(table.chunks)
            for chunk in fresh {
                for file in try table.files(in: chunk, of: self) {
                    for piece in 0..<Backup.pieces(of: file.size) {
                        needed.insert(key.name(ofPiece: piece, of: file.hash))
                    }
                }
            }
        }
    }
}
