import App
import Foundation
import Logging
import TestSupport
import Testing

/// What stands in the log, whatever was sent (ASVS V16.4.1).
struct OneLineLogTests {
    @Test(arguments: ["\n", "\r\n", "\u{2028}", "\u{85}", "\u{0}", "\u{1B}[2J", "\u{202E}"])
    func `a value with a line break or a control stays on its line`(wild: String) throws {
        let book = LogBook()
        var logger = Logger(label: "test") { _ in OneLineLog(book.handler) }
        logger[metadataKey: "of"] = "x\(wild)y"
        logger.notice(
            "fault\(wild)forged", metadata: ["one": "a\(wild)b", "two": ["c\(wild)d"], "three": ["k": "e\(wild)f"]])
        let line = try #require(book.lines.first)
        for scalar in wild.unicodeScalars {
            guard !("[2J".unicodeScalars.contains(scalar)) else { continue }
            #expect(!line.unicodeScalars.contains(scalar))
        }
        #expect(line.contains("fault\\u{"))
        #expect(line.components(separatedBy: "\\u{").count >= 6)
    }

    @Test func `Vietnamese text is written as it is`() throws {
        let book = LogBook()
        Logger(label: "test") { _ in OneLineLog(book.handler) }.notice("Đã phục hồi tệp “Kế hoạch”")
        #expect(book.lines == ["notice Đã phục hồi tệp “Kế hoạch”"])
    }
}
