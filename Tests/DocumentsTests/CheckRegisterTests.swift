import Database
import Directory
import Essentials
import Files
import Spreadsheets
import TestSupport
import Testing

@testable import Documents

/// What is wrong with an old register, cell by cell, before anything is stored.
struct CheckRegisterTests {
    private func problems(
        _ row: String, headings: String = "Ngày đến;Số đến;Tác giả;Trích yếu;Độ mật;Độ khẩn;Số, ký hiệu;Số trang",
        _ flow: Document.Flow = .incoming, years: ClosedRange<Int> = 2019...2019
    ) throws -> [CellProblem] {
        let cells = headings.split(separator: ";").map(String.init)
        let layout = RegisterLayout(
            separator: UInt8(ascii: ";"), start: SheetPlace(row: 2, offset: 0), headings: cells,
            columns: RegisterHeadings(cells).columns(of: flow))
        let reader = RegisterRowReader(
            flow: flow, years: years, layout: layout, types: try .bundled(),
            today: try #require(CivilDate("2026-11-20")), agencyName: "Ủy ban nhân dân tỉnh An Hải")
        let values = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let line = SheetRow(number: 7, cells: values, next: SheetPlace(row: 8, offset: 0))
        var found: [CellProblem] = []
        let read = reader.read(line, &found)
        #expect((read == nil) == !found.isEmpty)
        return found
    }

    @Test(
        arguments: [
            ("02/01/2019;1;Bộ Nội vụ;Về việc họp;;;15/QĐ;3", []), ("2.1.2019 08:30;1;Sở;x;Không;Hoả tốc;;", []),
            ("2/1;1;Sở;x;Thường;Thường;;", []), ("2019-01-02;1;Sở;x", []),
            ("31/02/2019;1;Sở;x;;;;", ["Ngày đến"]), ("hôm qua;1;Sở;x;;;;", ["Ngày đến"]),
            ("02/01/2018;1;Sở;x;;;;", ["Ngày đến"]), ("02/01/19;1;Sở;x;;;;", ["Ngày đến"]),
            (";1;Sở;x;;;;", ["Ngày đến"]), ("02/01/2019;;;;;;;", ["Số đến", "Tác giả", "Trích yếu"]),
            ("02/01/2019;1;Sở;x;MẬT;;;", ["Độ mật"]), ("02/01/2019;1;Sở;x;Tối mật;;;", ["Độ mật"]),
            ("02/01/2019;1;Sở;x;C;;;", ["Độ mật"]), ("02/01/2019;;Sở;x;Mật (A);gấp;;ba", ["Độ mật"]),
            ("02/01/2019;1;Sở;x;Đã giải mật;;;", []), ("2019-01-02T00:00:00;1;Sở;x", []),
            ("30/12/1899;1;Sở;x;;;;", ["Ngày đến"]), ("00/01/1900;1;Sở;x;;;;", ["Ngày đến"]),
            ("#REF!;1;Sở;#N/A;;gấp;;", ["Ngày đến", "Trích yếu"]),
            ("02/01/2019;1;Sở;x;;gấp lắm;;", ["Độ khẩn"]),
            ("02/01/2019;1;Sở;x;;;123456789012/CV;", ["Số, ký hiệu"]), ("02/01/2019;1;Sở;x;;;;ba", ["Số trang"]),
        ] as [(String, [String])])
    func `each wrong cell is named by its column`(row: String, columns: [String]) throws {
        let found = try problems(row)
        #expect(found.map(\.column) == columns)
        #expect(found.allSatisfy { $0.row == 7 })
    }

    @Test func `texts are as long as their columns take, counted in characters`() throws {
        let long = String(repeating: "ữ", count: 500)
        #expect(try problems("02/01/2019;1;Sở;\(long)").isEmpty)
        #expect(try problems("02/01/2019;1;Sở;\(long)ữ").map(\.column) == ["Trích yếu"])
        #expect(try problems("02/01/2019;123456789012345678901;Sở;x").map(\.column) == ["Số đến"])
    }

    @Test func `a day without its year needs a register of one year, and none lies ahead`() throws {
        #expect(try problems("2/1;1;Sở;x", years: 2018...2019).map(\.column) == ["Ngày đến"])
        #expect(try problems("21/11/2026;1;Sở;x", years: 2026...2026).map(\.column) == ["Ngày đến"])
    }

    @Test func `a secret row is never repeated in the report beyond its mark`() throws {
        let found = try problems("02/01/2019;1;Bộ Công an;Kế hoạch tuyệt đối kín;Tuyệt mật;;;")
        #expect(!"\(found)".contains("tuyệt đối kín"))
    }

    @Test(arguments: Engine.tested)
    func `a register with state secrets is wiped, whatever somebody chose for the column`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let text = """
                Ngày đến;Số đến;Tác giả;Trích yếu;Độ mật
                02/01/2019;1;Sở;Về việc họp;
                03/01/2019;2;Bộ;Kế hoạch;Mật
                """
            let clerk = old.province.clerk.actor
            for columns in [nil, [.arrivedOn, .entryNumber, .issuer, .subject, nil]] as [[RegisterColumn?]?] {
                let upload = try await old.upload(text)
                await #expect(throws: RegisterImportRefusal.holdsSecrets(rows: [3])) {
                    _ = try await old.intake.check(
                        upload, of: .init(agency: old.province.clerk.agency, flow: .incoming, years: 2019...2019),
                        columns: columns, by: clerk, at: old.province.now)
                }
                let waiting = try await old.province.database.read { [files = old.files] db in
                    try files.waiting(upload.id, for: clerk, at: old.province.now, in: db)
                }
                #expect(waiting == nil)
                await #expect(throws: FileFault.self) { _ = try await old.files.open(upload) }
            }
            #expect(try await old.rows(of: "event WHERE kind = 'file.refused'") == 2)
            #expect(try await old.rows(of: "file") == 0)
        }
    }

    @Test func `a symbol without its number is kept`() throws {
        let cells = ["Ngày đến", "Số đến", "Tác giả", "Trích yếu", "Số", "Ký hiệu"]
        let layout = RegisterLayout(
            separator: UInt8(ascii: ";"), start: SheetPlace(row: 2, offset: 0), headings: cells,
            columns: RegisterHeadings(cells).columns(of: .incoming))
        let reader = RegisterRowReader(
            flow: .incoming, years: 2019...2019, layout: layout, types: try .bundled(),
            today: try #require(CivilDate("2026-11-20")), agencyName: "")
        var problems: [CellProblem] = []
        let line = SheetRow(
            number: 2, cells: ["02/01/2019", "1", "Sở", "x", "", "QĐ-UBND"], next: SheetPlace(row: 3, offset: 0))
        #expect(reader.read(line, &problems)?.symbol == DocumentSymbol(number: "", notation: "QĐ-UBND"))
    }

    @Test(arguments: [Engine.sqlite])
    func `the decree's own form is read, with its titles and column numbers`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let checked = try await old.check(OldRegisters.incoming)
            #expect(checked.check.isRight)
            #expect(checked.rows == 3)
            let rows = checked.check.preview
            #expect(rows.map(\.entryNumber) == ["1", "2", "2a"])
            #expect(rows.map(\.place) == [5, 6, 7])
            #expect(rows.map(\.typeKey) == ["quyet-dinh", "cong-van", "bao-cao"])
            #expect(rows[1].subject == "Về việc \"quyết toán\"; ngân sách")
            #expect(rows[1].note == "Gấp")
            #expect(rows[2].arrivedOn == CivilDate(year: 2019, month: 1, day: 3))
            #expect(try await old.rows(of: "document") == 0)
        }
    }

    @Test(arguments: [Engine.sqlite])
    func `what is no register is told as such, and columns can be chosen by hand`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let unknown = "A;B;C;D\n02/01/2019;1;Sở;Về việc họp\n"
            let checked = try await old.check(unknown)
            #expect(checked.check.isUnreadable)
            #expect(
                checked.problems.map(\.column) == [
                    "Ngày đến", "Số đến", "Tác giả (cơ quan ban hành)", "Tên loại và trích yếu",
                ])
            let mended = try await old.intake.check(
                old.upload(unknown), of: checked.register,
                columns: [.arrivedOn, .entryNumber, .issuer, .subject], by: old.province.clerk.actor,
                at: old.province.now)
            #expect(mended.check.isRight)
            let twice = try await old.intake.check(
                old.upload(unknown), of: checked.register,
                columns: [.arrivedOn, .entryNumber, .issuer, .issuer], by: old.province.clerk.actor,
                at: old.province.now)
            #expect(twice.check.isUnreadable)
            #expect(twice.problems.count == 2)
            await #expect(throws: UnreadableTable.noHeading) { try await old.check("\n\n") }
            #expect(try await old.check("Ngày đến;Số đến;Tác giả;Trích yếu\n").check.isUnreadable)
        }
    }

    @Test(arguments: [Engine.sqlite])
    func `a file that breaks off in a quote imports nothing`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            await #expect(throws: UnreadableTable.openQuote(row: 12)) {
                try await old.check(OldRegisters.long(10) + "2/1/2019;11;Sở;\"1/BC;;x")
            }
            // Far behind the headings, the rows before it are right, and still nothing is imported.
            let checked = try await old.check(OldRegisters.long(5000) + "2/1/2019;11;Sở;\"1/BC;;x")
            #expect(checked.rows == 5000)
            #expect(checked.check.isUnreadable)
            await #expect(throws: RegisterImportRefusal.self) {
                _ = try await old.intake.order(
                    checked, leavesWrongRowsOut: true, isAgain: false, by: old.province.clerk.actor,
                    at: old.province.now)
            }
        }
    }
}
