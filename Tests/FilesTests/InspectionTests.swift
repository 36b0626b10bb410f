import Database
import Essentials
import Foundation
import Journal
import Subprocess
import SystemPackage
import TestSupport
import Testing

@testable import Files

struct InspectionTests {
    @Test func `a store in a folder named from where the program stands takes a PDF, too`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let up = String(
                repeating: "../", count: FilePath(FileManager.default.currentDirectoryPath).components.count)
            let relative = up + house.folder.path(of: "relative").drop { $0 == "/" }
            let store = try FileStore(directory: relative, database: house.database)
            let sent = try await store.receive(bytes: MinimalPDF("Một trang").bytes, name: "a.pdf", by: Samples.clerk)
            #expect(try await store.inspect(sent).pageCount == 1)
        }
    }

    @Test func `a whole PDF is found fit, with its pages counted`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let two = MinimalPDF(pages: [[.init(text: "Trang một")], [.init(text: "Trang hai")]])
            let file = try await house.inspected(two.bytes, name: "Quyết định.pdf", accepting: MediaType.documents)
            #expect(file.mediaType == .pdf)
            #expect(file.pageCount == 2)
            #expect(file.name.text == "Quyết định.pdf")
        }
    }

    @Test(arguments: [
        (Sample("docx.pdf", Samples.docx), FileRefusal.mismatch(extension: "pdf", content: .docx)),
        (Sample("zip.pdf", Samples.zip([("a", "b")])), .mismatch(extension: "pdf", content: .zip)),
        (Sample("văn bản.pdf.exe", Samples.letter), .mismatch(extension: "exe", content: .pdf)),
        (Sample("văn bản.docx", Samples.docx), .notAccepted(.docx, accepted: [.pdf])),
        (Sample("program.pdf", [0x4D, 0x5A, 0x90, 0x00]), .unknownType),
        (Sample("cut.pdf", Samples.letter.dropLast(Samples.letter.count / 3)), .damaged(.pdf)),
        (Sample("half.pdf", Samples.letter.prefix(Samples.letter.count / 2) + Samples.text("%%EOF")), .damaged(.pdf)),
        (Sample("no-end.pdf", Samples.letter.dropLast(6)), .damaged(.pdf)),
        (Sample("hollow.pdf", Samples.text("%PDF-1.7\nnothing here\n%%EOF\n")), .damaged(.pdf)),
        (Sample("no-table.pdf", Samples.letter.replacing("startxref\n", with: "startxref\n9")), .damaged(.pdf)),
    ])
    func `an unfit file is refused, says why, and is gone`(sample: Sample, refusal: FileRefusal) async throws {
        try await StoreHouse.with(.sqlite) { house in
            await #expect(throws: refusal) {
                try await house.inspected(sample.bytes, name: sample.testDescription, accepting: [.pdf])
            }
            #expect(house.files(in: "spool").isEmpty)
            let (entries, events) = (try await house.count("spool_entry"), try await house.count("event"))
            #expect(entries == 0)
            #expect(events == 0)
        }
    }

    @Test(arguments: ["", "bi-mat"])
    func `a PDF with a password or with rights taken away is refused`(password: String) async throws {
        try await StoreHouse.with(.sqlite) { house in
            let (plain, locked) = (house.folder.path(of: "plain.pdf"), house.folder.path(of: "locked.pdf"))
            try Data(Samples.letter).write(to: URL(fileURLWithPath: plain))
            let made = try await Subprocess.run(
                .path("/usr/bin/qpdf"), arguments: ["--encrypt", password, "owner", "256", "--", plain, locked],
                output: .discarded)
            #expect(made.terminationStatus.isSuccess)
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: locked)))
            await #expect(throws: FileRefusal.encrypted) { try await house.inspected(bytes) }
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a document with a secrecy mark leaves an event without subject, and no bytes`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let marked = MinimalPDF(pages: [
                [
                    .init(text: "UBND TỈNH", x: 72, y: 760), .init(text: "Hà Nội, ngày 1 tháng 2", x: 330, y: 760),
                    .init(text: "TỐI MẬT", x: 72, y: 700), .init(text: "Số: 3/BC-UBND", x: 330, y: 700),
                ]
            ]).bytes
            await #expect(throws: FileRefusal.secrecyMark(.secret)) {
                try await house.inspected(marked, name: "kế hoạch X.pdf")
            }
            #expect(house.files(in: "spool").isEmpty)
            #expect(house.files(in: "files").isEmpty)
            #expect(try await house.count("spool_entry") == 0)
            let rows = try await house.database.read {
                try $0.rows("SELECT kind, actor_person, payload, at FROM event")
            }
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect(try row["kind"] == "file.refused")
            #expect(try row["actor_person"] == Samples.clerk.person)
            #expect(try row["at"] == StoreHouse.start)
            let payload = String(decoding: try row["payload"] as [UInt8], as: UTF8.self)
            #expect(payload.contains("\"reason\":\"secrecy-mark\",\"size\":\(marked.count)"))
            #expect(!payload.contains("kế hoạch"))
        }
    }

    @Test(arguments: [
        Sample("title", MinimalPDF("Báo cáo", title: "MẬT").bytes),
        Sample("spaced out", MinimalPDF("UBND TỈNH", "M Ậ T", "Số 1").bytes),
    ])
    func `a mark in the title or spaced out is a mark`(sample: Sample) async throws {
        try await StoreHouse.with(.sqlite) { house in
            await #expect(throws: FileRefusal.secrecyMark(.confidential)) { try await house.inspected(sample.bytes) }
        }
    }

    @Test func `a marked text file is refused, and one about secrets is not`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            await #expect(throws: FileRefusal.secrecyMark(.topSecret)) {
                try await house.inspected(Samples.text("UBND\nTUYỆT MẬT\nnội dung"), name: "a.txt")
            }
            let letter = try await house.inspected(Samples.letter)
            #expect(letter.pageCount == 1)
        }
    }

    @Test func `a name without an extension gets that of its kind`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.inspected(Samples.letter, name: "Tờ trình")
            #expect(file.name.text == "Tờ trình.pdf")
        }
    }

    @Test func `a name with a direction override and 300 diacritics comes through clean`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let name = "\u{202E}ba\u{0301}" + String(repeating: "\u{0301}", count: 300) + "o cáo.pdf"
            let file = try await house.inspected(Samples.letter, name: name)
            #expect(!file.name.text.unicodeScalars.contains("\u{202E}"))
            #expect(file.name.text.utf8.count < 30)
        }
    }

    @Test func `a document that cannot be checked is not taken`() async throws {
        var tools = FileTools()
        tools.check.limits.wall = .zero
        try await StoreHouse.with(.sqlite, tools: tools) { house in
            await #expect(throws: FileRefusal.notCheckable) { try await house.inspected(Samples.letter) }
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `a missing program is a fault, and doctor is told of it`() async throws {
        var tools = FileTools()
        tools.text = BoundedTool(path: "/usr/bin/no-such-program")
        try await StoreHouse.with(.sqlite, tools: tools) { house in
            #expect(house.store.missingTools == ["/usr/bin/no-such-program"])
            await #expect(throws: (any Error).self) { try await house.inspected(Samples.letter) }
            #expect(house.files(in: "spool").isEmpty)
            let entries = try await house.count("spool_entry")
            #expect(entries == 0)
        }
    }

    @Test func `every refusal has its words in both languages`() {
        let refusals: [FileRefusal] = [
            .empty, .tooLarge(limit: 1), .unknownType, .notAccepted(.zip, accepted: [.pdf]),
            .mismatch(extension: "pdf", content: .zip), .damaged(.pdf), .encrypted, .secrecyMark(.secret),
            .unsafeArchive, .tooManyPixels, .notCheckable, .tooManyWaiting, .expired, .reserveReached, .noSpace,
        ]
        let wordings = Set(refusals.map(\.message))
        #expect(wordings.count == refusals.count)
        #expect(wordings.allSatisfy { !$0.vietnamese.isEmpty && !$0.english.isEmpty && $0.vietnamese != $0.english })
    }
}

extension [UInt8] {
    fileprivate func replacing(_ text: String, with other: String) -> [UInt8] {
        let (wanted, given) = (Array(text.utf8), Array(other.utf8))
        guard let start = indices.first(where: { self[$0...].starts(with: wanted) }) else { return self }
        return Array(self[..<start]) + given + Array(self[(start + wanted.count)...])
    }
}
