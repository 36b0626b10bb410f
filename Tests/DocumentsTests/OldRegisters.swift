import Database
import Directory
import Essentials
import Files
import Journal
import Spreadsheets
import TestSupport
import Testing
import Web

@testable import Documents

/// Old registers as former systems give them, and a province to bring them into.
struct OldRegisters {
    let province: SmallProvince
    let files: FileStore

    var intake: RegisterIntake {
        RegisterIntake(database: province.database, files: files, types: province.types)
    }

    /// A province with a place for files.
    static func with(_ engine: Engine, _ body: (OldRegisters) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            try await SmallProvince.with(engine) { province in
                let files = try FileStore(directory: folder.path, database: province.database)
                try await body(OldRegisters(province: province, files: files))
            }
        }
    }

    /// The register of incoming documents of 2019, as Excel saves the decree's own form: titles above the headings, the
    /// numbers of the columns below them, a row of nothing at the end.
    static let incoming = """
        \u{FEFF}SỔ ĐĂNG KÝ VĂN BẢN ĐẾN;;;;;;;;;\r
        Năm 2019;;;;;;;;;\r
        Ngày đến;Số đến;Tác giả;Số, ký hiệu;Ngày tháng văn bản;Tên loại và trích yếu nội dung văn bản;\
        Đơn vị hoặc người nhận;Ngày chuyển;Ký nhận;Ghi chú\r
        (1);(2);(3);(4);(5);(6);(7);(8);(9);(10)\r
        02/01/2019;1;Bộ Nội vụ;15/QĐ-BNV;28/12/2018;Quyết định về chương trình cải cách;Phòng Nội vụ;02/01/2019;Lan;\r
        3/1/2019;2;Sở Tài chính;7/STC-NS;02/01/2019;"Về việc ""quyết toán""; ngân sách";Phòng Tài chính;;;Gấp\r
        03/01;2a;UBND xã Hoà Bình;;;Báo cáo tình hình Tết;;;;\r
        ;;;;;;;;;\r

        """

    static let outgoing = """
        "Số, ký hiệu",Ngày tháng văn bản,Tên loại và trích yếu,Người ký,Nơi nhận,Số lượng bản
        01/QĐ-UBND,05/01/2019,Quyết định thành lập tổ công tác,Lê Quang Đạo,Các sở,20
        12/UBND-VX,2019-02-07,Về việc nghỉ Tết,Lê Quang Đạo,,
        """

    /// A file that the clerk uploaded.
    func upload(_ text: String) async throws -> InspectedFile {
        try await upload(Array(text.utf8), name: "so-cu.csv")
    }

    func upload(_ bytes: [UInt8], name: String) async throws -> InspectedFile {
        let received = try await files.receive(bytes: bytes, name: name, by: province.clerk.actor)
        return try await files.inspect(received, accepting: RegisterIntake.accepted)
    }

    /// The same register as Excel keeps it.
    static func workbook(_ text: String) throws -> WorkbookSample {
        let bytes = Array(text.utf8)
        let dialect = CSVDialect(bytes)
        var reader = CSVReader(dialect)
        var rows = try reader.read(bytes[Int(dialect.start.offset)...])
        if let last = try reader.finish() { rows.append(last) }
        return WorkbookSample(rows.map(\.cells))
    }

    func check(_ workbook: WorkbookSample) async throws -> RegisterIntake.Checked {
        try await intake.check(
            upload(workbook.bytes, name: "so-cu.xlsx"),
            of: .init(agency: province.clerk.agency, flow: .incoming, years: 2019...2019), by: province.clerk.actor,
            at: province.now)
    }

    func check(
        _ text: String, _ flow: Document.Flow = .incoming, years: ClosedRange<Int> = 2019...2019
    ) async throws -> RegisterIntake.Checked {
        try await intake.check(
            upload(text), of: .init(agency: province.clerk.agency, flow: flow, years: years),
            by: province.clerk.actor, at: province.now)
    }

    /// From the upload to the last row.
    @discardableResult
    func bringIn(
        _ text: String, _ flow: Document.Flow = .incoming, years: ClosedRange<Int> = 2019...2019,
        leavingWrongRowsOut: Bool = false, again: Bool = false
    ) async throws -> RegisterImport {
        let checked = try await check(text, flow, years: years)
        let id = try await intake.order(
            checked, leavesWrongRowsOut: leavingWrongRowsOut, isAgain: again, by: province.clerk.actor,
            at: province.now)
        return try await intake.work(on: id)
    }

    /// A register of so many rows.
    static func long(_ rows: Int) -> String {
        "Ngày đến;Số đến;Tác giả;Số, ký hiệu;Ngày tháng văn bản;Trích yếu\n"
            + (1...rows).map { number in
                "\(number % 28 + 1)/\(number % 12 + 1)/2019;\(number);Sở số \(number % 40);\(number)/BC-SO;;"
                    + "Báo cáo số \(number) về tình hình\n"
            }.joined()
    }

    /// What a list of the caller's agency shows, newest first.
    func listed(_ list: ListDocuments, for caller: Caller? = nil) async throws -> [ListedDocument] {
        let (caller, now) = (caller ?? province.clerk, province.now)
        return try await province.database.read { db in
            try list.page(for: caller, at: now, position: .newest, size: 100, in: db).items
        }
    }

    /// What is wrong with what is stored.
    func violations() async throws -> [String] {
        try await province.database.read { db in try DocumentsRules.all.flatMap { try $0.violations(db) } }
    }

    func events(_ kind: String) async throws -> [RecordedEvent] {
        try await province.database.read { db in
            let registers: [ID<RegisterImport>] = try db.values("SELECT id FROM register_import ORDER BY id")
            return try registers.flatMap { try db.events(about: .register($0)) }.filter { $0.kind == kind }
        }
    }

    func rows(of table: SQL) async throws -> Int {
        try await province.database.read { db in try db.value("SELECT count(*) FROM \(table)") ?? 0 }
    }
}
