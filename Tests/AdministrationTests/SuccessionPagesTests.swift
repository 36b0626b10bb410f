import Database
import Directory
import Essentials
import Synchronization
import TestSupport
import Testing

/// Work that follows, and what it was told to move.
private final class OpenFiles: SuccessionFollower {
    private let moved = Mutex<[ID<Unit>]>([])

    var movedFrom: [ID<Unit>] { moved.withLock { $0 } }

    func openWork(of unit: ID<Unit>, in db: Connection) throws -> [OpenWork] {
        [OpenWork(name: Wording("Hồ sơ thử", en: "Test files"), count: 17)]
    }

    func move(_ move: SuccessionMove, in db: Connection) throws {
        moved.withLock { $0.append(move.from) }
    }
}

struct SuccessionPagesTests {
    private static func decision(
        _ kind: String, to successors: [ID<Unit>], effectiveOn: String = "01/03/2026"
    ) -> [(name: String, value: String)] {
        [
            ("kind", kind), ("number", "15/NQ-HĐND"), ("decidedOn", "20/02/2026"), ("effectiveOn", effectiveOn),
            ("legalBasis", "Luật Tổ chức chính quyền địa phương"),
        ] + successors.map { ("successors", $0.description) }
    }

    /// What the preview would send on.
    private static func confirmed(
        _ browser: AdministrationBrowser, _ decision: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
        decision + [("seen", browser.value("seen") ?? "")]
    }

    @Test(arguments: Engine.tested)
    func `a merger is previewed, and then carried out as it was seen`(engine: Engine) async throws {
        let follower = OpenFiles()
        try await AdministrationHouse.with(engine, followers: [follower]) { house in
            let old = try await house.unit("Sở Giao thông vận tải")
            let new = try await house.unit("Sở Xây dựng")
            let division = try await house.unit("Phòng Vận tải", below: old.id, isAgency: false)
            try await house.official("Lê Văn An", "levanan", in: old, .head)
            let browser = try await house.browser()
            #expect(try await browser.get("/units/\(old.id)/succession").status == 200)
            let decision = Self.decision("merge", to: [new.id])
            let preview = try await browser.post("/units/\(old.id)/succession/preview", decision)
            #expect(preview.status == 200)
            for text in ["Lê Văn An", "Phòng Vận tải", "Hồ sơ thử", ">17<", "15/NQ-HĐND"] {
                #expect(preview.text.contains(text), "the preview lacks \(text)")
            }
            #expect(try await house.events("directory.succession-decided") == 0)
            let done = try await browser.post(
                "/units/\(old.id)/succession", Self.confirmed(browser, decision))
            #expect(done.path.hasPrefix("/successions/"))
            #expect(done.text.contains("Sở Giao thông vận tải"))
            #expect(follower.movedFrom == [old.id])
            #expect(try await browser.get("/units/\(old.id)").text.contains("Đã kết thúc hoạt động"))
            #expect(try await browser.get("/units/\(new.id)").text.contains("Lê Văn An"))
            #expect(try await browser.get("/units/\(division.id)").text.contains("Sở Xây dựng"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a split sends each person where the preview was told`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let old = try await house.unit("Sở Văn hóa, Thể thao và Du lịch")
            let culture = try await house.unit("Sở Văn hóa và Thể thao")
            let tourism = try await house.unit("Sở Du lịch")
            let post = try await house.official("Lê Văn An", "levanan", in: old)
            let browser = try await house.browser()
            try await browser.get("/units/\(old.id)/succession")
            let decision =
                Self.decision("split", to: [culture.id, tourism.id]) + [
                    ("post-\(post.id)", tourism.id.description)
                ]
            try await browser.post("/units/\(old.id)/succession/preview", decision)
            #expect(browser.page.text.contains("Lê Văn An chuyển đến"))
            let done = try await browser.post("/units/\(old.id)/succession", Self.confirmed(browser, decision))
            #expect(done.path.hasPrefix("/successions/"))
            #expect(try await browser.get("/units/\(tourism.id)").text.contains("Lê Văn An"))
            let other = try await browser.get("/units/\(culture.id)")
            #expect(!other.text.contains("Lê Văn An"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what changed since the preview is shown again, and nothing moves`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let old = try await house.unit("Sở Giao thông vận tải")
            let new = try await house.unit("Sở Xây dựng")
            let browser = try await house.browser()
            try await browser.get("/units/\(old.id)/succession")
            let decision = Self.decision("abolish", to: [new.id])
            try await browser.post("/units/\(old.id)/succession/preview", decision)
            let confirmed = Self.confirmed(browser, decision)
            try await house.official("Lê Văn An", "levanan", in: old)
            let again = try await browser.post("/units/\(old.id)/succession", confirmed)
            #expect(again.status == 409)
            #expect(again.text.contains("Có thay đổi từ lúc xem trước"))
            #expect(again.text.contains("Lê Văn An"))
            #expect(try await house.events("directory.succession-decided") == 0)
        }
    }

    @Test func `a decision for a coming day is previewed and not yet carried out`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let old = try await house.unit("Sở Giao thông vận tải")
            let new = try await house.unit("Sở Xây dựng")
            let browser = try await house.browser()
            try await browser.get("/units/\(old.id)/succession")
            let decision = Self.decision("merge", to: [new.id], effectiveOn: "01/07/2026")
            let preview = try await browser.post("/units/\(old.id)/succession/preview", decision)
            #expect(preview.text.contains("Quyết định có hiệu lực từ 01/07/2026"))
            #expect(!preview.text.contains("Thực hiện sắp xếp"))
            let refused = try await browser.post("/units/\(old.id)/succession", Self.confirmed(browser, decision))
            #expect(refused.status == 409)
            #expect(try await house.events("directory.succession-decided") == 0)
        }
    }

    @Test func `a decision that does not fit the tree brings the form back with what was typed`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let old = try await house.unit("Sở Giao thông vận tải")
            let browser = try await house.browser()
            try await browser.get("/units/\(old.id)/succession")
            let path = "/units/\(old.id)/succession/preview"
            let refused = try await browser.post(path, Self.decision("merge", to: [old.id]))
            #expect(refused.status == 409)
            #expect(refused.text.contains("không thể vừa kết thúc vừa tiếp nhận"))
            #expect(refused.text.contains("value=\"15/NQ-HĐND\""))
            let wrong = try await browser.post(path, [("kind", "merge"), ("number", "15/NQ-HĐND")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Chọn đơn vị tiếp nhận."))
            #expect(wrong.text.contains("value=\"15/NQ-HĐND\""))
        }
    }

    @Test func `carrying out asks for the password again, and loses nothing`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let old = try await house.unit("Sở Giao thông vận tải")
            let new = try await house.unit("Sở Xây dựng")
            let browser = try await house.browser()
            try await browser.get("/units/\(old.id)/succession")
            let decision = Self.decision("merge", to: [new.id])
            try await browser.post("/units/\(old.id)/succession/preview", decision)
            let confirmed = Self.confirmed(browser, decision)
            house.clock.advance(seconds: 700)
            let asked = try await browser.post("/units/\(old.id)/succession", confirmed)
            #expect(asked.heading == "Xác nhận lại mật khẩu")
            #expect(asked.text.contains("value=\"15/NQ-HĐND\""))
            let done = try await browser.post(
                "/units/\(old.id)/succession", confirmed + [("stepUpPassword", AdministrationHouse.password)])
            #expect(done.path.hasPrefix("/successions/"))
        }
    }
}
