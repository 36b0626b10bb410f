import Database
import Directory
import DirectorySupport
import Essentials
import Spreadsheets
import TestSupport
import Testing

private let now = SampleDirectory.now
private let today = SampleDirectory.today

struct ImportTests {
    private func units(
        _ text: String, dryRun: Bool = false, _ database: Database, _ sample: SampleDirectory
    ) async throws -> ImportReport {
        let admin = try await database.read { db in try sample.admin(in: db) }
        return try await ImportUnits(database: database)(Array(text.utf8), dryRun: dryRun, by: admin, at: now)
    }

    private func people(
        _ text: String, dryRun: Bool = false, _ database: Database, _ sample: SampleDirectory
    ) async throws -> ImportReport {
        let admin = try await database.read { db in try sample.admin(in: db) }
        return try await ImportPeople(database: database)(Array(text.utf8), dryRun: dryRun, by: admin, at: now)
    }

    private let good = """
        Tên đơn vị;Loại đơn vị;Đơn vị cấp trên;Có con dấu riêng;Mã định danh;Từ ngày;Chữ viết tắt
        Sở Nội vụ;Sở, ban, ngành;;có;H99.31;01/01/2021;SNV
        Văn phòng;innerUnit;;không;;1/1/2021;
        """.replacing("innerUnit", with: "Phòng, ban, văn phòng").replacing(
            "văn phòng;;không", with: "văn phòng;H99.31;không")

    @Test(arguments: Engine.tested)
    func `units come in with those above them from the same file`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let report = try await units(good, database, sample)
            #expect(report.isDone && report.rows == 2 && report.problems.isEmpty)
            try await database.read { db in
                let department = try #require(try Unit.withOrganId("H99.31", on: today, in: db))
                #expect(department.symbol == "SNV" && department.isAgency && department.kind == .department)
                #expect(try Unit.children(of: department.id, on: today, in: db).map(\.name) == ["Văn phòng"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a dry run tells the same and leaves nothing behind`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let report = try await units(good, dryRun: true, database, sample)
            #expect(!report.isDone && report.rows == 2 && report.problems.isEmpty)
            let children = try await database.read { db in try Unit.children(of: sample.root, on: today, in: db) }
            #expect(children.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `every wrong cell is named by row, column and value, and no row comes in`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let text = """
                Tên đơn vị,Loại đơn vị,Đơn vị cấp trên,Có con dấu riêng,Mã định danh,Từ ngày,Thứ tự
                Sở Đúng,"Sở, ban, ngành",,có,,01/01/2021,1
                ,"Sở, ban, ngành",,có,,01/01/2021,1
                Sở Sai,Phường hội,Không đâu,có lẽ,37.02,31/02/2021,nhất
                Sở Đúng,"Sở, ban, ngành",,có,H99,01/01/2021,1
                """
            let report = try await units(text, database, sample)
            #expect(!report.isDone && report.rows == 4)
            let cells = report.problems.map { "\($0.row) \($0.column): \($0.value)" }
            #expect(
                cells.sorted() == [
                    "3 Tên đơn vị: ", "4 Có con dấu riêng: có lẽ", "4 Loại đơn vị: Phường hội", "4 Mã định danh: 37.02",
                    "4 Thứ tự: nhất", "4 Từ ngày: 31/02/2021", "4 Đơn vị cấp trên: Không đâu", "5 Mã định danh: H99",
                    "5 Tên đơn vị: Sở Đúng",
                ])
            #expect(report.problems.allSatisfy { !$0.message.vietnamese.isEmpty && !$0.message.english.isEmpty })
            let (children, events) = try await database.read { db in
                (
                    try Unit.children(of: sample.root, on: today, in: db),
                    try SampleDirectory.events(UnitCreated.self, in: db)
                )
            }
            #expect(children.isEmpty && events == 1)
        }
    }

    @Test func `headings that are missing or unknown are named`() async throws {
        try await SampleDirectory.with(.sqlite) { database, sample in
            let report = try await units("Tên đơn vị,Lọai\nSở A,x", database, sample)
            #expect(
                report.problems.map(\.column) == ["Lọai", "Loại đơn vị", "Có con dấu riêng", "Từ ngày"])
            let broken = try await units("\"", database, sample)
            #expect(broken.problems.map(\.row) == [0] && !broken.isDone)
        }
    }

    @Test(arguments: Engine.tested)
    func `people come in with posts and roles, a known one with one more post`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            _ = try await units(good, database, sample)
            let text = """
                Họ và tên,Tên đăng nhập,Đơn vị,Chức vụ,Vị trí lãnh đạo,Nhóm quyền,Từ ngày
                Lê An,an.le,H99.31,Giám đốc,Người đứng đầu,leader,01/01/2025
                Bùi Ba,ba.bui,Văn phòng,Văn thư,,clerk specialist,01/01/2025
                Lê An,an.le,Văn phòng,Chánh Văn phòng,head,,01/01/2025
                """
            let report = try await people(text, database, sample)
            #expect(report.isDone && report.problems.isEmpty)
            try await database.read { db in
                let head = try #require(try Person.withUsername("an.le", in: db))
                #expect(
                    try PostHolder.posts(of: head.id, on: today, in: db).map(\.post.title) == [
                        "Giám đốc", "Chánh Văn phòng",
                    ])
                let clerk = try #require(try Person.withUsername("ba.bui", in: db))
                let post = try #require(try PostHolder.posts(of: clerk.id, on: today, in: db).first)
                #expect(try sample.caller(post.post, in: db).mayHere(SampleDirectory.register))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `wrong people are named by their cell, and nobody comes in`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            _ = try await units(good, database, sample)
            let text = """
                Họ và tên,Tên đăng nhập,Đơn vị,Chức vụ,Vị trí lãnh đạo,Nhóm quyền,Từ ngày
                Lê An,an.le,H99.31,Giám đốc,Người đứng đầu,,01/01/2025
                Bùi Hai,hai.bui,H99.31,Giám đốc,Người đứng đầu,,01/01/2025
                Vũ Lạ,an.le,H99.31,,,,01/01/2025
                Mai Vai,mai,H99.31,Chuyên viên,,vua,01/01/2025
                Đỗ Đâu,do.dau,Sở Mộng,Chuyên viên,thủ lĩnh,,
                """
            let report = try await people(text, database, sample)
            let cells = report.problems.map { "\($0.row) \($0.column): \($0.value)" }
            #expect(
                cells == [
                    "3 Vị trí lãnh đạo: Người đứng đầu", "4 Tên đăng nhập: an.le", "5 Nhóm quyền: vua", "6 Từ ngày: ",
                    "6 Vị trí lãnh đạo: thủ lĩnh", "6 Đơn vị: Sở Mộng",
                ])
            let people = try await database.read { db in try Person.list(in: db) }
            #expect(!report.isDone && people.count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `exported units can be imported into another province`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            _ = try await units(good, database, sample)
            let text = try await database.read { db in
                let path = try #require(try Unit.withOrganId("H99.31", on: today, in: db)).path
                return try ExportUnits()(within: path, by: sample.admin(in: db), at: now, in: db)
            }
            // The parent of the first exported unit is not among them: it comes to stand below the top.
            try await SampleDirectory.with(engine) { other, top in
                let report = try await units(text, other, top)
                #expect(report.isDone, "\(report.problems)")
                let names = try await other.read { db in
                    let root = try #require(try Unit.root(on: today, in: db))
                    return try Unit.subtree(of: root.path, on: today, in: db).map(\.name)
                }
                #expect(names == ["Tỉnh An Hải", "Sở Nội vụ", "Văn phòng"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `people are exported one row a post, without rights, to those who may read them`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("=Lê An", unit: unit, username: "an.le", in: db)
                let text = try ExportPeople()(within: unit.path, by: sample.admin(in: db), at: now, in: db)
                #expect(
                    text.split(separator: "\r\n").last == "'=Lê An,an.le,,,Sở A,Chuyên viên,Thành viên,,01/01/2020,")
                #expect(throws: NotFound.self) {
                    _ = try ExportPeople()(within: unit.path, by: sample.caller(post, in: db), at: now, in: db)
                }
            }
        }
    }
}
