import Database
import Directory
import Essentials
import Files
import Spreadsheets
import TestSupport
import Testing

@testable import Documents

/// Old registers that come as Excel keeps them.
struct WorkbookRegisterTests {
    @Test(arguments: Engine.tested)
    func `a workbook comes in as the same register saved as CSV does`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let saved = try await old.check(OldRegisters.incoming)
            let checked = try await old.check(OldRegisters.workbook(OldRegisters.incoming))
            #expect(checked.check.isRight)
            #expect(checked.check.hash == saved.check.hash)
            #expect(checked.check.preview.map(\.place) == [5, 6, 7])
            #expect(checked.sheets == ["Sổ"])
            let id = try await old.intake.order(
                checked, leavesWrongRowsOut: false, isAgain: false, by: old.province.clerk.actor, at: old.province.now)
            let job = try await old.intake.work(on: id)
            #expect(job.state == .done)
            #expect(job.fileName == "so-cu.xlsx")
            #expect(try await old.listed(ListDocuments(search: "quyết toán")).first?.entryNumber == "2")
            #expect(try await old.check(OldRegisters.incoming).twin?.id == id)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `the import of a workbook that stopped goes on where it was`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let checked = try await old.check(OldRegisters.workbook(OldRegisters.long(2500)))
            let id = try await old.intake.order(
                checked, leavesWrongRowsOut: false, isAgain: false, by: old.province.clerk.actor, at: old.province.now)
            let begun = try await old.intake.work(on: id, rows: 1)
            #expect(begun.done == RegisterImportWork.batch)
            #expect(begun.place.row == RegisterImportWork.batch + 2)
            let done = try await old.intake.work(on: id)
            #expect(done.state == .done)
            #expect(try await old.rows(of: "imported_document") == 2500)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: [Engine.sqlite])
    func `what is wrong in a workbook is told by the row that Excel shows`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let wrong = "Ngày đến;Số đến;Tác giả;Trích yếu\n\n31/02/2019;1;Sở;Về việc họp\n03/01/2019;2;;#REF!\n"
            let checked = try await old.check(OldRegisters.workbook(wrong))
            #expect(checked.problems.map(\.row) == [3, 4])
            #expect(checked.problems.map(\.column) == ["Ngày đến", "Trích yếu"])
            #expect(checked.problems.map(\.value) == ["31/02/2019", "#REF!"])
        }
    }

    @Test(arguments: [Engine.sqlite])
    func `a workbook with a state secret is wiped, and a broken one refused`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let secret = "Ngày đến;Số đến;Tác giả;Trích yếu;Độ mật\n02/01/2019;1;Bộ;Kế hoạch;Tối mật\n"
            await #expect(throws: RegisterImportRefusal.holdsSecrets(rows: [2])) {
                _ = try await old.check(OldRegisters.workbook(secret))
            }
            #expect(try await old.rows(of: "spool_entry") == 0)
            var broken = try OldRegisters.workbook(OldRegisters.incoming)
            broken.parts["xl/worksheets/sheet1.xml"] = "<!DOCTYPE x><worksheet/>"
            await #expect(throws: UnreadableTable.damagedWorkbook) { _ = try await old.check(broken) }
            var bytes = try OldRegisters.workbook(OldRegisters.incoming).bytes
            // The end of the last part, which is the sheet.
            let directory = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
            bytes[directory - 20] ^= 0xFF
            let damaged = bytes
            await #expect(throws: (any Error).self) {
                let upload = try await old.upload(damaged, name: "so-cu.xlsx")
                _ = try await old.intake.check(
                    upload, of: .init(agency: old.province.clerk.agency, flow: .incoming, years: 2019...2019),
                    by: old.province.clerk.actor, at: old.province.now)
            }
        }
    }
}
