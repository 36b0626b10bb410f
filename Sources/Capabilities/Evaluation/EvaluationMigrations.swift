public import Database

/// The tables of evaluation.
public enum EvaluationMigrations {
    public static let all: [Migration] = [
        Migration("2026-11-22 evaluation: sets and rounds", [sets] + rounds + entrants)
    ]

    private static let sets: SQL = """
        CREATE TABLE criteria_set (
            id \(type: .integer) PRIMARY KEY,
            code \(type: .text) NOT NULL CHECK (length(code) BETWEEN 1 AND 60),
            version \(type: .text) NOT NULL CHECK (length(version) BETWEEN 1 AND 40),
            title_vietnamese \(type: .text) NOT NULL CHECK (length(title_vietnamese) <= 500),
            title_english \(type: .text) NOT NULL CHECK (length(title_english) <= 500),
            document \(type: .text) NOT NULL,
            hash \(type: .text) CHECK (length(hash) = 64),
            changed_at \(type: .integer) NOT NULL,
            issued_at \(type: .integer),
            UNIQUE (code, version),
            CHECK ((hash IS NULL) = (issued_at IS NULL))
        )\(idiom: .strict)
        """

    private static let rounds: [SQL] = [
        """
        CREATE TABLE evaluation_round (
            id \(type: .integer) PRIMARY KEY,
            set_id \(type: .integer) NOT NULL REFERENCES criteria_set (id),
            holder_id \(type: .integer) NOT NULL REFERENCES unit (id),
            name \(type: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            year \(type: .integer) NOT NULL CHECK (year BETWEEN 1990 AND 2999),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            declare_until \(type: .integer) NOT NULL,
            verify_until \(type: .integer) NOT NULL,
            opened_at \(type: .integer) NOT NULL,
            allows_related \(type: .boolean) NOT NULL,
            decision_number \(type: .text) CHECK (length(decision_number) <= 60),
            decided_on \(type: .integer),
            published_at \(type: .integer),
            package \(type: .text),
            package_hash \(type: .text) CHECK (length(package_hash) = 64),
            CHECK (verify_until >= declare_until),
            CHECK ((decision_number IS NULL) = (decided_on IS NULL)),
            CHECK ((published_at IS NULL) = (package IS NULL)),
            CHECK ((published_at IS NULL) = (package_hash IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX evaluation_round_of_set ON evaluation_round (set_id)",
        "CREATE INDEX evaluation_round_by_year ON evaluation_round (year, id)",
    ]

    /// The form of each unit, and a line for each criterion that somebody wrote something to.
    private static let entrants: [SQL] = [
        """
        CREATE TABLE evaluation_entrant (
            id \(type: .integer) PRIMARY KEY,
            round_id \(type: .integer) NOT NULL REFERENCES evaluation_round (id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            group_code \(type: .text) NOT NULL CHECK (length(group_code) <= 60),
            name \(type: .text) NOT NULL CHECK (length(name) <= 200),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            signed_at \(type: .integer),
            late_until \(type: .integer),
            late_number \(type: .text) CHECK (length(late_number) <= 60),
            late_reason \(type: .text) CHECK (length(late_reason) <= 500),
            UNIQUE (round_id, unit_id),
            CHECK ((late_until IS NULL) = (late_number IS NULL) AND (late_until IS NULL) = (late_reason IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX evaluation_entrant_of_unit ON evaluation_entrant (unit_id, round_id)",
        """
        CREATE TABLE evaluation_line (
            entrant_id \(type: .integer) NOT NULL REFERENCES evaluation_entrant (id),
            criterion \(type: .text) NOT NULL CHECK (length(criterion) <= 60),
            is_not_applicable \(type: .boolean) NOT NULL,
            declared \(type: .text) NOT NULL CHECK (length(declared) <= 4000),
            explanation \(type: .text) NOT NULL CHECK (length(explanation) <= 2000),
            evidence \(type: .text) NOT NULL CHECK (length(evidence) <= 2000),
            revision \(type: .integer) NOT NULL CHECK (revision >= 1),
            declared_at \(type: .integer) NOT NULL,
            declared_by \(type: .integer) NOT NULL REFERENCES post (id),
            finding \(type: .text) CHECK (length(finding) <= 20),
            verified \(type: .text) CHECK (length(verified) <= 4000),
            reason \(type: .text) CHECK (length(reason) <= 2000),
            verified_at \(type: .integer),
            verified_by \(type: .integer) REFERENCES post (id),
            PRIMARY KEY (entrant_id, criterion),
            CHECK ((finding IS NULL) = (verified_at IS NULL))
        )\(idiom: .strict)
        """,
    ]
}
