import Database

extension DirectoryMigrations {
    static let units: [SQL] = [
        """
        CREATE TABLE unit (
            id \(type: .integer) PRIMARY KEY,
            kind \(type: .text) NOT NULL CHECK (length(kind) <= 32),
            is_agency \(type: .boolean) NOT NULL,
            works_collectively \(type: .boolean) NOT NULL,
            sort_order \(type: .integer) NOT NULL,
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        // The last edition of a closed unit stays open, so that its name can be read on every later day.
        """
        CREATE TABLE unit_edition (
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
            short_name \(type: .text) CHECK (length(short_name) BETWEEN 1 AND 100),
            symbol \(type: .text) CHECK (length(symbol) BETWEEN 1 AND 30),
            parent_id \(type: .integer) REFERENCES unit (id),
            path \(type: .text) NOT NULL CHECK (length(path) BETWEEN 15 AND 300),
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            PRIMARY KEY (unit_id, valid_from),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        "CREATE UNIQUE INDEX unit_edition_last ON unit_edition (unit_id) WHERE valid_to IS NULL",
        "CREATE INDEX unit_edition_path ON unit_edition (path)",
        "CREATE INDEX unit_edition_parent ON unit_edition (parent_id)",
        """
        CREATE TABLE unit_word (
            word \(type: .text) NOT NULL CHECK (length(word) BETWEEN 1 AND 60),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            PRIMARY KEY (word, unit_id)
        )\(idiom: .strict)
        """,
        "CREATE INDEX unit_word_unit ON unit_word (unit_id)",
        """
        CREATE TABLE unit_code (
            id \(type: .integer) PRIMARY KEY,
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            scheme \(type: .text) NOT NULL CHECK (length(scheme) <= 16),
            code \(type: .text) NOT NULL CHECK (length(code) BETWEEN 3 AND 35),
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        "CREATE UNIQUE INDEX unit_code_open ON unit_code (scheme, code) WHERE valid_to IS NULL",
        "CREATE INDEX unit_code_code ON unit_code (code)",
        "CREATE INDEX unit_code_unit ON unit_code (unit_id)",
        """
        CREATE TABLE succession (
            id \(type: .integer) PRIMARY KEY,
            kind \(type: .text) NOT NULL CHECK (length(kind) <= 16),
            decision_number \(type: .text) NOT NULL CHECK (length(decision_number) BETWEEN 1 AND 100),
            decided_on \(type: .integer) NOT NULL,
            legal_basis \(type: .text) NOT NULL CHECK (length(legal_basis) <= 1000),
            effective_on \(type: .integer) NOT NULL,
            duty \(type: .text) CHECK (length(duty) BETWEEN 1 AND 500),
            carried_out_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE succession_link (
            succession_id \(type: .integer) NOT NULL REFERENCES succession (id),
            from_unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            to_unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            is_main \(type: .boolean) NOT NULL,
            PRIMARY KEY (succession_id, from_unit_id, to_unit_id),
            CHECK (from_unit_id <> to_unit_id)
        )\(idiom: .strict)
        """,
        "CREATE INDEX succession_link_from ON succession_link (from_unit_id)",
        "CREATE INDEX succession_link_to ON succession_link (to_unit_id)",
    ]
}
