import Directory
import Essentials
import Files
import Spreadsheets
import Web

/// One old register: how far its import has come, what came of it, and the way back.
struct RegisterImportPage: Page {
    let title: Wording
    let record: RecordHead
    let problem: Notice?
    let progress: Notice?
    let facts: FactList
    let errors: ErrorSummary?
    /// What came of the files that were just sent.
    let attached: Notice?
    let left: CellReport?
    let attaching: Attaching?
    let undo: Undo?

    /// What was just tried with it.
    struct Tried {
        var refusal: RegisterImportRefusal?
        var problems: Problems?
        var report: AttachRegisterFiles.Report?
    }

    /// Files that documents still wait for.
    struct Attaching: Viewable {
        let text: Wording
        let field: FileField
        let action: String
    }

    /// The way back, with what it means.
    struct Undo: Viewable {
        let text: Wording
        let action: Action
    }

    init(_ job: RegisterImport, names: Names, withoutFile: Int, _ tried: Tried) {
        title = job.title
        record = RecordHead(
            kindLabel: Wording("Nhập từ hệ thống cũ", en: "From a former system"), title: job.title,
            back: Link(Wording("Sổ đã nhập", en: "Imported registers"), path: DocumentsPaths.imports), state: job.tag,
            actions: job.state == .done
                ? [
                    Action(
                        Wording("Xem trong sổ", en: "See the register"),
                        path: DocumentsPaths.list(job.flow) + "?state=\(ImportedDocument.state)", icon: "list",
                        isPrimary: true)
                ] : [])
        problem = tried.refusal.map { Notice(.warn, $0.message) }
        errors = ErrorSummary(tried.problems)
        attached = tried.report.map(Self.told)
        left = tried.report.flatMap { report in
            CellReport(
                report.left.map { CellProblem(row: 0, value: $0.name, message: $0.reason) }, count: report.leftCount)
        }
        attaching = job.state == .done && withoutFile > 0 ? Self.attaching(job, withoutFile, tried.problems) : nil
        progress = Self.progress(job)
        facts = FactList(Self.facts(job, names))
        undo = job.state == .done || job.state == .failed ? Self.undo(job) : nil
    }

    private static func undo(_ job: RegisterImport) -> Undo {
        Undo(
            text: Wording(
                """
                Đưa cả \(job.done) văn bản của lần nhập này ra khỏi sổ và tra cứu. Nhật ký vẫn giữ việc đã nhập và đã \
                hoàn tác.
                """,
                en: """
                    Takes all \(job.done) documents of this import out of the registers and of search. The journal keeps \
                    both: that it was imported and that it was undone.
                    """),
            action: Action(
                Wording("Hoàn tác lần nhập", en: "Undo the import"), posting: DocumentsPaths.undoing(job.id),
                icon: "undo", isDanger: true))
    }

    private static func told(_ report: AttachRegisterFiles.Report) -> Notice {
        Notice(
            report.leftCount == 0 ? .good : .warn,
            Wording(
                "Đã gắn tệp cho \(report.attached) văn bản; \(report.leftCount) tệp không dùng được.",
                en: "\(report.attached) documents were given their files; \(report.leftCount) files were not used."))
    }

    private static func attaching(_ job: RegisterImport, _ count: Int, _ problems: Problems?) -> Attaching {
        Attaching(
            text: Wording(
                "\(count) văn bản có tên tệp trong sổ và chưa có tệp. Tải lên tệp ZIP chứa các tệp PDF đó.",
                en: "\(count) documents name a file and have none yet. Upload a ZIP of those PDF files."),
            field: FileField(
                FieldWords(
                    "file", Wording("Tệp ZIP", en: "ZIP file"),
                    help: Wording("Mỗi lần nhiều nhất 200 tệp, 200 MB.", en: "At most 200 files and 200 MB at a time."),
                    problems: problems), accept: ".zip,application/zip"),
            action: DocumentsPaths.attachingFiles(job.id))
    }

    private static func progress(_ job: RegisterImport) -> Notice? {
        let again = [Link(Wording("Xem lại tiến độ", en: "Look again"), path: DocumentsPaths.registerImport(job.id))]
        switch job.state {
        case .running:
            return Notice(
                .info,
                Wording(
                    "Đã nhập \(job.done) trên \(job.rows) văn bản. Có thể rời trang, việc nhập vẫn tiếp tục.",
                    en: "\(job.done) of \(job.rows) documents are in. You may leave; it goes on."), links: again)
        case .undoing:
            return Notice(
                .info,
                Wording(
                    "Đang đưa văn bản ra khỏi sổ. Có thể rời trang, việc này vẫn tiếp tục.",
                    en: "The documents are being taken out. You may leave; it goes on."), links: again)
        case .failed:
            return Notice(
                .bad,
                Wording(
                    """
                    Việc nhập dừng sau \(job.done) trên \(job.rows) văn bản. Hoàn tác, rồi nhập lại; nếu vẫn dừng, báo \
                    người vận hành: \(job.failure ?? "")
                    """,
                    en: """
                        The import stopped after \(job.done) of \(job.rows) documents. Undo it and import again; if it \
                        stops again, tell the operator: \(job.failure ?? "")
                        """))
        case .done:
            return Notice(.good, Wording("Đã nhập \(job.done) văn bản.", en: "\(job.done) documents were imported."))
        case .undone: return nil
        }
    }

    private static func facts(_ job: RegisterImport, _ names: Names) -> [Fact] {
        let who = job.orderedBy.map { names[$0].person } ?? "lienthong documents import"
        return [
            Fact(Wording("Cơ quan", en: "Agency"), names[job.agency]),
            Fact(Wording("Năm", en: "Years"), job.yearsText), Fact(Wording("Tệp", en: "File"), job.fileName),
            Fact(Wording("Mã băm của tệp (SHA-256)", en: "File hash (SHA-256)"), job.file.description),
            Fact(Wording("Văn bản", en: "Documents"), Quantity(job.rows)),
            Fact(Wording("Dòng sai đã bỏ", en: "Wrong rows left out"), Quantity(job.leftOut)),
            Fact(
                Wording("Mã băm nội dung (SHA-256)", en: "Content hash (SHA-256)"),
                RegisterHash.text(job.contentHash)),
            Fact(Wording("Người nhập", en: "Imported by"), who),
            Fact(Wording("Bắt đầu", en: "Begun"), job.orderedAt),
            Fact(Wording("Kết thúc", en: "Ended"), job.finishedAt),
        ]
    }
}
