public import Database

/// The store's tables.
public enum FilesMigrations {
    /// All steps, in order.
    public static let all: [Migration] = [
        Migration(
            "2026-11-21 files: store, spool and texts",
            [
                """
                CREATE TABLE file (
                    hash \(type: .bytes) PRIMARY KEY CHECK (length(hash) = 32),
                    size \(type: .integer) NOT NULL CHECK (size > 0),
                    media_type \(type: .text) NOT NULL CHECK (length(media_type) <= 100),
                    page_count \(type: .integer) CHECK (page_count > 0),
                    accepted_at \(type: .integer) NOT NULL
                )\(idiom: .strict)
                """,
                """
                CREATE TABLE spool_entry (
                    id \(type: .integer) PRIMARY KEY,
                    hash \(type: .bytes) NOT NULL CHECK (length(hash) = 32),
                    name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
                    size \(type: .integer) NOT NULL CHECK (size > 0),
                    media_type \(type: .text) NOT NULL CHECK (length(media_type) <= 100),
                    page_count \(type: .integer) CHECK (page_count > 0),
                    person \(type: .integer),
                    expires_at \(type: .integer) NOT NULL
                )\(idiom: .strict)
                """,
                "CREATE INDEX spool_entry_expiry ON spool_entry (expires_at)",
                "CREATE INDEX spool_entry_hash ON spool_entry (hash)",
                "CREATE INDEX spool_entry_person ON spool_entry (person)",
                """
                CREATE TABLE file_text (
                    hash \(type: .bytes) PRIMARY KEY REFERENCES file (hash),
                    state \(type: .text) NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
                    attempts \(type: .integer) NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    retry_at \(type: .integer) NOT NULL,
                    failure \(type: .text) CHECK (length(failure) <= 2000),
                    text \(type: .text) CHECK (length(text) <= 1000000),
                    is_truncated \(type: .boolean) NOT NULL
                )\(idiom: .strict)
                """,
                "CREATE INDEX file_text_waiting ON file_text (retry_at) WHERE state = 'waiting'",
                "CREATE INDEX file_text_failed ON file_text (hash) WHERE state = 'failed'",
            ]),
        Migration(
            "2026-11-21 files: uploads wait for the scanner",
            [
                "ALTER TABLE spool_entry ADD COLUMN awaits_scan \(type: .boolean) NOT NULL DEFAULT false",
                "CREATE INDEX spool_entry_unscanned ON spool_entry (id) WHERE awaits_scan",
            ]),
    ]
}
