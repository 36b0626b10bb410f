import App
import Foundation
import Logging
import Synchronization
import Testing

/// What stands in the log, whatever was sent (ASVS V16.4.1).
struct OneLineLogTests {
    private final class Book: Sendable {
        let lines = Mutex<[String]>([])
    }

    private struct BookHandler: LogHandler {
        let book: Book
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            book.lines.withLock { $0.append("\(event.message) \(all.map { "\($0.key)=\($0.value)" }.joined())") }
        }
    }

    @Test(arguments: ["\n", "\r\n", "\u{2028}", "\u{85}", "\u{0}", "\u{1B}[2J", "\u{202E}"])
    func `a value with a line break or a control stays on its line`(wild: String) throws {
        let book = Book()
        var logger = Logger(label: "test") { _ in OneLineLog(BookHandler(book: book)) }
        logger[metadataKey: "of"] = "x\(wild)y"
        logger.notice(
            "fault\(wild)forged", metadata: ["one": "a\(wild)b", "two": ["c\(wild)d"], "three": ["k": "e\(wild)f"]])
        let line = try #require(book.lines.withLock { $0.first })
        for scalar in wild.unicodeScalars {
            guard !("[2J".unicodeScalars.contains(scalar)) else { continue }
            #expect(!line.unicodeScalars.contains(scalar))
        }
        #expect(line.contains("fault\\u{"))
        #expect(line.components(separatedBy: "\\u{").count >= 6)
    }

    @Test func `Vietnamese text is written as it is`() throws {
        let book = Book()
        Logger(label: "test") { _ in OneLineLog(BookHandler(book: book)) }.notice("Đã phục hồi tệp “Kế hoạch”")
        #expect(book.lines.withLock { $0 } == ["Đã phục hồi tệp “Kế hoạch” "])
    }
}
