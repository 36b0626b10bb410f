import Directory
import Essentials
import Files
import Web

/// Brings an old register in: the file, which column holds what, the first rows as they are understood, every cell to
/// mend; then the import.
struct ImportRegisterPage: Page {
    let title = Wording("Nhập sổ từ hệ thống cũ", en: "Import a register of a former system")
    let back = Link(Wording("Sổ đã nhập", en: "Imported registers"), path: DocumentsPaths.imports)
    let action = DocumentsPaths.imports
    let errors: ErrorSummary?
    let problem: Notice?
    let flow: SelectField
    let firstYear: TextField
    let lastYear: TextField
    let file: FileField
    /// What was uploaded before; another file takes its place.
    let upload: Upload?
    let found: Found?

    /// What is filled in, and what is wrong with it.
    struct Filling {
        var form = FilledForm()
        var refusal: RegisterImportRefusal?
        var file: InspectedFile?
        var found: Found?
    }

    init(_ filling: Filling) {
        let form = filling.form
        errors = ErrorSummary(form.problems)
        problem = filling.refusal.map { Notice(.warn, $0.message) }
        flow = SelectField(
            form.words("flow", Wording("Sổ", en: "Register")), blankLabel: Wording("Chọn sổ", en: "Choose"),
            options: [Document.Flow.incoming, .outgoing].map {
                .init($0.rawValue, $0.registerName, isSelected: form.values["flow"] == $0.rawValue)
            })
        firstYear = form.line("firstYear", Wording("Năm", en: "Year"), .short, atMost: 4)
        lastYear = form.line("lastYear", Wording("Đến năm", en: "To year"), .short, atMost: 4, isOptional: true)
        file = FileField(
            FieldWords(
                "file", Wording("Tệp Excel hoặc CSV", en: "Excel or CSV file"),
                help: Wording(
                    """
                    Tệp .xlsx (đọc trang tính đầu tiên) hoặc CSV UTF-8, tối đa 32 MB. Sổ lớn hơn do người vận hành nhập \
                    bằng lệnh “lienthong documents import”.
                    """,
                    en: """
                        .xlsx (the first sheet is read) or CSV in UTF-8, at most 32 MB. Larger registers are imported by \
                        the operator with “lienthong documents import”.
                        """), isOptional: filling.file != nil, problems: form.problems),
            accept: ".xlsx,.csv,text/csv,\(MediaType.xlsx.rawValue)")
        upload = filling.file.map { Upload(id: $0.id.description, fileName: $0.name.text) }
        found = filling.found
    }
}

extension ImportRegisterPage {
    /// A file that waits for the import.
    struct Upload: Viewable {
        let id: String
        let fileName: String
    }

    /// What the check found.
    struct Found: Viewable {
        /// Which sheet was read, where there are several.
        let sheetNote: Wording?
        let summary: Notice
        let twin: Notice?
        let hasTwin: Bool
        let columns: [ColumnLine]
        let previewHeadings: [Wording]
        let preview: [PreviewLine]
        let cells: CellReport?
        let mayImport: Bool
        let mayLeaveOut: Wording?
    }

    /// A column of the file: what stands in it, and what it is taken for.
    struct ColumnLine: Viewable {
        let heading: String
        let sample: String
        let field: SelectField
    }

    /// A row as it will stand in the register.
    struct PreviewLine: Viewable {
        let cells: [String]
    }
}

extension ImportRegisterPage.Found {
    init(_ checked: RegisterIntake.Checked, words: DocumentWords) {
        let (check, flow) = (checked.check, checked.register.flow)
        let sheets = checked.sheets
        sheetNote =
            sheets.count > 1
            ? Wording(
                "Tệp có \(sheets.count) trang tính; chỉ đọc trang “\(sheets[0])”.",
                en: "The file has \(sheets.count) sheets; only “\(sheets[0])” is read.") : nil
        summary = Self.summary(check)
        twin = checked.twin.map {
            Notice(
                .warn, RegisterImportRefusal.importedBefore(on: $0.orderedAt.date, fileName: $0.fileName).message,
                links: [
                    Link(Wording("Mở lần nhập đó", en: "Open that import"), path: DocumentsPaths.registerImport($0.id))
                ])
        }
        hasTwin = checked.twin != nil
        columns = Self.columns(checked.sheet, flow)
        previewHeadings = Self.headings(flow)
        preview = check.preview.map { .init(cells: Self.cells($0, flow, words)) }
        cells = CellReport(check.problems, count: check.problemCount)
        mayImport = !check.isUnreadable && check.rows > 0
        mayLeaveOut =
            mayImport && check.wrongRows > 0
            ? Wording(
                "Bỏ \(check.wrongRows) dòng sai, chỉ nhập \(check.rows) dòng đúng",
                en: "Leave \(check.wrongRows) wrong rows out and import \(check.rows)") : nil
    }

    private static func summary(_ check: RegisterCheck) -> Notice {
        if check.isRight {
            return Notice(
                .good,
                Wording(
                    "\(check.rows) dòng đều hợp lệ. Chưa nhập dòng nào.",
                    en: "All \(check.rows) rows are right. Nothing is imported yet."))
        }
        if check.isUnreadable {
            return Notice(.bad, Wording("Chưa đọc được sổ. Xem chỗ cần sửa.", en: "The register cannot be read yet."))
        }
        return Notice(
            .bad,
            Wording(
                "\(check.rows) dòng hợp lệ, \(check.wrongRows) dòng cần sửa (\(check.problemCount) ô). Chưa nhập dòng nào.",
                en:
                    "\(check.rows) rows are right, \(check.wrongRows) wrong (\(check.problemCount) cells). Nothing is imported."
            ))
    }

    private static func columns(_ sheet: RegisterSheet, _ flow: Document.Flow) -> [ImportRegisterPage.ColumnLine] {
        sheet.layout.headings.indices.map { place in
            let heading = sheet.layout.headings[place]
            let shown = heading.isEmpty ? "(\(place + 1))" : heading
            let chosen = sheet.layout.columns[place]
            return .init(
                heading: shown,
                sample: sheet.samples.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
                    .map { String($0.prefix(60)) }.joined(separator: " · "),
                field: SelectField(
                    FieldWords("column\(place)", .verbatim(shown), isOptional: true),
                    blankLabel: Wording("Không nhập cột này", en: "Leave this column out"),
                    options: RegisterColumn.all(of: flow).map {
                        .init($0.rawValue, $0.name, isSelected: $0 == chosen)
                    }))
        }
    }

    private static func headings(_ flow: Document.Flow) -> [Wording] {
        (flow == .incoming ? [RegisterColumn.entryNumber.name, RegisterColumn.arrivedOn.name] : []) + [
            RegisterColumn.symbol.name, RegisterColumn.issuedOn.name, RegisterColumn.issuer.name,
            RegisterColumn.type.name, Wording("Trích yếu", en: "Subject"), RegisterColumn.recipient.name,
        ]
    }

    private static func cells(_ row: RegisterRow, _ flow: Document.Flow, _ words: DocumentWords) -> [String] {
        (flow == .incoming ? [row.entryNumber ?? "", row.arrivedOn?.vietnamese ?? ""] : []) + [
            row.symbol.text, row.issuedOn?.vietnamese ?? "", row.issuer, words.type(row.typeKey).vietnamese,
            row.subject, row.recipient ?? "",
        ]
    }
}

extension Document.Flow {
    /// The register as the decree calls it (NĐ 30/2020 PL IV).
    var registerName: Wording {
        switch self {
        case .incoming: Wording("Sổ đăng ký văn bản đến", en: "Register of incoming documents")
        case .outgoing: Wording("Sổ đăng ký văn bản đi", en: "Register of outgoing documents")
        }
    }
}
