import Database
import Essentials
import HTTPTypes
import Journal
import Testing

@testable import Web

/// Pages as a person meets them.
struct PageFlowTests {
    @Test func `what was typed comes back with what is wrong with it`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            let page = try await visitor.press("Ghi", ["Nội dung": "dài quá hai mươi ký tự rồi"])
            #expect(page.status == 422)
            #expect(page.value("Nội dung") == "dài quá hai mươi ký tự rồi")
            #expect(page.words.contains("Dài hơn mức cho phép"))
        }
    }

    @Test func `a notice is said once, escaped, in the reader's language`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            let page = try await visitor.press("Ghi", ["Nội dung": "một"])
            #expect(page.words.contains("Đã ghi <1>"))
            #expect(page.document?.element(id: "notes")?.text == "một")
            #expect(try await visitor.get("/notes").words.contains("Đã ghi") == false)
        }
    }

    @Test func `a notice that we did not sign is not said`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let forged = WebSecret.random().signed("notice", #"{"kind":"good","text":"Bạn đã trúng thưởng"}"#)
            let session = try #require(visitor.cookie("session"))
            let page = try await visitor.send(
                .get, "/notes", [.cookie: "__Host-notice=\(forged); __Host-session=\(session)"])
            #expect(page.status == 200)
            #expect(!page.words.contains("trúng thưởng"))
        }
    }

    @Test func `the left column shows what one may, how much waits there, and where one is`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            let page = try await visitor.press("Ghi", ["Nội dung": "một"])
            let links = page.document?.element(id: "capabilities")?.all { $0.name == "a" } ?? []
            #expect(links.map(\.text) == ["Ghi chú 1", "Lời chào"])
            #expect(links.map { $0["aria-current"] } == ["page", nil])
            #expect(page.words.contains("Ghi chú mới"))
            #expect(page.words.contains("Phó Chánh Văn phòng"))
            #expect(page.words.contains("Đặng Thị Văn Thư"))
        }
    }

    @Test func `the frame's counts cost one statement as long as nothing happens`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            let before = house.database.statementCount
            try await visitor.get("/notes")
            #expect(house.database.statementCount - before == 2)
        }
    }

    @Test func `a change by another way than the web is counted at once`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            let now = house.clock.clock.now()
            try await house.database.write { db in
                try db.execute("INSERT INTO note (id, text) VALUES (1, 'x')")
                _ = try db.record(NoteWritten(note: ID(rawValue: 1)), by: .platform, at: now)
            }
            let page = try await visitor.get("/notes")
            let links = page.document?.element(id: "capabilities")?.all { $0.name == "a" } ?? []
            #expect(links.first?.text == "Ghi chú 1")
        }
    }

    @Test func `the language one chose stays`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes?q=1")
            let page = try await visitor.press("English")
            #expect(page.path == "/notes?q=1")
            #expect(page.heading == "Notes")
            #expect(page.form(withButton: "Note") != nil)
            #expect(visitor.cookie("language") == "en")
        }
    }

    @Test func `every piece of the face is on the components' page`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .guest)
            let page = try await visitor.get("/components")
            #expect(page.status == 200)
            let names = Set(try ComponentGallery.load().components.map(\.name))
            let headings = Set(page.document?.all("h2").map(\.text) ?? [])
            #expect(names.isSubset(of: headings))
            #expect(house.unknownNames.all == [])
        }
    }

    @Test func `a form sent by a module is told where to go`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes")
            visitor.headers[.upload] = "1"
            let answer = try await visitor.press("Ghi", ["Nội dung": "một"])
            #expect(answer.status == 200)
            #expect(answer.text == #"{"location":"/notes"}"#)
        }
    }
}
