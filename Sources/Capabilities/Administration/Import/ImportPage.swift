import Directory
import Essentials
import Files
import Web

/// Brings units or people in from a spreadsheet: checked first, with every cell to mend; then imported, all or nothing.
struct ImportPage: Page {
    let title: Wording
    let back: Link
    let explanation: Wording
    let samplePath: String
    let action: String
    let errors: ErrorSummary?
    let file: FileField
    let report: Report?

    /// What the check found.
    struct Report: Viewable {
        let summary: Notice
        /// Nil when nothing is to be mended.
        let cells: CellReport?
        /// The file that is kept for the import; nil while something is to be mended.
        let uploadID: String?
    }

    init(_ kind: ImportKind, problems: Problems? = nil, report: Report? = nil) {
        title = kind.title
        back = kind.back
        explanation = kind.explanation
        samplePath = kind.exportPath
        action = kind.path
        errors = ErrorSummary(problems)
        file = FileField(
            FieldWords(
                "file", Wording("Tệp CSV", en: "CSV file"),
                help: Wording(
                    "Lưu từ bảng tính dạng CSV UTF-8, tối đa 5 MB và 5.000 dòng.",
                    en: "Saved from a spreadsheet as CSV UTF-8, at most 5 MB and 5,000 rows."), problems: problems),
            accept: ".csv,text/csv")
        self.report = report
    }
}

extension ImportPage.Report {
    /// - Parameter upload: the checked file.
    init(_ report: ImportReport, upload: ID<UploadedFile>) {
        let count = report.problems.count
        uploadID = count == 0 ? upload.description : nil
        summary =
            count == 0
            ? Notice(
                .good,
                Wording(
                    "\(report.rows) dòng đều hợp lệ. Chưa ghi gì; bấm Nhập tất cả để ghi.",
                    en: "All \(report.rows) rows are right. Nothing is stored yet; press Import all."))
            : Notice(
                .bad,
                Wording(
                    "\(report.rows) dòng, \(count) chỗ cần sửa. Chưa ghi gì. Sửa trong bảng tính rồi tải lên lại.",
                    en: "\(report.rows) rows, \(count) cells to mend. Nothing is stored. Mend them and upload again."))
        cells = CellReport(report.problems)
    }
}

/// What is imported.
enum ImportKind: Sendable, CaseIterable {
    case units, people

    var path: String {
        switch self {
        case .units: AdministrationPaths.unitsImport
        case .people: AdministrationPaths.peopleImport
        }
    }

    var exportPath: String {
        switch self {
        case .units: AdministrationPaths.unitsExport
        case .people: AdministrationPaths.peopleExport
        }
    }

    var permission: Permission {
        switch self {
        case .units: .manageDirectory
        case .people: .manageAccounts
        }
    }

    var title: Wording {
        switch self {
        case .units: Wording("Nhập đơn vị từ tệp CSV", en: "Import units from CSV")
        case .people: Wording("Nhập cán bộ từ tệp CSV", en: "Import people from CSV")
        }
    }

    var back: Link {
        switch self {
        case .units: Link(Wording("Cơ quan, đơn vị", en: "Units"), path: AdministrationPaths.units)
        case .people: Link(Wording("Danh sách cán bộ", en: "People"), path: AdministrationPaths.people)
        }
    }

    var explanation: Wording {
        switch self {
        case .units:
            Wording(
                "Đơn vị cấp trên ghi bằng mã định danh hoặc tên đầy đủ; để trống là trực thuộc tỉnh.",
                en: "The unit above is written by its identifier or full name; blank means directly below the province."
            )
        case .people:
            Wording(
                """
                Mỗi dòng là một chức vụ. Người có tên đăng nhập đã biết được giao thêm chức vụ. Nhóm quyền ghi bằng mã, \
                cách nhau bởi dấu cách.
                """,
                en: """
                    Each row is a post. A person whose user name is known gets one more post. Roles are written by \
                    their codes, parted by spaces.
                    """)
        }
    }
}
