public import Database
public import Essentials

/// What a full check of the access log found.
public struct AccessLogReport: Hashable, Sendable {
    /// Number of batches the journal tells of.
    public let batches: Int
    /// Number of entries in them.
    public let entries: Int
    /// Entries that were given up because the database took none for too long.
    public let lost: Int
    /// The first thing that is wrong; nil when nothing is.
    public let finding: Finding?

    /// What can be wrong.
    public enum Finding: Hashable, Sendable {
        /// An entry of this batch was changed, removed or added since the journal told of it.
        case changed(batch: ID<AccessLog>)
        /// There are so many entries of which the journal does not tell.
        case unknown(Int)
    }

    /// One line a fact, the verdict last.
    public var lines: [Wording] {
        [
            Wording(
                "Lịch sử truy cập: \(entries) mục trong \(batches) đợt ghi, mất \(lost)",
                en: "Access log: \(entries) entries in \(batches) batches, \(lost) lost"),
            verdict,
        ]
    }

    private var verdict: Wording {
        switch finding {
        case nil: Wording("Kết quả: lịch sử truy cập nguyên vẹn", en: "Result: the access log is whole")
        case .changed(let batch):
            Wording(
                "Kết quả: HỎNG – đợt ghi \(batch) đã bị sửa", en: "Result: DAMAGED – batch \(batch) was changed")
        case .unknown(let count):
            Wording(
                "Kết quả: HỎNG – \(count) mục không có trong nhật ký",
                en: "Result: DAMAGED – \(count) entries of which the journal does not tell")
        }
    }
}

extension Database {
    /// Compares every batch of the access log with the digest in the journal. That the journal is whole is shown by
    /// `verifyJournal`.
    public func verifyAccessLog() async throws -> AccessLogReport {
        var verification = AccessLogVerification()
        while true {
            let before = verification
            let (after, report) = try await read { db in
                var next = before
                let report = try next.step(in: db)
                return (next, report)
            }
            if let report { return report }
            verification = after
        }
    }
}

/// One pass over the batches by the position of their events.
private struct AccessLogVerification: Sendable {
    private static let page = 20

    private var position: Int64 = 0
    private var batches = 0
    private var entries = 0
    private var lost = 0

    mutating func step(in db: Connection) throws -> AccessLogReport? {
        let events: [RecordedEvent] = try db.all(
            """
            SELECT \(RecordedEvent.columns) FROM event
            WHERE position >= \(position) AND kind = \(AccessLogged.kind) ORDER BY position LIMIT \(Self.page)
            """)
        if let changed = try firstChanged(events, in: db) { return report(.changed(batch: changed)) }
        if let last = events.last?.position { position = last + 1 }
        if events.count == Self.page { return nil }
        let waiting: [RecordedEvent] = try db.all(
            """
            SELECT \(RecordedEvent.columns) FROM event
            WHERE position IS NULL AND kind = \(AccessLogged.kind) ORDER BY id
            """)
        if let changed = try firstChanged(waiting, in: db) { return report(.changed(batch: changed)) }
        let all: Int = try db.value("SELECT count(*) FROM access_entry") ?? 0
        return report(all == entries ? nil : .unknown(all - entries))
    }

    private func report(_ finding: AccessLogReport.Finding?) -> AccessLogReport {
        AccessLogReport(batches: batches, entries: entries, lost: lost, finding: finding)
    }

    private mutating func firstChanged(_ events: [RecordedEvent], in db: Connection) throws -> ID<AccessLog>? {
        for event in events {
            guard let logged = try? event.decoded(as: AccessLogged.self) else { return ID(rawValue: event.subject.id) }
            let rows = try db.rows(
                """
                SELECT id, at, person, post, address, act, subject_kind, subject_id FROM access_entry
                WHERE id >= \(logged.first) AND id <= \(logged.last) AND batch = \(logged.first) ORDER BY id
                """)
            var digest = AccessDigest()
            for row in rows { digest.add(try row["id"], try AccessEntry(row: row)) }
            guard rows.count == logged.count, digest.text == logged.digest else { return logged.first }
            batches += 1
            entries += rows.count
            lost += logged.lost
        }
        return nil
    }
}
