import SystemPackage
import TestSupport
import Testing

@testable import Files

struct ContentTypeTests {
    @Test(
        arguments: [
            (Sample("PDF", Samples.letter), MediaType.pdf),
            (Sample("PDF after a scanner's noise", Samples.text("rác của máy quét\n") + Samples.letter), .pdf),
            (Sample("PNG", Samples.png(width: 10, height: 10)), .png),
            (Sample("JPEG", Samples.jpeg(width: 10, height: 10)), .jpeg),
            (Sample("docx", Samples.docx), .docx), (Sample("xlsx", Samples.xlsx), .xlsx),
            (Sample("odt", Samples.odt), .odt),
            (Sample("zip", Samples.zip([("a.txt", "a")])), .zip),
            (Sample("XML", Samples.text("<?xml version=\"1.0\"?><a/>")), .xml),
            (Sample("XML with a mark", [0xEF, 0xBB, 0xBF] + Samples.text("<?xml version=\"1.0\"?><a/>")), .xml),
            (Sample("text", Samples.text("Kính gửi ông Nguyễn Văn An 😀\r\n")), .plainText),
            (Sample("program", [0x4D, 0x5A, 0x90, 0x00]), nil), (Sample("UTF-16", [0xFF, 0xFE, 0x41, 0x00]), nil),
            (Sample("NUL", [0x61, 0x00]), nil), (Sample("half a character", [0xC3]), nil),
        ] as [(Sample, MediaType?)])
    func `a file's kind follows from its bytes`(sample: Sample, expected: MediaType?) async throws {
        #expect(try await onDisk(sample.bytes) { try ContentType.of($0) } == expected)
    }

    @Test func `a character that two chunks share is still one character`() async throws {
        let text = String(repeating: "a", count: OpenFile.chunk - 1) + "ệ"
        #expect(try await onDisk(Array(text.utf8)) { try ContentType.of($0) } == .plainText)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80],
            [0x1B, 0x5B], [0x07], [0xE1, 0xBA],
        ] as [[UInt8]])
    func `what is no UTF-8 is no text`(bytes: [UInt8]) {
        var check = UTF8Check()
        #expect(!(check.takes(bytes) && check.isComplete))
    }

    @Test(arguments: [
        (Sample("up and out", Samples.zip([("../../etc/passwd", "x")])), FileRefusal.unsafeArchive),
        (Sample("absolute", Samples.zip([("/etc/passwd", "x")])), .unsafeArchive),
        (Sample("drive", Samples.zip([("C:\\x", "x")])), .unsafeArchive),
        (Sample("2 GB", Samples.zip([("a", "x")], claiming: 2 << 30)), .unsafeArchive),
        (Sample("bomb", Samples.zip([("a", "x")], claiming: 3 << 20)), .unsafeArchive),
        (Sample("10,001 entries", Samples.zip((0..<10_001).map { ("\($0)", "") })), .unsafeArchive),
        (Sample("cut", Samples.docx.dropLast(30)), .damaged(.zip)),
        (Sample("hollow", Samples.text("PK\u{03}\u{04}") + [UInt8](repeating: 0, count: 100)), .damaged(.zip)),
    ])
    func `an archive that lies or overflows is refused before it is unpacked`(
        sample: Sample, refusal: FileRefusal
    ) async throws {
        await #expect(throws: refusal) { try await onDisk(sample.bytes) { try ContentType.of($0) } }
    }

    @Test(
        arguments: [
            (
                Sample("PNG of 10¹² pixels", Samples.png(width: 1_000_000, height: 1_000_000)), MediaType.png,
                .tooManyPixels
            ),
            (Sample("PNG of no width", Samples.png(width: 0, height: 10)), .png, .damaged(.png)),
            (Sample("cut PNG", Samples.png(width: 10, height: 10).dropLast(10)), .png, .damaged(.png)),
            (Sample("JPEG of 3.6 gigapixels", Samples.jpeg(width: 60_000, height: 60_000)), .jpeg, .tooManyPixels),
            (Sample("JPEG without frame", Samples.jpeg(width: 10, height: 10).prefix(12)), .jpeg, .damaged(.jpeg)),
            (Sample("cut JPEG", Samples.jpeg(width: 10, height: 10).dropLast(2)), .jpeg, .damaged(.jpeg)),
        ] as [(Sample, MediaType, FileRefusal)])
    func `a broken or boundless picture is refused`(
        sample: Sample, type: MediaType, refusal: FileRefusal
    ) async throws {
        await #expect(throws: refusal) { try await onDisk(sample.bytes) { try PictureCheck(file: $0, type: type)() } }
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
