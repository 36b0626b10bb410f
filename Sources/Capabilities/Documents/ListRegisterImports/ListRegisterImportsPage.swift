import Database
import Essentials
import Web

/// The old registers that were brought in.
struct ListRegisterImportsPage: Page {
    let title = Wording("Sổ nhập từ hệ thống cũ", en: "Registers of former systems")
    let create = Action(
        Wording("Nhập sổ", en: "Import a register"), path: DocumentsPaths.newImport, icon: "upload", isPrimary: true)
    let table: WorkList

    private static let register = WorkList.Column(Wording("Sổ", en: "Register"))
    private static let file = WorkList.Column(Wording("Tệp", en: "File"), isMinor: true)
    private static let documents = WorkList.Column(Wording("Văn bản", en: "Documents"), isNumeric: true)
    private static let day = WorkList.Column(Wording("Ngày nhập", en: "Imported on"), isMinor: true)
    private static let state = WorkList.Column(Wording("Trạng thái", en: "State"))

    init(_ imports: [RegisterImport], count: CappedCount, pagination: Pagination?) {
        var table = WorkList(
            id: "imports", caption: Wording("Sổ đã nhập", en: "Imported registers"),
            countText: Self.count(count),
            columns: [Self.register, Self.file, Self.documents, Self.day, Self.state],
            rows: imports.map(Self.row))
        table.pagination = pagination
        table.empty = EmptyState(
            icon: "archive", Wording("Chưa nhập sổ nào", en: "No register was imported yet"),
            text: Wording(
                "Xuất sổ từ hệ thống cũ ra tệp Excel hoặc CSV, rồi bấm Nhập sổ.",
                en: "Export a register of the former system as Excel or CSV, then press Import a register."),
            action: Link(Wording("Nhập sổ", en: "Import a register"), path: DocumentsPaths.newImport))
        self.table = table
    }

    static func count(_ count: CappedCount) -> Wording {
        Wording("\(count.text(in: .vietnamese)) lần nhập", en: "\(count.text(in: .english)) imports")
    }

    private static func row(_ job: RegisterImport) -> WorkList.Row {
        WorkList.Row(
            id: job.id.description,
            cells: [
                .init(
                    register,
                    .link(path: DocumentsPaths.registerImport(job.id), text: job.title.vietnamese)),
                .init(file, .text(Wording.verbatim(job.fileName))),
                .init(documents, .text(Quantity(job.state == .undone ? 0 : job.done))),
                .init(day, .text(job.orderedAt.date)),
                .init(state, .state(job.tag)),
            ])
    }
}

extension RegisterImport {
    /// `Sổ văn bản đến 2019`.
    var title: Wording {
        flow == .incoming
            ? Wording("Sổ văn bản đến \(yearsText)", en: "Incoming documents \(yearsText)")
            : Wording("Sổ văn bản đi \(yearsText)", en: "Outgoing documents \(yearsText)")
    }

    var tag: StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .running, .undoing: .active
            case .done: .done
            case .failed: .late
            case .undone: .stopped
            }
        return StateTag(kind, state.name)
    }
}
