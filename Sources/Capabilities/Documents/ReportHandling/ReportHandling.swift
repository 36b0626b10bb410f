public import Database
public import Directory
public import Essentials
import Journal

/// A handler reports what came of a document (báo cáo kết quả). A report changes nothing before it is approved.
public struct ReportHandling: Sendable {
    public init() {}

    /// - Parameter text: what was done, 1…1,000 characters.
    /// - Throws: `NotFound` for who may not know the document; `DocumentRefusal.notYours`.
    public func callAsFunction(
        _ text: String, document id: ID<Document>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        _ = try db.visibleDocument(id, to: caller)
        guard let incoming = try db.incoming(id, forUpdate: true) else { throw NotFound() }
        guard incoming.isOpen else { throw DocumentRefusal.alreadyCompleted }
        let directions = try db.directions(of: id)
        guard let own = directions.first(where: { $0.isOpen(for: caller) || $0.isOpenForUnit(of: caller) }) else {
            throw directions.isEmpty ? NotFound() : DocumentRefusal.notYours as any Error
        }
        try db.move(own, to: .reported, report: text, at: now)
        if incoming.state == .directed { try db.move(incoming, to: .handling, at: now) }
        try db.record(
            HandlingReported(document: id, direction: own.id, report: text), by: caller.actor, at: now)
    }
}

extension Direction {
    /// Whether it waits for the unit whose work the caller assigns.
    func isOpenForUnit(of caller: Caller) -> Bool {
        state == .open && unit == caller.unit && caller.may(.assignDocuments, in: caller.unitPath)
    }
}
