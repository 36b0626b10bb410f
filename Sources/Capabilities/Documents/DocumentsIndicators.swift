public import Database
public import Directory
public import Essentials

/// What the registers of an agency tell of a year, counted for evaluations (chỉ tiêu đo được).
public enum DocumentsIndicators {
    /// Incoming documents with a due date that should be finished by now: those that are, and those that are overdue.
    public static func due(in agency: ID<Unit>, year: Int, at now: Instant, in db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM incoming_document WHERE agency_id = \(agency) AND year = \(year)
              AND due_at IS NOT NULL AND (completed_at IS NOT NULL OR due_at < \(now))
            """) ?? 0
    }

    /// Those of them that were finished by their due date (xử lý đúng hạn).
    public static func handledInTime(
        in agency: ID<Unit>, year: Int, at _: Instant, in db: Connection
    ) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM incoming_document WHERE agency_id = \(agency) AND year = \(year)
              AND due_at IS NOT NULL AND completed_at <= due_at
            """) ?? 0
    }
}
