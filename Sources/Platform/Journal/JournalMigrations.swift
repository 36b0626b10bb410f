public import Database

/// The journal's tables.
public enum JournalMigrations {
    public static let all: [Migration] = [
        Migration(
            "2026-11-21 journal: events and their tree",
            [
                """
                CREATE TABLE event (
                    id \(type: .integer) PRIMARY KEY,
                    position \(type: .integer) UNIQUE CHECK (position >= 0),
                    at \(type: .integer) NOT NULL,
                    actor_person \(type: .integer),
                    actor_post \(type: .integer),
                    actor_unit \(type: .integer),
                    address \(type: .text) CHECK (length(address) <= 64),
                    kind \(type: .text) NOT NULL CHECK (length(kind) <= 64),
                    subject_kind \(type: .text) NOT NULL CHECK (length(subject_kind) <= 64),
                    subject_id \(type: .integer) NOT NULL,
                    payload \(type: .bytes) NOT NULL CHECK (length(payload) <= 1048576),
                    salt \(type: .bytes) NOT NULL CHECK (length(salt) = 16)
                )\(idiom: .strict)
                """,
                "CREATE INDEX event_subject ON event (subject_kind, subject_id, id)",
                "CREATE INDEX event_unsealed ON event (id) WHERE position IS NULL",
                """
                CREATE TABLE journal_tile (
                    level \(type: .integer) NOT NULL CHECK (level BETWEEN 0 AND 7),
                    number \(type: .integer) NOT NULL CHECK (number >= 0),
                    hashes \(type: .bytes) NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192),
                    PRIMARY KEY (level, number)
                )\(idiom: .strict)
                """,
                """
                CREATE TABLE journal_checkpoint (
                    size \(type: .integer) PRIMARY KEY,
                    root \(type: .bytes) NOT NULL CHECK (length(root) = 32),
                    signed_at \(type: .integer) NOT NULL,
                    note \(type: .text) NOT NULL CHECK (length(note) <= 4096)
                )\(idiom: .strict)
                """,
                """
                CREATE TABLE journal_cursor (
                    subscriber \(type: .text) PRIMARY KEY CHECK (length(subscriber) <= 64),
                    position \(type: .integer) NOT NULL CHECK (position >= 0),
                    failure \(type: .text) CHECK (length(failure) <= 2000),
                    failures \(type: .integer) NOT NULL DEFAULT 0,
                    retry_at \(type: .integer)
                )\(idiom: .strict)
                """,
                """
                CREATE TABLE access_entry (
                    id \(type: .integer) PRIMARY KEY,
                    batch \(type: .integer) NOT NULL,
                    at \(type: .integer) NOT NULL,
                    person \(type: .integer),
                    post \(type: .integer),
                    address \(type: .text) CHECK (length(address) <= 64),
                    act \(type: .text) NOT NULL CHECK (length(act) <= 32),
                    subject_kind \(type: .text) NOT NULL CHECK (length(subject_kind) <= 64),
                    subject_id \(type: .integer) NOT NULL
                )\(idiom: .strict)
                """,
                "CREATE INDEX access_entry_subject ON access_entry (subject_kind, subject_id, id)",
                "CREATE INDEX access_entry_person ON access_entry (person, id)",
            ])
    ]
}
