@testable import Files
import SystemPackage
import Testing
import TestSupport

struct ContentTypeTests {
    @Test(arguments: [
        (Samples.letter, MediaType.pdf), (Samples.text("rác của máy quét\n") + Samples.letter, .pdf),
        (Samples.png(width: 10, height: 10), .png), (Samples.jpeg(width: 10, height: 10), .jpeg),
        (Samples.docx, .docx), (Samples.xlsx, .xlsx), (Samples.odt, .odt),
        (Samples.zip([("a.txt", "a")]), .zip), (Samples.text("<?xml version=\"1.0\"?><a/>"), .xml),
        ([0xEF, 0xBB, 0xBF] + Samples.text("<?xml version=\"1.0\"?><a/>"), .xml),
        (Samples.text("Kính gửi ông Nguyễn Văn An 😀\r\n"), .plainText),
        ([0x4D, 0x5A, 0x90, 0x00], nil), ([0xFF, 0xFE, 0x41, 0x00], nil), ([0x61, 0x00], nil), ([0xC3], nil),
    ] as [([UInt8], MediaType?)])
    func `a file's kind follows from its bytes`(bytes: [UInt8], expected: MediaType?) async throws {
        #expect(try await onDisk(bytes) { try ContentType.of($0) } == expected)
    }

    @Test func `a character that two chunks share is still one character`() async throws {
        let text = String(repeating: "a", count: OpenFile.chunk - 1) + "ệ"
        #expect(try await onDisk(Array(text.utf8)) { try ContentType.of($0) } == .plainText)
    }

    @Test(arguments: [
        [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        [0x1B, 0x5B], [0x07], [0xE1, 0xBA],
    ] as [[UInt8]])
    func `what is no UTF-8 is no text`(bytes: [UInt8]) {
        var check = UTF8Check()
        #expect(!(check.takes(bytes) && check.isComplete))
    }

    @Test(arguments: [
        (Samples.zip([("../../etc/passwd", "x")]), FileRefusal.unsafeArchive),
        (Samples.zip([("/etc/passwd", "x")]), .unsafeArchive), (Samples.zip([("C:\\x", "x")]), .unsafeArchive),
        (Samples.zip([("a", "x")], claiming: 2 << 30), .unsafeArchive),
        (Samples.zip([("a", "x")], claiming: 3 << 20), .unsafeArchive),
        (Samples.zip((0..<10_001).map { ("\($0)", "") }), .unsafeArchive),
        (Array(Samples.docx.dropLast(30)), .damaged(.zip)),
        (Samples.text("PK\u{03}\u{04}") + [UInt8](repeating: 0, count: 100), .damaged(.zip)),
    ])
    func `an archive that lies or overflows is refused before it is unpacked`(
        bytes: [UInt8], refusal: FileRefusal
    ) async throws {
        await #expect(throws: refusal) { try await onDisk(bytes) { try ContentType.of($0) } }
    }

    @Test(arguments: [
        (Samples.png(width: 1_000_000, height: 1_000_000), MediaType.png, FileRefusal.tooManyPixels),
        (Samples.png(width: 0, height: 10), .png, .damaged(.png)),
        (Array(Samples.png(width: 10, height: 10).dropLast(10)), .png, .damaged(.png)),
        (Samples.jpeg(width: 60_000, height: 60_000), .jpeg, .tooManyPixels),
        (Array(Samples.jpeg(width: 10, height: 10).prefix(12)), .jpeg, .damaged(.jpeg)),
        (Array(Samples.jpeg(width: 10, height: 10).dropLast(2)), .jpeg, .damaged(.jpeg)),
    ])
    func `a broken or boundless picture is refused`(bytes: [UInt8], type: MediaType, refusal: FileRefusal) async throws {
        await #expect(throws: refusal) { try await onDisk(bytes) { try PictureCheck(file: $0, type: type)() } }
    }

    @Test func `ordinary pictures pass`() async throws {
        try await onDisk(Samples.png(width: 2480, height: 3508)) { try PictureCheck(file: $0, type: .png)() }
        try await onDisk(Samples.jpeg(width: 2480, height: 3508)) { try PictureCheck(file: $0, type: .jpeg)() }
    }

    @Test func `the spellings of stored kinds never change`() {
        let spellings = MediaType.allCases.map(\.rawValue)
        #expect(
            spellings == [
                "application/pdf", "image/png", "image/jpeg",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.oasis.opendocument.text", "application/zip", "application/xml", "text/plain",
            ])
        #expect(FileText.State.allCases.map(\.rawValue) == ["waiting", "done", "failed"])
    }

    private func onDisk<Value>(_ bytes: [UInt8], _ body: (OpenFile) throws -> Value) async throws -> Value {
        try await TemporaryFolder.with { folder in
            let (disk, path) = (DiskFileSystem(), FilePath(folder.path(of: "sample")))
            let descriptor = try disk.create(path)
            try bytes.withUnsafeBytes { try disk.writeAll($0, to: descriptor) }
            try disk.close(descriptor)
            return try body(try OpenFile(path, files: disk))
        }
    }
}
