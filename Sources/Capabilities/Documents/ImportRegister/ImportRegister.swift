import Database
public import Directory
public import Essentials
import Files
import Journal

/// Why an old register is not brought in, or not taken back.
public enum RegisterImportRefusal: Refusal, Equatable {
    /// Rows tell of state secrets: the file was wiped.
    case holdsSecrets(rows: [Int])
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
        case .holdsSecrets(let rows):
            Wording(
                """
                Sổ có văn bản bí mật nhà nước (dòng \(Self.list(rows))). Hệ thống này không được phép nhận; tệp đã bị xóa \
                khỏi máy chủ, chưa nhập dòng nào. Bỏ các dòng đó rồi tải lên lại.
                """,
                en: """
                    The register holds state secrets (rows \(Self.list(rows))). This system may not take them; the file was \
                    wiped and nothing imported. Take those rows out and upload it again.
                    """)
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

    private static func list(_ rows: [Int]) -> String {
        rows.map { String($0) }.joined(separator: ", ")
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

        /// - Throws: `RegisterImportRefusal` where what was found may not be imported by this order.
        func admit(_ check: RegisterCheck, twin: RegisterImport?) throws {
            guard check.secretRows.isEmpty else { throw RegisterImportRefusal.holdsSecrets(rows: check.secretRows) }
            guard !check.isUnreadable, check.wrongRows == 0 || leavesWrongRowsOut else {
                throw RegisterImportRefusal.hasWrongRows(check.wrongRows)
            }
            guard check.rows > 0 else { throw RegisterImportRefusal.hasNoRightRow }
            if !isAgain, let twin {
                throw RegisterImportRefusal.importedBefore(on: twin.orderedAt.date, fileName: twin.fileName)
            }
        }
    }

    /// - Parameter check: of this very file and layout, made just before.
    /// - Throws: `RegisterImportRefusal`.
    func callAsFunction(
        _ order: Order, file: StoredFile, check: RegisterCheck, at now: Instant, in db: Connection
    ) throws -> ID<RegisterImport> {
        try order.admit(check, twin: try db.twin(of: check.hash.bytes, agency: order.agency, flow: order.flow))
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
