import Database
import Directory
import Essentials
import TestSupport
import Testing

struct ImportPagesTests {
    private static let heading = "Tên đơn vị,Loại đơn vị,Đơn vị cấp trên,Có con dấu riêng,Mã định danh,Từ ngày"

    @Test(arguments: Engine.tested)
    func `a file is checked, then imported whole`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await browser.get("/units/import")
            let csv = """
                \(Self.heading)
                Sở Nội vụ,"Sở, ban, ngành",,có,H99.05,01/01/2020
                Phòng Tổ chức,"Phòng, ban, văn phòng",Sở Nội vụ,không,,01/01/2020
                """
            let checked = try await browser.upload("/units/import", csv, as: "don-vi.csv")
            #expect(checked.status == 200)
            #expect(checked.text.contains("2 dòng đều hợp lệ"))
            #expect(try await house.events("directory.unit-created") == 1)
            let upload = try #require(browser.value("upload"))
            let done = try await browser.post("/units/import", [("upload", upload)])
            #expect(done.path == "/units")
            #expect(done.text.contains("Phòng Tổ chức"))
            #expect(try await house.events("directory.unit-created") == 3)
            let export = try await browser.get("/units/export")
            #expect(export.text.contains("H99.05"))
            #expect(export.text.hasPrefix("\u{FEFF}Tên đơn vị,"))
        }
    }

    @Test(arguments: Engine.tested)
    func `each wrong cell is named with its row, column and value, and nothing is stored`(
        engine: Engine
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            let browser = try await house.browser()
            try await browser.get("/units/import")
            let csv = """
                \(Self.heading)
                Sở Nội vụ,"Sở, ban, ngành",,có,H99.05,31/02/2020
                Sở Y tế,Bệnh viện,Không có,có,,01/01/2020
                """
            let report = try await browser.upload("/units/import", csv, as: "don-vi.csv")
            #expect(report.status == 422)
            #expect(report.text.contains("2 dòng, 3 chỗ cần sửa"))
            for text in ["31/02/2020", "Bệnh viện", "Không có", "Loại đơn vị"] {
                #expect(report.text.contains("<td>\(text)</td>"), "the report lacks \(text)")
            }
            #expect(browser.value("upload") == nil)
            #expect(try await house.events("directory.unit-created") == 1)
        }
    }

    @Test func `a file that is no table is refused with the reason`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let browser = try await house.browser()
            try await browser.get("/people/import")
            let pdf = try await browser.upload("/people/import", "%PDF-1.7\n%âãÏÓ\n", as: "can-bo.csv")
            #expect(pdf.status == 422)
            #expect(pdf.text.contains("id=\"file-error\""))
            let none = try await browser.post("/people/import")
            #expect(none.status == 422)
        }
    }

    @Test func `people come in with post and role, and go out without roles`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            try await house.unit("Sở Nội vụ")
            let browser = try await house.browser()
            try await browser.get("/people/import")
            let csv = """
                Họ và tên,Tên đăng nhập,Đơn vị,Chức vụ,Nhóm quyền,Từ ngày
                Phạm Thị Bình,ptbinh,Sở Nội vụ,Văn thư,clerk,01/01/2026
                """
            try await browser.upload("/people/import", csv, as: "can-bo.csv")
            let upload = try #require(browser.value("upload"))
            try await browser.post("/people/import", [("upload", upload)])
            #expect(browser.page.text.contains("Phạm Thị Bình"))
            let export = try await browser.get("/people/export")
            #expect(export.text.contains("Phạm Thị Bình,ptbinh"))
            #expect(!export.text.contains("clerk"))
        }
    }
}
