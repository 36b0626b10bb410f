import Database

extension DirectoryMigrations {
    static let people: [SQL] = [
        """
        CREATE TABLE person (
            id \(type: .integer) PRIMARY KEY,
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
            sort_key \(type: .text) NOT NULL CHECK (length(sort_key) <= 700),
            username \(type: .text) UNIQUE CHECK (length(username) BETWEEN 3 AND 64),
            mail \(type: .text) CHECK (length(mail) BETWEEN 3 AND 254),
            phone \(type: .text) CHECK (length(phone) BETWEEN 3 AND 32),
            is_active \(type: .boolean) NOT NULL
        )\(idiom: .strict)
        """,
        "CREATE INDEX person_sort_key ON person (sort_key, id)",
        """
        CREATE TABLE person_word (
            word \(type: .text) NOT NULL CHECK (length(word) BETWEEN 1 AND 60),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            PRIMARY KEY (word, person_id)
        )\(idiom: .strict)
        """,
        "CREATE INDEX person_word_person ON person_word (person_id)",
        """
        CREATE TABLE post (
            id \(type: .integer) PRIMARY KEY,
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            title \(type: .text) NOT NULL CHECK (length(title) BETWEEN 1 AND 150),
            signature_title \(type: .text) CHECK (length(signature_title) BETWEEN 1 AND 150),
            standing \(type: .text) NOT NULL CHECK (length(standing) <= 16),
            standing_rank \(type: .integer) NOT NULL,
            sort_order \(type: .integer) NOT NULL,
            predecessor_id \(type: .integer) REFERENCES post (id),
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        "CREATE INDEX post_person ON post (person_id)",
        "CREATE INDEX post_unit ON post (unit_id, standing_rank)",
        "CREATE INDEX post_predecessor ON post (predecessor_id) WHERE predecessor_id IS NOT NULL",
    ]

    static let roles: [SQL] = [
        """
        CREATE TABLE role (
            id \(type: .integer) PRIMARY KEY,
            code \(type: .text) NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 40),
            name_vi \(type: .text) NOT NULL CHECK (length(name_vi) BETWEEN 1 AND 120),
            name_en \(type: .text) NOT NULL CHECK (length(name_en) BETWEEN 1 AND 120),
            is_built_in \(type: .boolean) NOT NULL
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE role_permission (
            role_id \(type: .integer) NOT NULL REFERENCES role (id),
            permission \(type: .text) NOT NULL CHECK (length(permission) BETWEEN 1 AND 80),
            PRIMARY KEY (role_id, permission)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE role_grant (
            id \(type: .integer) PRIMARY KEY,
            role_id \(type: .integer) NOT NULL REFERENCES role (id),
            post_id \(type: .integer) NOT NULL REFERENCES post (id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            covers_subtree \(type: .boolean) NOT NULL,
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        "CREATE INDEX role_grant_post ON role_grant (post_id)",
        "CREATE INDEX role_grant_unit ON role_grant (unit_id)",
        "CREATE INDEX role_grant_role ON role_grant (role_id)",
    ]

    static let authority: [SQL] = [
        """
        CREATE TABLE substitution (
            id \(type: .integer) PRIMARY KEY,
            absent_post_id \(type: .integer) NOT NULL REFERENCES post (id),
            substitute_post_id \(type: .integer) NOT NULL REFERENCES post (id),
            reason \(type: .text) NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer) NOT NULL,
            requested_by \(type: .integer) NOT NULL REFERENCES person (id),
            approved_by \(type: .integer) REFERENCES person (id),
            approved_at \(type: .integer),
            ended_at \(type: .integer),
            CHECK (absent_post_id <> substitute_post_id),
            CHECK (valid_to >= valid_from),
            CHECK ((approved_by IS NULL) = (approved_at IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX substitution_substitute ON substitution (substitute_post_id)",
        "CREATE INDEX substitution_absent ON substitution (absent_post_id)",
        """
        CREATE TABLE written_authorisation (
            id \(type: .integer) PRIMARY KEY,
            kind \(type: .text) NOT NULL CHECK (length(kind) <= 16),
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            giver_post_id \(type: .integer) NOT NULL REFERENCES post (id),
            receiver_post_id \(type: .integer) NOT NULL REFERENCES post (id),
            scope \(type: .text) NOT NULL CHECK (length(scope) BETWEEN 1 AND 1000),
            document_types \(type: .text) NOT NULL CHECK (length(document_types) <= 400),
            decision_number \(type: .text) NOT NULL CHECK (length(decision_number) BETWEEN 1 AND 100),
            decided_on \(type: .integer) NOT NULL,
            valid_from \(type: .integer) NOT NULL,
            valid_to \(type: .integer),
            ended_on \(type: .integer),
            CHECK (giver_post_id <> receiver_post_id),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )\(idiom: .strict)
        """,
        "CREATE INDEX written_authorisation_receiver ON written_authorisation (receiver_post_id)",
        "CREATE INDEX written_authorisation_giver ON written_authorisation (giver_post_id)",
    ]
}
