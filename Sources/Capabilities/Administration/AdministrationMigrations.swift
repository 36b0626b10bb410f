public import Database

/// The tables of administration.
public enum AdministrationMigrations {
    public static let all: [Migration] = [
        Migration("2026-11-21 administration: changes of rights", rightsChanges),
        Migration("2026-11-22 administration: reviews of accounts", accountReviews),
    ]

    private static let accountReviews: [SQL] = [
        """
        CREATE TABLE account_review (
            id \(type: .integer) PRIMARY KEY,
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            basis \(type: .text) NOT NULL CHECK (length(basis) <= 500),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            opened_at \(type: .integer) NOT NULL,
            opened_by_id \(type: .integer) NOT NULL REFERENCES person (id),
            due_on \(type: .integer) NOT NULL,
            reminded_at \(type: .integer),
            overdue_told_at \(type: .integer),
            closed_at \(type: .integer),
            closed_by_id \(type: .integer) REFERENCES person (id),
            minutes \(type: .text) CHECK (length(minutes) <= 20000000),
            minutes_hash \(type: .bytes) CHECK (length(minutes_hash) = 32),
            closing_event \(type: .integer),
            CHECK ((closed_at IS NULL) = (minutes IS NULL) AND (closed_at IS NULL) = (closing_event IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE UNIQUE INDEX account_review_open ON account_review (unit_id) WHERE closed_at IS NULL",
        """
        CREATE TABLE account_review_item (
            review_id \(type: .integer) NOT NULL REFERENCES account_review (id),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            rank \(type: .integer) NOT NULL,
            last_used_at \(type: .integer),
            decision \(type: .text) CHECK (length(decision) <= 16),
            reason \(type: .text) CHECK (length(reason) <= 500),
            decided_by_id \(type: .integer) REFERENCES person (id),
            decided_at \(type: .integer),
            PRIMARY KEY (review_id, person_id),
            CHECK ((decision IS NULL) = (decided_at IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX account_review_item_rank ON account_review_item (review_id, rank, person_id)",
    ]

    private static let rightsChanges: [SQL] = [
        """
        CREATE TABLE rights_change (
            id \(type: .integer) PRIMARY KEY,
            at \(type: .integer) NOT NULL,
            kind \(type: .text) NOT NULL CHECK (length(kind) <= 64),
            actor_post_id \(type: .integer) REFERENCES post (id),
            actor_id \(type: .integer) REFERENCES person (id),
            person_id \(type: .integer) REFERENCES person (id),
            role_id \(type: .integer) REFERENCES role (id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            confirmed_by_id \(type: .integer) REFERENCES person (id),
            confirmed_at \(type: .integer),
            CHECK ((confirmed_by_id IS NULL) = (confirmed_at IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX rights_change_open ON rights_change (id) WHERE confirmed_at IS NULL",
        """
        CREATE TABLE rights_change_start (
            id \(type: .integer) PRIMARY KEY CHECK (id = 1),
            after_event \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
    ]
}
