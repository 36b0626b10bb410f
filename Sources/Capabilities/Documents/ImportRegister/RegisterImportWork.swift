import Database
import Directory
import Essentials
import Files
import Journal
import Spreadsheets

/// Brings an ordered import in, or takes it back: some rows in each transaction, each of which says how far it came. So
/// a server that stops goes on where it was, two that work on one register do not double it, and nobody waits long for
/// the database.
struct RegisterImportWork: Sendable {
    let database: Database
    let files: FileStore
    let types: DocumentTypes

    /// Rows of a transaction.
    static let batch = 1_000

    /// Everything that waits; what cannot be done is stopped with its reason.
    func callAsFunction() async throws {
        let waiting: [ID<RegisterImport>] = try await database.read { db in
            try db.values("SELECT id FROM register_import WHERE state IN ('running', 'undoing') ORDER BY id LIMIT 10")
        }
        for id in waiting { try await run(id) }
    }

    /// - Parameter limit: rows after which the rest is left to the background.
    func run(_ id: ID<RegisterImport>, rows limit: Int = .max) async throws {
        guard let job = try await database.read({ try $0.registerImport(id) }) else { return }
        do {
            switch job.state {
            case .running: try await bringIn(job, limit)
            case .undoing: try await takeBack(job, limit)
            case .done, .failed, .undone: return
            }
        } catch let failure where Self.isFinal(failure) {
            let reason = String("\(failure)".prefix(500))
            try await database.write { [clock = database.clock] db in
                try db.move(job, to: .failed, at: clock.now(), failure: reason)
            }
        }
    }

    /// Whether trying again would fail again; a database that is away for a moment comes back.
    private static func isFinal(_ failure: any Error) -> Bool {
        if case DatabaseError.constraint = failure { return true }
        return failure is UnreadableTable || failure is FileRefusal || failure is FileFault
            || failure is RegisterChanged
    }

    /// The file no longer gives what its check found.
    private struct RegisterChanged: Error, CustomStringConvertible {
        let description = "the file does not give the rows that its check found"
    }
}

// MARK: - Bringing in

extension RegisterImportWork {
    /// How far it is, beside what the database knows.
    private struct Progress {
        var place: SheetPlace
        var done: Int
        var hash: RegisterHash
        var waiting: [RegisterRow] = []
        /// Behind the last row that was looked at.
        var next: SheetPlace
    }

    private func bringIn(_ job: RegisterImport, _ limit: Int) async throws {
        let (found, agencyName, tables) = try await database.read { [files] db in
            (
                try files.stored(job.file, in: db), try db.names(posts: [], units: [job.agency])[job.agency],
                try RegisterTables(in: db)
            )
        }
        guard let stored = found else { throw RegisterChanged() }
        let reader = RegisterRowReader(
            flow: job.flow, years: job.years, layout: job.layout, types: types, today: job.orderedAt.date,
            agencyName: agencyName)
        var progress = Progress(
            place: job.place, done: job.done, hash: RegisterHash(continuing: job.hash), next: job.place)
        var isOurs = true
        let file = try await RegisterFile(files.open(stored), stored.mediaType)
        try await file.rows(of: job.layout, from: job.place) { rows in
            for row in rows {
                var problems: [CellProblem] = []
                if let read = reader.read(row, &problems) { progress.waiting.append(read) }
                progress.next = row.next
                if progress.waiting.count == Self.batch { isOurs = try await store(&progress, of: job, in: tables) }
                guard isOurs, progress.done - job.done < limit else { return false }
            }
            return true
        }
        guard isOurs, progress.done - job.done < limit else { return }
        if try await store(&progress, of: job, in: tables) { try await finish(job, progress) }
    }

    /// - Returns: false when somebody else has brought these rows in.
    private func store(
        _ progress: inout Progress, of job: RegisterImport, in tables: RegisterTables
    ) async throws -> Bool {
        let rows = progress.waiting
        for row in rows { progress.hash.add(row.canonical) }
        let (before, next, done, hash) = (
            progress.place, progress.next, progress.done + rows.count, progress.hash.bytes
        )
        let isOurs = try await database.write { db in
            let changed = try db.execute(
                """
                UPDATE register_import
                SET next_row = \(next.row), next_byte = \(next.offset), done_count = \(done), rows_hash = \(hash)
                WHERE id = \(job.id) AND state = 'running' AND next_byte = \(before.offset)
                """)
            guard changed == 1 else { return false }
            try db.add(rows, of: job, to: tables)
            return true
        }
        (progress.place, progress.done, progress.waiting) = (next, done, [])
        return isOurs
    }

    private func finish(_ job: RegisterImport, _ progress: Progress) async throws {
        guard progress.done == job.rows, progress.hash.bytes == job.contentHash else { throw RegisterChanged() }
        let isDone = try await database.write { [clock = database.clock] db in
            guard let now = try db.registerImport(job.id, forUpdate: true), now.state == .running else { return false }
            try db.move(job, to: .done, at: clock.now())
            try db.record(
                RegisterImported(
                    register: job.id, agency: job.agency, flow: job.flow.rawValue, firstYear: job.years.lowerBound,
                    lastYear: job.years.upperBound, documents: job.rows, leftOut: job.leftOut, file: job.file,
                    contentHash: RegisterHash.text(job.contentHash)),
                by: job.actor, at: clock.now())
            return true
        }
        // After so many, PostgreSQL would plan by what there was before.
        if isDone, job.rows >= 10_000 { try await database.write { db in try db.refreshStatistics() } }
    }
}

// MARK: - Taking back

extension RegisterImportWork {
    private func takeBack(_ job: RegisterImport, _ limit: Int) async throws {
        var taken = 0
        while taken < limit {
            let removed = try await database.write { db in try Self.remove(from: job.id, in: db) }
            guard removed > 0 else { return try await finishUndoing(job) }
            taken += removed
        }
    }

    private static func remove(from job: ID<RegisterImport>, in db: Connection) throws -> Int {
        let ids: [ID<Document>] = try db.values(
            "SELECT document_id FROM imported_document WHERE import_id = \(job) ORDER BY row_number LIMIT \(batch)")
        guard !ids.isEmpty else { return 0 }
        try DocumentsMigrations.text.remove(ids, in: db)
        try db.execute("DELETE FROM document_party WHERE document_id IN (\(list: ids))")
        try db.execute("DELETE FROM imported_document WHERE document_id IN (\(list: ids))")
        return try db.execute("DELETE FROM document WHERE id IN (\(list: ids))")
    }

    private func finishUndoing(_ job: RegisterImport) async throws {
        try await database.write { [clock = database.clock] db in
            guard try db.registerImport(job.id, forUpdate: true)?.state == .undoing else { return }
            try db.move(job, to: .undone, at: clock.now())
        }
    }
}
