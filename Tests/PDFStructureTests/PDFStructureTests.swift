import TestSupport
import Testing

@testable import PDFStructure

@Suite struct PDFStructureTests {
    @Test(arguments: SamplePDF.Build.allCases)
    func `every build of a file reads as the same objects`(_ build: SamplePDF.Build) throws {
        let document = try PDFDocument(SamplePDF.bytes(build))
        try document.audit()
        #expect(document.revisions.count == 1)
        #expect(document.revisions[0].usesStreams == (build != .table))
        for (reference, value) in SamplePDF.objects {
            let read = try document.object(reference, in: 0)
            guard case .stream(let stream) = value else {
                #expect(read == value)
                continue
            }
            guard case .stream(let found) = read else {
                Issue.record("object \(reference.number) is no stream")
                continue
            }
            #expect(found.data == stream.data)
        }
    }

    @Test(arguments: SamplePDF.Build.allCases)
    func `an update keeps every byte and both states can be read`(_ build: SamplePDF.Build) throws {
        let base = SamplePDF.bytes(build)
        let updated = try updating(base) { _, update in
            update.set(SamplePDF.font, to: .dictionary(["Type": .name("Changed")]))
        }
        #expect(updated.starts(with: base))
        let document = try PDFDocument(updated)
        try document.audit()
        #expect(document.revisions.count == 2)
        #expect(document.revisions[1].usesStreams == (build != .table))
        #expect(try document.object(SamplePDF.font, in: 0) == SamplePDF.objects[SamplePDF.font])
        #expect(try document.object(SamplePDF.font, in: 1) == .dictionary(["Type": .name("Changed")]))
        #expect(document.revisions[0].endOfLine == base.count)
    }

    @Test(arguments: [
        ("(a\\(b\\)\\101\\r\\n)", PDFObject.string(Array("a(b)A\r\n".utf8))),
        ("<48 65 6C6>", .string([0x48, 0x65, 0x6C, 0x60])), ("<48656c6C>", .string([0x48, 0x65, 0x6C, 0x6C])),
        ("<486>", .string([0x48, 0x60])), ("<>", .string([])),
        ("/A#20B", .name("A B")), ("-12", .integer(-12)), ("+.5", .real("+.5")),
        ("12 0 R", .reference(PDFReference(12))),
        ("[1 2 0 R 3]", .array([.integer(1), .reference(PDFReference(2)), .integer(3)])),
        ("<</A null/B[true false]>>", .dictionary(["A": .null, "B": .array([.boolean(true), .boolean(false)])])),
        ("% remark\n7", .integer(7)),
    ])
    func `a value is read as it is written`(_ text: String, _ value: PDFObject) throws {
        var lexer = PDFLexer(Array(text.utf8) + [0x20], at: 0, maximumDepth: 8)
        #expect(try lexer.object() == value)
        var again = PDFLexer(value.bytes + [0x20], at: 0, maximumDepth: 8)
        #expect(try again.object() == value)
    }

    @Test(arguments: [
        "<</A 1/A 2>>", "(open", "<4G>", "<48G5>", "<48", "<486", "[1", "<<1 2>>", "/A#0", "1.2.3", "nul", "--1", "]",
    ])
    func `what is not written as the standard says is refused`(_ text: String) {
        var lexer = PDFLexer(Array(text.utf8) + [0x20], at: 0, maximumDepth: 8)
        #expect(throws: PDFProblem.self) { try lexer.object() }
    }

    @Test func `nesting ends at the limit`() {
        let text = String(repeating: "[", count: 100_000)
        var lexer = PDFLexer(Array(text.utf8), at: 0, maximumDepth: 64)
        #expect(throws: PDFProblem.tooLarge("nesting deeper than 64")) { try lexer.object() }
    }

    @Test func `a bomb in a cross-reference stream is refused`() throws {
        let bomb = Deflater.compress([UInt8](repeating: 0, count: 4 << 20))
        let stream = PDFObject.stream(
            PDFStream(
                dictionary: [
                    "Type": .name("XRef"), "Size": .integer(1), "W": .array([1, 3, 2].map(PDFObject.integer)),
                    "Filter": .name("FlateDecode"),
                ], data: bomb[...]))
        let bytes = Array("%PDF-1.7\n1 0 obj\n".utf8) + stream.bytes + "\nendobj\nstartxref\n9\n%%EOF\n".utf8
        var limits = PDFLimits()
        limits.inflatedBytes = 1 << 20
        #expect(throws: PDFProblem.tooLarge("unpacked structure")) { try PDFDocument(bytes, limits: limits) }
    }

    @Test(arguments: [
        ("no PDF", "hello", PDFProblem.notAPDF), ("cut off", "%PDF-1.7\n", .damaged("no %%EOF at the end")),
        ("nothing before the end", "%PDF-1.7\n%%EOF", .damaged("no startxref before the last %%EOF")),
        (
            "a loop", "%PDF-1.7\nxref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n9\n%%EOF",
            .damaged("cross-reference sections form a loop")
        ),
        ("encrypted", "%PDF-1.7\nxref\n0 0\ntrailer\n<</Encrypt 1 0 R>>\nstartxref\n9\n%%EOF", .encrypted),
        (
            "one number twice",
            "%PDF-1.7\nxref\n1 1\n0000000009 00000 n \n1 1\n0000000010 00000 n \ntrailer\n<<>>\nstartxref\n9\n%%EOF",
            .ambiguous("object 1 twice in one cross-reference section")
        ),
    ])
    func `a broken file is refused by its reason`(_ name: String, _ text: String, _ problem: PDFProblem) {
        #expect(throws: problem) { try PDFDocument(Array(text.utf8)) }
    }

    @Test func `a hybrid file whose two parts differ is refused`() throws {
        let stream = PDFObject.stream(
            PDFStream(
                dictionary: [
                    "Type": .name("XRef"), "Size": .integer(2), "W": .array([1, 3, 2].map(PDFObject.integer)),
                    "Index": .array([.integer(1), .integer(1)]),
                ], data: [1, 0, 0, 99, 0, 0][...]))
        var bytes = Array("%PDF-1.7\n2 0 obj\n".utf8) + stream.bytes + "\nendobj\n".utf8
        let start = bytes.count
        bytes += "xref\n1 1\n0000000009 00000 n \ntrailer\n<</XRefStm 9>>\nstartxref\n\(start)\n%%EOF\n".utf8
        #expect(throws: PDFProblem.ambiguous("object 1 differs in the two parts of a hybrid section")) {
            try PDFDocument(bytes)
        }
    }

    @Test func `containers that lie in each other hold nothing`() throws {
        let stream = PDFObject.stream(
            PDFStream(
                dictionary: [
                    "Type": .name("XRef"), "Size": .integer(3), "W": .array([1, 3, 2].map(PDFObject.integer)),
                    "Index": .array([.integer(1), .integer(2)]),
                ], data: [2, 0, 0, 2, 0, 0, 2, 0, 0, 1, 0, 0][...]))
        let bytes = Array("%PDF-1.7\n3 0 obj\n".utf8) + stream.bytes + "\nendobj\nstartxref\n9\n%%EOF\n".utf8
        let document = try PDFDocument(bytes)
        #expect(try document.object(PDFReference(1), in: 0) == .null)
    }

    @Test func `overlapping objects are found`() throws {
        let inner = "2 0 obj null endobj"
        var bytes = Array("%PDF-1.7\n1 0 obj (\(inner)) endobj\n".utf8)
        let start = bytes.count
        bytes += "xref\n1 2\n0000000009 00000 n \n0000000018 00000 n \ntrailer\n<<>>\nstartxref\n\(start)\n%%EOF\n".utf8
        let document = try PDFDocument(bytes)
        #expect(throws: PDFProblem.self) { try document.audit() }
    }
}
