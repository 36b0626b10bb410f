public import Database

/// The tables of signing in that came after the directory's.
public enum SignInMigrations {
    public static let all: [Migration] = [
        Migration("2026-11-21 sign-in: second factors", secondFactors),
        Migration("2026-11-21 sign-in: passkeys", passkeys),
        Migration("2026-11-21 sign-in: former passwords of administrators", formerPasswords),
        Migration("2026-11-21 sign-in: the emergency account", breakGlass),
        Migration("2026-11-21 sign-in: identity providers", openID),
    ]

    private static let openID: [SQL] = [
        """
        CREATE TABLE openid_identity (
            id \(type: .integer) PRIMARY KEY,
            issuer \(type: .text) NOT NULL CHECK (length(issuer) BETWEEN 1 AND 200),
            subject \(type: .text) NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            linked_at \(type: .integer) NOT NULL,
            used_at \(type: .integer),
            UNIQUE (issuer, subject)
        )\(idiom: .strict)
        """,
        "CREATE INDEX openid_identity_person ON openid_identity (person_id)",
        "ALTER TABLE pending_sign_in ADD COLUMN first_step \(type: .text) CHECK (length(first_step) <= 40)",
    ]

    private static let breakGlass: [SQL] = [
        """
        CREATE TABLE break_glass (
            id \(type: .integer) PRIMARY KEY CHECK (id = 1),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            codes_hash \(type: .bytes) NOT NULL CHECK (length(codes_hash) = 32),
            sealed_at \(type: .integer) NOT NULL,
            opened_at \(type: .integer)
        )\(idiom: .strict)
        """
    ]

    private static let formerPasswords: [SQL] = [
        """
        CREATE TABLE former_password (
            id \(type: .integer) PRIMARY KEY,
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            password_hash \(type: .text) NOT NULL CHECK (length(password_hash) <= 300),
            ended_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
        "CREATE INDEX former_password_person ON former_password (person_id, id)",
    ]

    private static let passkeys: [SQL] = [
        """
        CREATE TABLE passkey (
            id \(type: .integer) PRIMARY KEY,
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            credential_id \(type: .bytes) NOT NULL UNIQUE CHECK (length(credential_id) <= 1023),
            public_key \(type: .bytes) NOT NULL CHECK (length(public_key) <= 2000),
            aaguid \(type: .bytes) NOT NULL CHECK (length(aaguid) = 16),
            sign_count \(type: .integer) NOT NULL,
            is_backed_up \(type: .boolean) NOT NULL,
            created_at \(type: .integer) NOT NULL,
            used_at \(type: .integer)
        )\(idiom: .strict)
        """,
        "CREATE INDEX passkey_person ON passkey (person_id)",
        """
        CREATE TABLE used_challenge (
            challenge_hash \(type: .bytes) PRIMARY KEY CHECK (length(challenge_hash) = 32),
            expires_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
        "CREATE INDEX used_challenge_expiry ON used_challenge (expires_at)",
    ]

    private static let secondFactors: [SQL] = [
        """
        CREATE TABLE totp_factor (
            id \(type: .integer) PRIMARY KEY,
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            sealed_secret \(type: .bytes) NOT NULL CHECK (length(sealed_secret) <= 100),
            confirmed_at \(type: .integer),
            last_step \(type: .integer),
            used_at \(type: .integer)
        )\(idiom: .strict)
        """,
        "CREATE UNIQUE INDEX totp_factor_in_use ON totp_factor (person_id) WHERE confirmed_at IS NOT NULL",
        "CREATE UNIQUE INDEX totp_factor_enrolling ON totp_factor (person_id) WHERE confirmed_at IS NULL",
        """
        CREATE TABLE recovery_code (
            code_hash \(type: .bytes) PRIMARY KEY CHECK (length(code_hash) = 32),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            made_at \(type: .integer) NOT NULL,
            used_at \(type: .integer)
        )\(idiom: .strict)
        """,
        "CREATE INDEX recovery_code_person ON recovery_code (person_id)",
        """
        CREATE TABLE pending_sign_in (
            token_hash \(type: .bytes) PRIMARY KEY CHECK (length(token_hash) = 32),
            person_id \(type: .integer) NOT NULL REFERENCES person (id),
            expires_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
        "CREATE INDEX pending_sign_in_expiry ON pending_sign_in (expires_at)",
    ]
}
