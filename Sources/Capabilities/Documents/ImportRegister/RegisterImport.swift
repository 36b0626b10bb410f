public import Database
public import Directory
public import Essentials
public import Files
import Journal
import Spreadsheets

/// An old register that was brought in from a former system: whose it is, of which years, how far it has come.
///
/// Its documents are closed history. They keep the numbers they had and take none of a living series.
public struct RegisterImport: Sendable {
    public let id: ID<RegisterImport>
    public let agency: ID<Unit>
    public let flow: Document.Flow
    public let years: ClosedRange<Int>
    /// The register's own file, kept as it came.
    public let file: FileHash
    public let fileName: String
    public let state: State
    /// Documents that belong to it, and how many of them stand in the register.
    public let rows: Int
    public let done: Int
    /// Rows of the file that were wrong and left out.
    public let leftOut: Int
    /// `RegisterHash` over all its documents, as the check before the import found it.
    public let contentHash: [UInt8]
    public let orderedBy: ID<Post>?
    public let orderedAt: Instant
    public let finishedAt: Instant?
    /// Why it stopped.
    public let failure: String?
    /// Who ordered it, as the journal knows one.
    let actor: Journal.Actor
    let layout: RegisterLayout
    /// Where the next row is read.
    let place: SheetPlace
    /// `RegisterHash` over the documents that stand in the register.
    let hash: [UInt8]

    /// How far it has come.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        case running, done, failed, undoing, undone

        public var name: Wording {
            switch self {
            case .running: Wording("Đang nhập", en: "Being imported")
            case .done: Wording("Đã nhập", en: "Imported")
            case .failed: Wording("Bị dừng", en: "Stopped")
            case .undoing: Wording("Đang hoàn tác", en: "Being undone")
            case .undone: Wording("Đã hoàn tác", en: "Undone")
            }
        }
    }

    /// `2019`, `2015–2019`.
    public var yearsText: String {
        years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
    }

    /// Whether there is something to do in the background.
    public var isAtWork: Bool { state == .running || state == .undoing }
}

extension RegisterImport: RowDecodable {
    static let columns: SQL = """
        register_import.id, register_import.agency_id, register_import.flow, register_import.year_from,
        register_import.year_to, register_import.file_hash, register_import.file_name, register_import.layout,
        register_import.state, register_import.row_count, register_import.done_count, register_import.left_out,
        register_import.next_row, register_import.next_byte, register_import.rows_hash, register_import.content_hash,
        register_import.actor_person, register_import.actor_post, register_import.actor_unit,
        register_import.ordered_at, register_import.finished_at, register_import.failure
        """

    public init(row: Row) throws {
        id = try row["id"]
        agency = try row["agency_id"]
        flow = try row["flow"]
        let (first, last): (Int, Int) = (try row["year_from"], try row["year_to"])
        years = first...max(first, last)
        file = try row["file_hash"]
        fileName = try row["file_name"]
        layout = try RegisterLayout(written: try row["layout"])
        state = try row["state"]
        rows = try row["row_count"]
        done = try row["done_count"]
        leftOut = try row["left_out"]
        place = SheetPlace(row: try row["next_row"], offset: try row["next_byte"])
        hash = try row["rows_hash"]
        contentHash = try row["content_hash"]
        let (person, post, unit): (ID<Person>?, ID<Post>?, ID<Unit>?) = (
            try row["actor_person"], try row["actor_post"], try row["actor_unit"]
        )
        orderedBy = post
        if let person, let post, let unit {
            actor = Journal.Actor(person: person, post: post, unit: unit)
        } else {
            actor = .platform
        }
        orderedAt = try row["ordered_at"]
        finishedAt = try row["finished_at"]
        failure = try row["failure"]
    }
}

extension Connection {
    /// An import, held until the transaction ends where it is to be changed.
    func registerImport(_ id: ID<RegisterImport>, forUpdate: Bool = false) throws -> RegisterImport? {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        return try first("SELECT \(RegisterImport.columns) FROM register_import WHERE id = \(id)\(hold)")
    }

    /// An import of the caller's agency.
    /// - Throws: `NotFound` for any other, and without the right.
    func registerImport(_ id: ID<RegisterImport>, for caller: Caller) throws -> RegisterImport {
        guard caller.mayHere(.importRegisters), let found = try registerImport(id), found.agency == caller.agency else {
            throw NotFound()
        }
        return found
    }

    func insert(_ job: RegisterImport) throws {
        try execute(
            """
            INSERT INTO register_import (
                id, agency_id, flow, year_from, year_to, file_hash, file_name, layout, state, row_count, done_count,
                left_out, next_row, next_byte, rows_hash, content_hash, actor_person, actor_post, actor_unit,
                ordered_at)
            VALUES (
                \(job.id), \(job.agency), \(job.flow), \(job.years.lowerBound), \(job.years.upperBound), \(job.file),
                \(job.fileName), \(try job.layout.written()), \(job.state), \(job.rows), \(job.done), \(job.leftOut),
                \(job.place.row), \(job.place.offset), \(job.hash), \(job.contentHash), \(job.actor.person), \(job.actor.post),
                \(job.actor.unit), \(job.orderedAt))
            """)
    }

    /// Moves an import on; nothing happens when it is no longer where it was: somebody else moved it.
    func move(
        _ job: RegisterImport, to state: RegisterImport.State, at now: Instant, failure: String? = nil
    ) throws {
        try execute(
            """
            UPDATE register_import SET state = \(state), finished_at = \(now), failure = \(failure)
            WHERE id = \(job.id) AND state = \(job.state)
            """)
    }
}
