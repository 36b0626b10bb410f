import Database
import Essentials
import Foundation
public import Hummingbird
import Journal
import Monitoring
import NIOCore
import Web

/// What operations ask a running server, on a port of its own: `/health`, `/ready`, `/metrics`. No personal data.
public struct OperationsPort: HTTPResponder {
    private let database: Database
    private let requests: RequestMetrics
    private let subscribers: SubscriberRunner
    private let forwarder: JournalForwarder?
    private let watch: Watch

    init(
        database: Database, requests: RequestMetrics, subscribers: SubscriberRunner, forwarder: JournalForwarder?,
        watch: Watch
    ) {
        self.database = database
        self.requests = requests
        self.subscribers = subscribers
        self.forwarder = forwarder
        self.watch = watch
    }

    /// Answers `/health`, `/ready` and `/metrics`; anything else is not there.
    public func respond(to request: Request, context: BasicRequestContext) async -> Response {
        guard request.method == .get || request.method == .head else { return Self.text(.methodNotAllowed, "") }
        switch request.uri.path {
        case "/health": return Self.text(.ok, "ok\n")
        case "/ready": return await ready()
        case "/metrics": return await metrics()
        default: return Self.text(.notFound, "")
        }
    }

    /// Whether requests can be answered: the database is there.
    private func ready() async -> Response {
        let answers = try? await database.read { db in try db.value("SELECT 1 AS one", as: Int.self) }
        return answers == 1
            ? Self.text(.ok, "ready\n") : Self.text(.serviceUnavailable, "the database does not answer\n")
    }

    private func metrics() async -> Response {
        var text = requests.text + Self.process + slowStatements
        if let journal = try? await journal() { text += journal }
        text += await watch.metrics()
        return Self.text(.ok, text)
    }

    /// How often a statement was slow, and for how long; nothing when nobody looks at their times.
    private var slowStatements: String {
        guard let sum = database.slowStatements?.sum else { return "" }
        return """
            # HELP lienthong_slow_statements_total Statements of the database that took longer than they should.
            # TYPE lienthong_slow_statements_total counter
            lienthong_slow_statements_total \(sum.count)
            # HELP lienthong_slow_statement_seconds_total How long they took together.
            # TYPE lienthong_slow_statement_seconds_total counter
            lienthong_slow_statement_seconds_total \(Double(sum.total.milliseconds) / 1000)

            """
    }

    /// How far the journal is, and who follows it.
    private func journal() async throws -> String {
        let (sealed, waiting, states) = try await database.read { [subscribers, forwarder] db in
            let waiting: Int = try db.value("SELECT count(*) FROM event WHERE position IS NULL") ?? 0
            let away = try forwarder.map { try [$0.state(in: db)] } ?? []
            return (try db.journalSize(), waiting, try subscribers.states(in: db) + away)
        }
        var lines = [
            "# HELP lienthong_journal_events Events sealed in the journal.", "# TYPE lienthong_journal_events gauge",
            "lienthong_journal_events \(sealed)",
            "# HELP lienthong_journal_unsealed_events Events that are recorded and not sealed yet.",
            "# TYPE lienthong_journal_unsealed_events gauge", "lienthong_journal_unsealed_events \(waiting)",
            "# HELP lienthong_subscriber_behind_events Sealed events that a subscriber has not received.",
            "# TYPE lienthong_subscriber_behind_events gauge",
        ]
        lines += states.map { "lienthong_subscriber_behind_events{subscriber=\"\($0.name)\"} \($0.behind)" }
        lines += [
            "# HELP lienthong_subscriber_failures How often in a row a subscriber has failed; 0 when it works.",
            "# TYPE lienthong_subscriber_failures gauge",
        ]
        lines += states.map { "lienthong_subscriber_failures{subscriber=\"\($0.name)\"} \($0.failures)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Memory in use, as the kernel counts it.
    private static var process: String {
        guard let fields = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " "),
            fields.count > 1, let pages = Int(fields[1])
        else { return "" }
        return """
            # HELP process_resident_memory_bytes Memory of the process that is in use.
            # TYPE process_resident_memory_bytes gauge
            process_resident_memory_bytes \(pages * NSPageSize())

            """
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
