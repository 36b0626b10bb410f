import Database
import Essentials

extension Connection {
    /// Keeps others from moving a subscriber's cursor until the transaction ends.
    func lockCursor(of subscriber: String) throws {
        try lock("subscriber \(subscriber)")
    }

    /// Writes down that a subscriber failed, and puts its next try off: 1, 2, 4 … seconds.
    func noteFailure(_ text: String, of name: String, at now: Instant, longestPause: Int64) throws {
        try lockCursor(of: name)
        let failures: Int = try value("SELECT failures FROM journal_cursor WHERE subscriber = \(name)") ?? 0
        let retryAt = now.adding(seconds: min(longestPause, 1 << Int64(min(failures, 12))))
        try execute(
            """
            INSERT INTO journal_cursor (subscriber, position, failure, failures, retry_at)
            VALUES (\(name), 0, \(text.fitting(2000)), 1, \(retryAt))
            ON CONFLICT (subscriber) DO UPDATE
            SET failure = excluded.failure, failures = journal_cursor.failures + 1, retry_at = excluded.retry_at
            """)
    }
}
