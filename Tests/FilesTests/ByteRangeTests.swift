import Files
import Testing

struct ByteRangeTests {
    // RFC 9110, 14.1.2, on a file of 1,000 bytes.
    @Test(
        arguments: [
            (nil, ByteRange.whole), ("bytes=0-499", .part(0..<500)), ("bytes=500-", .part(500..<1000)),
            ("bytes=-200", .part(800..<1000)), ("bytes=-5000", .part(0..<1000)), ("bytes=999-9999", .part(999..<1000)),
            ("bytes=1000-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=5-2", .whole), ("bytes=-", .whole),
            ("bytes=0-1,5-6", .whole), ("lines=0-1", .whole), ("bytes=a-b", .whole), ("bytes=+1-2", .whole),
            ("bytes=0-99999999999999999999999999", .whole),
        ] as [(String?, ByteRange)])
    func `a Range header is read as the RFC has it`(header: String?, expected: ByteRange) {
        #expect(ByteRange(header: header, size: 1000) == expected)
    }

    @Test func `an answer states its range`() {
        #expect(ByteRange.part(0..<500).contentRange(size: 1000) == "bytes 0-499/1000")
        #expect(ByteRange.unsatisfiable.contentRange(size: 1000) == "bytes */1000")
        #expect(ByteRange.whole.contentRange(size: 1000) == nil)
    }
}
