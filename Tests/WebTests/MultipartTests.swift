import NIOCore
import Testing

@testable import Web

/// Forms with files, taken apart.
struct MultipartTests {
    private struct Part: Equatable {
        var name: String
        var fileName: String?
        var text = ""
    }

    /// - Parameter sizes: of the pieces the body comes in, over and over.
    private func parts(_ body: [UInt8], in sizes: [Int]) throws -> [Part] {
        var parser = MultipartParser(boundary: "X-1")
        var parts: [Part] = []
        var rest = body[...]
        var index = 0
        while !rest.isEmpty {
            let chunk = rest.prefix(sizes[index % sizes.count])
            rest = rest.dropFirst(chunk.count)
            index += 1
            var events: [MultipartParser.Event] = []
            try parser.push(ByteBuffer(bytes: chunk), to: &events)
            for event in events {
                switch event {
                case .began(let head): parts.append(Part(name: head.name, fileName: head.fileName))
                case .data(let data): parts[parts.count - 1].text += String(buffer: data)
                case .ended: parts[parts.count - 1].text += "|"
                }
            }
        }
        guard parser.isFinished else { throw MultipartError.cutOff }
        return parts
    }

    private static let body = Array(
        """
        preamble\r
        --X-1\r
        Content-Disposition: form-data; name="subject"\r
        \r
        --X-\r\r
        --X-2 tricks\r
        --X-1 \t\r
        content-disposition:form-data;name="scan";filename="Quy\u{1EBF}t \\"15\\".pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF-\r
        \r
        --X-1\r
        Content-Disposition: form-data; name="empty"\r
        \r
        \r
        --X-1--\r
        epilogue
        """.utf8)

    private static let expected = [
        Part(name: "subject", fileName: nil, text: "--X-\r\r\n--X-2 tricks|"),
        Part(name: "scan", fileName: "Quyết \"15\".pdf", text: "%PDF-\r\n|"),
        Part(name: "empty", fileName: nil, text: "|"),
    ]

    @Test func `a boundary may be split anywhere`() throws {
        for size in 1...80 {
            #expect(try parts(Self.body, in: [size]) == Self.expected, "pieces of \(size)")
        }
    }

    @Test func `pieces may be of any size, one after another`() throws {
        for first in 1..<Self.body.count {
            #expect(try parts(Self.body, in: [first, 1, 7]) == Self.expected, "a first piece of \(first)")
        }
    }

    @Test(arguments: [
        (#"form-data; name="a"; filename="t.pdf""#, "t.pdf"), (#"form-data; name=a; filename=t.pdf"#, "t.pdf"),
        (#"form-data; name="a"; filename="x.pdf"; filename*=UTF-8''t%E1%BB%87p.pdf"#, "tệp.pdf"),
        (#"form-data; name="a"; filename="a%22b.pdf""#, "a\"b.pdf"),
        (#"form-data; name="a"; filename="C:\tệp\a.pdf""#, #"C:\tệp\a.pdf"#),
        (#"form-data; name="a"; filename="""#, ""), (#"form-data; name="a"; filename="a;b.pdf""#, "a;b.pdf"),
        (#"form-data; name="a""#, nil),
    ])
    func `file names come in many spellings`(disposition: String, name: String?) throws {
        let head = try PartHead(
            lines: ByteBuffer(string: "\r\nContent-Disposition: \(disposition)").readableBytesView)
        #expect(head.name == "a")
        #expect(head.fileName == name)
    }

    @Test(arguments: [
        "--X-1\r\nContent-Disposition: form-data\r\n\r\nx\r\n--X-1--",
        "--X-1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--X-1--",
        "--X-1\r\nContent-Type: text/plain\r\n\r\nx\r\n--X-1--", "--X-1\r\nnonsense\r\n\r\nx\r\n--X-1--",
        "--X-1tail\r\n\r\n\r\n--X-1--", "--X-1\r\nContent-Disposition: form-data; name=\"a\"\r\n",
        "no boundary at all",
    ])
    func `a malformed body is refused`(body: String) {
        #expect(throws: (any Error).self) { _ = try parts(Array(body.utf8), in: [5]) }
    }

    @Test func `a head that never ends is refused before it fills the memory`() {
        let head = "--X-1\r\nContent-Disposition: form-data; name=\"" + String(repeating: "a", count: 40_000)
        #expect(throws: MultipartError.self) { _ = try parts(Array(head.utf8), in: [1000]) }
    }

    @Test func `more parts than anybody types are refused`() {
        let part = "--X-1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n"
        let body = String(repeating: part, count: 2100) + "--X-1--"
        #expect(throws: MultipartError.self) { _ = try parts(Array(body.utf8), in: [4096]) }
    }

    @Test(arguments: [
        ("a=1&b=2", "a=1 b=2"), ("a=h%C3%B2a+b%C3%ACnh", "a=hòa bình"), ("a", "a="), ("a=1&a=2", "a=1 a=2"), ("", ""),
        ("&&a=%26&", "a=&"), ("a=b=c", "a=b=c"),
    ])
    func `a plain form is read`(body: String, expected: String) {
        let fields = URLEncodedForm.fields(of: body.utf8)
        #expect(fields?.map { "\($0.name)=\($0.value)" }.joined(separator: " ") == expected)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%ZZ", "a=%FF", "%C3=1"])
    func `a plain form with broken escapes is none`(body: String) {
        #expect(URLEncodedForm.fields(of: body.utf8)?.map(\.name) == nil)
    }
}
