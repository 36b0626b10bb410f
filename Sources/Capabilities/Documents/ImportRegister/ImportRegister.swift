import Database
public import Directory
public import Essentials
import Files
import Journal

/// Why an old register is not brought in, or not taken back.
public enum RegisterImportRefusal: Refusal, Equatable {
    /// Rows are wrong and nobody said to leave them out.
    case hasWrongRows(Int)
    case hasNoRightRow
    /// The same rows are in the register already.
    case importedBefore(on: CivilDate, fileName: String)
    /// Somebody answers documents of it.
    case isInUse([String])
    case wrongState(Wording)

    public var message: Wording {
        switch self {
        case .hasWrongRows(let count):
            Wording(
                "\(count) dòng cần sửa, nên chưa nhập dòng nào. Sửa tệp, hoặc chọn bỏ các dòng sai.",
                en: "\(count) rows are wrong, so none was imported. Mend the file, or leave the wrong rows out.")
        case .hasNoRightRow:
            Wording("Không có dòng nào nhập được.", en: "There is no row that could be imported.")
        case .importedBefore(let day, let name):
            Wording(
                "Đúng các dòng này đã được nhập ngày \(day.vietnamese) từ tệp \(name). Chọn nhập lần nữa nếu thật sự cần.",
                en: "Just these rows were imported on \(day.vietnamese) from \(name). Say so if you need them again.")
        case .isInUse(let documents):
            Wording(
                "Đã có văn bản trả lời cho \(documents.joined(separator: "; ")), nên không hoàn tác được.",
                en: "Not possible: there are answers to \(documents.joined(separator: "; ")).")
        case .wrongState(let state):
            Wording(
                "Không làm được khi sổ đang ở trạng thái “\(state.vietnamese)”.",
                en: "Not possible while the register is “\(state.english)”.")
        }
    }
}

/// Orders that an old register be brought in: what the check found is fixed, the file is kept, and the work begins. The
/// rows follow in `RegisterImportWork`, some at a time, so that nobody else waits.
struct ImportRegister: Sendable {
    /// Whose register it is, and of when.
    struct Order: Sendable {
        let agency: ID<Unit>
        let flow: Document.Flow
        let years: ClosedRange<Int>
        let fileName: String
        let layout: RegisterLayout
        let leavesWrongRowsOut: Bool
        let isAgain: Bool
        let actor: Journal.Actor
    }

    /// - Parameter check: of this very file and layout, made just before.
    /// - Throws: `RegisterImportRefusal`.
    func callAsFunction(
        _ order: Order, file: StoredFile, check: RegisterCheck, at now: Instant, in db: Connection
    ) throws -> ID<RegisterImport> {
        guard !check.isUnreadable, check.wrongRows == 0 || order.leavesWrongRowsOut else {
            throw RegisterImportRefusal.hasWrongRows(check.wrongRows)
        }
        guard check.rows > 0 else { throw RegisterImportRefusal.hasNoRightRow }
        if !order.isAgain, let twin = try db.twin(of: check.hash.bytes, agency: order.agency, flow: order.flow) {
            throw RegisterImportRefusal.importedBefore(on: twin.orderedAt.date, fileName: twin.fileName)
        }
        let job = RegisterImport(
            id: db.ids.next(), agency: order.agency, flow: order.flow, years: order.years, file: file.hash,
            fileName: order.fileName, state: .running, rows: check.rows, done: 0, leftOut: check.wrongRows,
            contentHash: check.hash.bytes, orderedBy: nil, orderedAt: now, finishedAt: nil, failure: nil,
            actor: order.actor, layout: order.layout, place: order.layout.start, hash: RegisterHash().bytes)
        try db.insert(job)
        return job.id
    }
}

extension Connection {
    /// An import of the same rows that was not taken back.
    func twin(of hash: [UInt8], agency: ID<Unit>, flow: Document.Flow) throws -> RegisterImport? {
        try first(
            """
            SELECT \(RegisterImport.columns) FROM register_import
            WHERE agency_id = \(agency) AND flow = \(flow) AND content_hash = \(hash) AND state <> 'undone'
            ORDER BY id DESC LIMIT 1
            """)
    }
}
