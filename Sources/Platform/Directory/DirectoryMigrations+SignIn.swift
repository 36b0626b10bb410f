import Database

extension DirectoryMigrations {
    /// How the person proved who it is, and whether a second factor is still to be enrolled.
    static let sessionMethod: [SQL] = [
        "ALTER TABLE session ADD COLUMN method \(type: .text) CHECK (length(method) <= 40)",
        "ALTER TABLE session ADD COLUMN enrolment_due \(type: .boolean)",
    ]

    /// How long sessions last by role, and accounts that nobody uses.
    static let limits: [SQL] = [
        "ALTER TABLE session ADD COLUMN idle_seconds \(type: .integer)",
        "ALTER TABLE account ADD COLUMN opened_at \(type: .integer)",
        "ALTER TABLE account ADD COLUMN idle_warned_at \(type: .integer)",
        "ALTER TABLE account ADD COLUMN idle_closed_at \(type: .integer)",
        """
        CREATE TABLE role_session_limit (
            role_id \(type: .integer) PRIMARY KEY REFERENCES role (id),
            idle_minutes \(type: .integer) NOT NULL CHECK (idle_minutes BETWEEN 1 AND 15),
            absolute_minutes \(type: .integer) NOT NULL CHECK (absolute_minutes BETWEEN 15 AND 720)
        )\(idiom: .strict)
        """,
    ]

    /// Also the tables of how one signs in: they were published before that had a module of its own.
    static let signIn: [SQL] = [
        """
        CREATE TABLE account (
            person_id \(type: .integer) PRIMARY KEY REFERENCES person (id),
            password_hash \(type: .text) NOT NULL CHECK (length(password_hash) <= 300),
            must_change \(type: .boolean) NOT NULL,
            changed_at \(type: .integer) NOT NULL,
            signed_in_at \(type: .integer)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE password_invitation (
            token_hash \(type: .bytes) PRIMARY KEY CHECK (length(token_hash) = 32),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            expires_at \(type: .integer) NOT NULL,
            used_at \(type: .integer)
        )\(idiom: .strict)
        """,
        "CREATE INDEX password_invitation_person ON password_invitation (person_id)",
        """
        CREATE TABLE session (
            id \(type: .integer) PRIMARY KEY,
            token_hash \(type: .bytes) NOT NULL UNIQUE CHECK (length(token_hash) = 32),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            post_id \(type: .integer) NOT NULL REFERENCES post (id),
            started_at \(type: .integer) NOT NULL,
            last_seen_at \(type: .integer) NOT NULL,
            expires_at \(type: .integer) NOT NULL,
            stepped_up_at \(type: .integer),
            address \(type: .text) CHECK (length(address) <= 64),
            agent \(type: .text) CHECK (length(agent) <= 300),
            ended_at \(type: .integer),
            ending \(type: .text) CHECK (length(ending) <= 16)
        )\(idiom: .strict)
        """,
        "CREATE INDEX session_person ON session (person_id, last_seen_at)",
        """
        CREATE TABLE api_token (
            id \(type: .integer) PRIMARY KEY,
            token_hash \(type: .bytes) NOT NULL UNIQUE CHECK (length(token_hash) = 32),
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            post_id \(type: .integer) NOT NULL REFERENCES post (id),
            created_at \(type: .integer) NOT NULL,
            expires_at \(type: .integer) NOT NULL,
            revoked_at \(type: .integer),
            last_used_at \(type: .integer)
        )\(idiom: .strict)
        """,
        "CREATE INDEX api_token_post ON api_token (post_id)",
        """
        CREATE TABLE api_token_permission (
            token_id \(type: .integer) NOT NULL REFERENCES api_token (id),
            permission \(type: .text) NOT NULL CHECK (length(permission) BETWEEN 1 AND 80),
            PRIMARY KEY (token_id, permission)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE sign_in_guess (
            account \(type: .text) NOT NULL CHECK (length(account) = 64),
            address \(type: .text) NOT NULL CHECK (length(address) <= 64),
            failures \(type: .integer) NOT NULL CHECK (failures >= 0),
            failed_at \(type: .integer) NOT NULL,
            PRIMARY KEY (account, address)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE sign_in_lock (
            subject \(type: .text) PRIMARY KEY CHECK (length(subject) <= 80),
            failures \(type: .integer) NOT NULL CHECK (failures >= 0),
            failed_at \(type: .integer) NOT NULL,
            locked_until \(type: .integer)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE first_run (
            id \(type: .integer) PRIMARY KEY CHECK (id = 1),
            token_hash \(type: .bytes) NOT NULL CHECK (length(token_hash) = 32),
            made_at \(type: .integer) NOT NULL,
            used_at \(type: .integer)
        )\(idiom: .strict)
        """,
    ]
}
