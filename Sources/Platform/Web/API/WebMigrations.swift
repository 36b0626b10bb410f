public import Database

/// The tables of the web engine.
public enum WebMigrations {
    /// In the order in which they are run.
    public static let all: [Migration] = [keys]

    private static let keys = Migration(
        "2026-11-21 web: idempotency keys",
        [
            """
            CREATE TABLE idempotency_key (
                post \(type: .integer) NOT NULL,
                key \(type: .text) NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
                request_hash \(type: .bytes) NOT NULL CHECK (length(request_hash) = 32),
                status \(type: .integer) NOT NULL CHECK (status BETWEEN 0 AND 599),
                body \(type: .bytes) NOT NULL CHECK (length(body) <= 1048576),
                expires_at \(type: .integer) NOT NULL,
                PRIMARY KEY (post, key)
            )\(idiom: .strict)
            """,
            "CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at)",
        ])
}
