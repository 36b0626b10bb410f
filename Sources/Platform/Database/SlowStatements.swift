public import Essentials
import Logging
import Synchronization

/// Statements that took longer than they should: what an operator looks at before people complain.
///
/// Of a statement only its shape is kept: its text with `$` for every value, so nothing of whom it was about. Each shape is
/// logged once, when it is slow for the first time, and counted from then on. A statement's time is what the caller waited
/// for it: also for locks, and for what the caller did with each row while the answer came in.
public final class SlowStatements: Sendable {
    /// Statements that differ in their values only.
    public struct Shape: Hashable, Sendable {
        public let text: String
        /// How often it was slow.
        public fileprivate(set) var count = 0
        public fileprivate(set) var longest = Duration.zero
        /// All its slow runs together.
        public fileprivate(set) var total = Duration.zero
        /// When it was slow last.
        public fileprivate(set) var lastAt: Instant
    }

    /// From how long on a statement is slow.
    public let threshold: Duration
    private let clock: WallClock
    private let logger: Logger
    private let kept = Mutex(Kept())

    private struct Kept {
        var shapes: [String: Shape] = [:]
        var count = 0
        var total = Duration.zero
    }

    /// Shapes kept apart; a program that makes ever new ones does not fill the memory.
    static let mostShapes = 200
    /// What all further ones are kept as.
    static let furtherShapes = "(further statements)"
    private static let longestText = 2000

    init(threshold: Duration, clock: WallClock, logger: Logger) {
        self.threshold = threshold
        self.clock = clock
        self.logger = logger
    }

    /// Those that were slow since the start, the one that took most time altogether first.
    public var shapes: [Shape] {
        kept.withLock { Array($0.shapes.values) }.sorted { ($0.total, $1.text) > ($1.total, $0.text) }
    }

    /// How often any statement was slow since the start, and how long they took together.
    public var sum: (count: Int, total: Duration) { kept.withLock { ($0.count, $0.total) } }

    /// Runs a statement, and notes it if that took long, whether or not it succeeded.
    func watching<Answer>(_ text: String, _ work: () throws -> Answer) rethrows -> Answer {
        let began = ContinuousClock.now
        defer {
            let time = ContinuousClock.now - began
            if time >= threshold { note(text, time) }
        }
        return try work()
    }

    func note(_ text: String, _ time: Duration) {
        let shape = Self.shape(of: text)
        let now = clock.now()
        let isNew = kept.withLock { kept in
            kept.count += 1
            kept.total += time
            let isKnown = kept.shapes[shape] != nil
            let name = isKnown || kept.shapes.count < Self.mostShapes ? shape : Self.furtherShapes
            let isNew = kept.shapes[name] == nil
            kept.shapes[name, default: Shape(text: name, lastAt: now)].add(time, at: now)
            return isNew
        }
        guard isNew else { return }
        logger.warning(
            "slow statement", metadata: ["milliseconds": "\(time.milliseconds)", "statement": "\(shape)"])
    }

    /// The text on one line, with `$` for a value and `$…` for several in a row: a list of three and one of four are the
    /// same statement.
    static func shape(of text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let shape = line.replacing(/\$\d+((?:, ?\$\d+)*)/) { $0.1.isEmpty ? "$" : "$…" }
        return shape.count > longestText ? shape.prefix(longestText) + "…" : shape
    }
}

extension SlowStatements.Shape {
    fileprivate mutating func add(_ time: Duration, at now: Instant) {
        count += 1
        total += time
        longest = max(longest, time)
        lastAt = now
    }
}

extension Duration {
    /// Whole milliseconds.
    public var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
