public import Database

/// The tables of documents.
public enum DocumentsMigrations {
    /// What search reads: the words of each document's fields and file.
    static let text = FullTextIndex("document_text")

    public static let all: [Migration] = [
        Migration("2026-11-21 documents: registers", registers),
        Migration("2026-11-21 documents: full text") { text.creation(on: $0) },
        Migration("2026-11-21 documents: holders", holders),
        Migration("2026-11-21 documents: queues in their order", queues),
        Migration("2026-11-22 documents: presented", presented),
        Migration("2026-11-22 documents: imported registers", imported),
    ]

    /// Old registers from former systems. Their documents stand beside the living registers, whose tables give out
    /// numbers; and what is taken back leaves no row behind, so each reference to a document can be found quickly.
    private static let imported: [SQL] = [
        """
        CREATE TABLE register_import (
            id \(type: .integer) PRIMARY KEY,
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            flow \(type: .text) NOT NULL CHECK (flow IN ('incoming', 'outgoing')),
            year_from \(type: .integer) NOT NULL CHECK (year_from BETWEEN 1945 AND 2999),
            year_to \(type: .integer) NOT NULL,
            file_hash \(type: .bytes) NOT NULL REFERENCES file (hash),
            file_name \(type: .text) NOT NULL CHECK (length(file_name) <= 255),
            layout \(type: .text) NOT NULL CHECK (length(layout) <= 100000),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            row_count \(type: .integer) NOT NULL,
            done_count \(type: .integer) NOT NULL,
            left_out \(type: .integer) NOT NULL,
            next_row \(type: .integer) NOT NULL,
            next_byte \(type: .integer) NOT NULL,
            rows_hash \(type: .bytes) NOT NULL,
            content_hash \(type: .bytes) NOT NULL,
            actor_person \(type: .integer),
            actor_post \(type: .integer),
            actor_unit \(type: .integer),
            ordered_at \(type: .integer) NOT NULL,
            finished_at \(type: .integer),
            failure \(type: .text) CHECK (length(failure) <= 500),
            CHECK (year_from <= year_to)
        )\(idiom: .strict)
        """,
        "CREATE INDEX register_import_agency ON register_import (agency_id, id)",
        "CREATE INDEX register_import_at_work ON register_import (id) WHERE state IN ('running', 'undoing')",
        """
        CREATE TABLE imported_document (
            document_id \(type: .integer) PRIMARY KEY REFERENCES document (id),
            import_id \(type: .integer) NOT NULL REFERENCES register_import (id),
            row_number \(type: .integer) NOT NULL,
            entry_number \(type: .text) CHECK (length(entry_number) <= 20),
            arrived_on \(type: .integer),
            recipient \(type: .text) CHECK (length(recipient) <= 1000),
            copy_keeper \(type: .text) CHECK (length(copy_keeper) <= 200),
            copies \(type: .integer),
            handed_on \(type: .integer),
            receipt \(type: .text) CHECK (length(receipt) <= 200),
            file_name \(type: .text) CHECK (length(file_name) <= 255),
            UNIQUE (import_id, row_number)
        )\(idiom: .strict)
        """,
        "CREATE INDEX incoming_reply ON incoming_document (reply_id) WHERE reply_id IS NOT NULL",
    ]

    /// What is registered and not directed yet was nobody's in particular: the clerk presents it now.
    private static let presented: [SQL] = [
        "ALTER TABLE incoming_document ADD COLUMN presented_to \(type: .integer) REFERENCES post (id)",
        "ALTER TABLE incoming_document ADD COLUMN presented_at \(type: .integer)",
        "DROP INDEX incoming_to_direct",
        "CREATE INDEX incoming_to_present ON incoming_document (holder_id, document_id) WHERE state = 'registered'",
        """
        CREATE INDEX incoming_presented ON incoming_document (holder_id, document_id, presented_to)
        WHERE state = 'presented'
        """,
    ]

    /// An index for each queue of the home page, which holds what waits in it and nothing else.
    private static let queues: [SQL] = [
        "ALTER TABLE delivery ADD COLUMN sender_id \(type: .integer) REFERENCES unit (id)",
        """
        UPDATE delivery SET sender_id = (SELECT agency_id FROM document WHERE document.id = delivery.document_id)
        """,
        "DROP INDEX delivery_waiting",
        "CREATE INDEX delivery_arrived ON delivery (recipient_id, id) WHERE state = 'arrived'",
        "CREATE INDEX delivery_returned ON delivery (sender_id, id) WHERE state = 'returned'",
        "DROP INDEX incoming_to_direct",
        "CREATE INDEX incoming_to_direct ON incoming_document (holder_id, document_id) WHERE state = 'registered'",
        "CREATE INDEX direction_handed_out ON direction (directed_by, id) WHERE state <> 'closed'",
    ]

    private static let registers: [SQL] = [
        """
        CREATE TABLE document (
            id \(type: .integer) PRIMARY KEY,
            flow \(type: .text) NOT NULL CHECK (flow IN ('incoming', 'outgoing')),
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            type_key \(type: .text) NOT NULL CHECK (length(type_key) <= 40),
            code_number \(type: .text) CHECK (length(code_number) <= 11),
            code_notation \(type: .text) NOT NULL CHECK (length(code_notation) <= 30),
            symbol_key \(type: .text),
            issued_on \(type: .integer),
            issuer_name \(type: .text) NOT NULL CHECK (length(issuer_name) <= 200),
            subject \(type: .text) NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
            urgency \(type: .integer) NOT NULL CHECK (urgency BETWEEN 0 AND 4),
            signer_name \(type: .text) CHECK (length(signer_name) <= 50),
            signer_position \(type: .text) CHECK (length(signer_position) <= 100),
            note \(type: .text) CHECK (length(note) <= 500),
            page_count \(type: .integer) CHECK (page_count BETWEEN 0 AND 99999),
            file_hash \(type: .bytes) REFERENCES file (hash),
            listed_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """,
        "CREATE INDEX document_register ON document (agency_id, flow, listed_at, id)",
        "CREATE INDEX document_symbol ON document (symbol_key) WHERE symbol_key IS NOT NULL",
        "CREATE INDEX document_file ON document (file_hash) WHERE file_hash IS NOT NULL",
        """
        CREATE TABLE document_party (
            document_id \(type: .integer) NOT NULL REFERENCES document (id),
            unit_id \(type: .integer) NOT NULL,
            post_id \(type: .integer) NOT NULL,
            PRIMARY KEY (document_id, unit_id, post_id),
            CHECK ((unit_id = 0) <> (post_id = 0))
        )\(idiom: .strict)
        """,
        "CREATE INDEX document_party_post ON document_party (post_id, document_id) WHERE post_id <> 0",
        "CREATE INDEX document_party_unit ON document_party (unit_id, document_id) WHERE unit_id <> 0",
        """
        CREATE TABLE number_sequence (
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            series \(type: .text) NOT NULL CHECK (length(series) BETWEEN 1 AND 40),
            year \(type: .integer) NOT NULL CHECK (year BETWEEN 1945 AND 2999),
            last \(type: .integer) NOT NULL CHECK (last >= 1),
            PRIMARY KEY (agency_id, series, year)
        )\(idiom: .strict)
        """,
        """
        CREATE TABLE number_series_decision (
            id \(type: .integer) PRIMARY KEY,
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            type_key \(type: .text) NOT NULL CHECK (length(type_key) <= 40),
            series \(type: .text) NOT NULL CHECK (length(series) BETWEEN 1 AND 40),
            valid_from \(type: .integer) NOT NULL,
            basis \(type: .text) NOT NULL CHECK (length(basis) <= 200)
        )\(idiom: .strict)
        """,
        "CREATE INDEX number_series_of_type ON number_series_decision (agency_id, type_key, valid_from)",
        """
        CREATE TABLE delivery (
            id \(type: .integer) PRIMARY KEY,
            document_id \(type: .integer) NOT NULL REFERENCES document (id),
            recipient_id \(type: .integer) NOT NULL REFERENCES unit (id),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            sent_at \(type: .integer) NOT NULL,
            changed_at \(type: .integer) NOT NULL,
            reason \(type: .text) CHECK (length(reason) <= 500),
            UNIQUE (document_id, recipient_id)
        )\(idiom: .strict)
        """,
        "CREATE INDEX delivery_waiting ON delivery (recipient_id, sent_at, id) WHERE state = 'arrived'",
        """
        CREATE TABLE incoming_document (
            document_id \(type: .integer) PRIMARY KEY REFERENCES document (id),
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            arrival_number \(type: .integer) NOT NULL CHECK (arrival_number >= 1),
            year \(type: .integer) NOT NULL,
            arrived_on \(type: .integer) NOT NULL,
            registered_at \(type: .integer) NOT NULL,
            registered_by \(type: .integer) NOT NULL REFERENCES post (id),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            due_at \(type: .integer),
            completed_at \(type: .integer),
            result \(type: .text) CHECK (length(result) <= 1000),
            reply_id \(type: .integer) REFERENCES document (id),
            delivery_id \(type: .integer) UNIQUE REFERENCES delivery (id),
            UNIQUE (agency_id, year, arrival_number)
        )\(idiom: .strict)
        """,
        "CREATE INDEX incoming_to_direct ON incoming_document (agency_id, registered_at) WHERE state = 'registered'",
        """
        CREATE INDEX incoming_open ON incoming_document (agency_id, due_at)
        WHERE state <> 'completed' AND due_at IS NOT NULL
        """,
        """
        CREATE TABLE direction (
            id \(type: .integer) PRIMARY KEY,
            document_id \(type: .integer) NOT NULL REFERENCES incoming_document (document_id),
            parent_id \(type: .integer) REFERENCES direction (id),
            unit_id \(type: .integer) REFERENCES unit (id),
            post_id \(type: .integer) REFERENCES post (id),
            role \(type: .text) NOT NULL CHECK (role IN ('lead', 'coordinate', 'inform')),
            opinion \(type: .text) CHECK (length(opinion) <= 1000),
            due_at \(type: .integer),
            directed_by \(type: .integer) NOT NULL REFERENCES post (id),
            directed_at \(type: .integer) NOT NULL,
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            report \(type: .text) CHECK (length(report) <= 1000),
            closed_at \(type: .integer),
            CHECK ((unit_id IS NULL) <> (post_id IS NULL))
        )\(idiom: .strict)
        """,
        "CREATE INDEX direction_document ON direction (document_id, id)",
        "CREATE INDEX direction_unit ON direction (unit_id, state, id) WHERE unit_id IS NOT NULL",
        "CREATE INDEX direction_post ON direction (post_id, state, id) WHERE post_id IS NOT NULL",
        "CREATE INDEX direction_reported ON direction (directed_by, id) WHERE state = 'reported'",
        // One lead at each level of handing over (NĐ 30/2020 Đ. 23.2).
        "CREATE UNIQUE INDEX direction_one_lead ON direction (document_id, coalesce(parent_id, 0)) WHERE role = 'lead'",
        """
        CREATE TABLE outgoing_document (
            document_id \(type: .integer) PRIMARY KEY REFERENCES document (id),
            agency_id \(type: .integer) NOT NULL REFERENCES unit (id),
            state \(type: .text) NOT NULL CHECK (length(state) <= 20),
            drafted_by \(type: .integer) NOT NULL REFERENCES post (id),
            drafting_unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            in_reply_to \(type: .integer) REFERENCES document (id),
            approved_by \(type: .integer) REFERENCES post (id),
            approved_at \(type: .integer),
            number \(type: .integer) CHECK (number >= 1),
            series \(type: .text) CHECK (length(series) <= 40),
            year \(type: .integer),
            numbered_at \(type: .integer),
            issued_at \(type: .integer),
            reason \(type: .text) CHECK (length(reason) <= 500),
            UNIQUE (agency_id, series, year, number)
        )\(idiom: .strict)
        """,
        "CREATE INDEX outgoing_state ON outgoing_document (agency_id, state, document_id)",
        "CREATE INDEX outgoing_drafter ON outgoing_document (drafted_by, state, document_id)",
        "CREATE INDEX outgoing_reply ON outgoing_document (in_reply_to) WHERE in_reply_to IS NOT NULL",
        """
        CREATE TABLE outgoing_recipient (
            document_id \(type: .integer) NOT NULL REFERENCES outgoing_document (document_id),
            unit_id \(type: .integer) NOT NULL REFERENCES unit (id),
            place \(type: .integer) NOT NULL,
            PRIMARY KEY (document_id, unit_id)
        )\(idiom: .strict)
        """,
    ]

    /// A number stays in the register it was taken from (`agency_id`); after a reorganisation another agency holds the
    /// document, and what waits is found by its holder.
    private static let holders: [SQL] = [
        "ALTER TABLE incoming_document ADD COLUMN holder_id \(type: .integer) REFERENCES unit (id)",
        "UPDATE incoming_document SET holder_id = agency_id",
        "DROP INDEX incoming_to_direct",
        "CREATE INDEX incoming_to_direct ON incoming_document (holder_id, registered_at) WHERE state = 'registered'",
        "DROP INDEX incoming_open",
        "CREATE INDEX incoming_open ON incoming_document (holder_id, due_at) WHERE state <> 'completed'",
        "ALTER TABLE outgoing_document ADD COLUMN holder_id \(type: .integer) REFERENCES unit (id)",
        "UPDATE outgoing_document SET holder_id = agency_id",
        "DROP INDEX outgoing_state",
        "CREATE INDEX outgoing_state ON outgoing_document (holder_id, state, document_id)",
    ]
}
