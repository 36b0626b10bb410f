public import Logging
import Synchronization

/// Keeps what was logged, a line an entry: `notice a message one=1 two=2`.
public final class LogBook: Sendable {
    private let entries = Mutex<[String]>([])

    public init() {}

    public var lines: [String] { entries.withLock { $0 } }

    /// Writes into this book, whatever the level.
    public var handler: any LogHandler { Handler(book: self) }

    public var logger: Logger { Logger(label: "test") { _ in self.handler } }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            let details = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = (["\(event.level)", "\(event.message)"] + details).joined(separator: " ")
            book.entries.withLock { $0.append(line) }
        }
    }
}
