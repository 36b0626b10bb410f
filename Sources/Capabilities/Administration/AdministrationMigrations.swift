public import Database

/// The tables of administration.
public enum AdministrationMigrations {
    public static let all: [Migration] = [
        Migration("2026-11-21 administration: changes of rights", rightsChanges)
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
