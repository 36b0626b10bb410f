import Essentials
import Synchronization

/// The node number of this process, and the promise that no identifier is made twice.
///
/// The table keeps for each node a ceiling above every identifier it may have made. Who takes a node over begins above
/// the ceiling, so a clock that was set back cannot repeat one.
///
/// Whether a lease has lapsed is read off the database's clock alone: the clocks of two programs may differ by more than
/// a lease lasts. Every holder writes a higher ceiling, so it also tells whose the number is: a program that stood
/// still for too long finds another one there, and takes a new number.
final class NodeLease: Sendable {
    let ids: IDGenerator
    private let held: Mutex<Held>
    /// The number it has now.
    var node: Int { held.withLock { $0.node } }

    private struct Held {
        let node: Int
        /// As it stands in the table.
        let ceiling: Int64
    }

    /// A lease that was not prolonged for so long may be taken over.
    private static let lapsesAfterMicroseconds = 60_000_000
    /// The condition on a lease's or a hold's row that somebody still prolongs it.
    static var isAlive: SQL { "renewed_at >= \(idiom: .databaseTime) - \(lapsesAfterMicroseconds)" }
    /// The ceiling is so far ahead of the clock; leases are renewed more often than that.
    private static let ceilingSeconds: Int64 = 60

    private init(ids: IDGenerator, held: Held) {
        self.ids = ids
        self.held = Mutex(held)
    }

    static func acquire(from transactions: any Transactions, clock: WallClock) async throws -> NodeLease {
        let (held, floor) = try await take(from: transactions, clock: clock)
        return NodeLease(ids: IDGenerator(node: held.node, clock: clock, after: floor), held: held)
    }

    func renew(in transactions: any Transactions, clock: WallClock) async throws {
        let held = held.withLock { $0 }
        let ceiling = Self.ceiling(at: clock.now(), above: ids.highest)
        let renewed = Held(node: held.node, ceiling: max(ceiling, held.ceiling + 1))
        if try await replace(held, by: renewed, renewedAt: "\(idiom: .databaseTime)", in: transactions) { return }
        let (other, floor) = try await Self.take(from: transactions, clock: clock)
        ids.move(to: other.node, after: floor)
        self.held.withLock { $0 = other }
    }

    func release(in transactions: any Transactions) async {
        let held = held.withLock { $0 }
        let given = Held(node: held.node, ceiling: ids.highest)
        _ = try? await replace(held, by: given, renewedAt: "0", in: transactions)
    }

    /// - Returns: false when the number is no longer this program's.
    private func replace(
        _ held: Held, by new: Held, renewedAt: SQL, in transactions: any Transactions
    ) async throws -> Bool {
        let engine = transactions.engine
        let statement: SQL = """
            UPDATE node_lease SET renewed_at = \(renewedAt), ceiling = \(new.ceiling)
            WHERE node = \(held.node) AND ceiling = \(held.ceiling)
            """
        guard try await transactions.run(.write, { try $0.execute(statement, on: engine) }) == 1 else {
            return false
        }
        self.held.withLock { $0 = new }
        return true
    }

    /// So far above the clock and above the highest identifier: with a clock that was set back the next ones follow on
    /// from that.
    private static func ceiling(at now: Instant, above highest: Int64) -> Int64 {
        let ahead = IDGenerator(node: 0, clock: .fixed(now.adding(seconds: ceilingSeconds))).next(Never.self)
        return max(ahead.rawValue, highest + ceilingSeconds * IDGenerator.second)
    }
}

extension NodeLease {
    /// The tables that must be there before anything else is.
    static func createTables(in backend: any Backend) throws {
        _ = try backend.execute(
            """
            CREATE TABLE IF NOT EXISTS node_lease (
                node BIGINT PRIMARY KEY, renewed_at BIGINT NOT NULL, ceiling BIGINT NOT NULL)
            """, [])
        _ = try backend.execute(InstallationHold.creation, [])
        _ = try backend.execute(NodeFact.creation, [])
    }

    /// - Returns: the number, and what its identifiers must be above.
    private static func take(
        from transactions: any Transactions, clock: WallClock
    ) async throws -> (Held, floor: Int64) {
        for _ in 0..<20 {
            do {
                let engine = transactions.engine
                return try await transactions.run(.write) { try take(in: $0, engine, clock: clock) }
            } catch DatabaseError.conflict, DatabaseError.constraint {
                // Another process took the same node at the same moment.
                continue
            }
        }
        throw DatabaseError.unavailable("no node number could be leased")
    }

    private static func take(
        in backend: any Backend, _ engine: Engine, clock: WallClock
    ) throws -> (Held, floor: Int64) {
        try createTables(in: backend)
        let lapsed: SQL = """
            SELECT node, ceiling FROM node_lease
            WHERE renewed_at < \(idiom: .databaseTime) - \(lapsesAfterMicroseconds) ORDER BY node LIMIT 1
            """
        let (text, values) = lapsed.rendered(for: engine)
        let free = try backend.rows(text, values).first
        let count = try free == nil ? backend.rows("SELECT node FROM node_lease", []).count : 0
        let node = try free.map { try $0["node"] as Int } ?? count
        guard IDGenerator.nodes.contains(node) else {
            throw DatabaseError.unavailable("all \(count) node numbers are in use")
        }
        let floor = try free.map { try $0["ceiling"] as Int64 } ?? 0
        let held = Held(node: node, ceiling: ceiling(at: clock.now(), above: floor))
        let statement: SQL =
            free == nil
            ? """
            INSERT INTO node_lease (node, renewed_at, ceiling)
            VALUES (\(node), \(idiom: .databaseTime), \(held.ceiling))
            """
            : """
            UPDATE node_lease SET renewed_at = \(idiom: .databaseTime), ceiling = \(held.ceiling)
            WHERE node = \(node) AND ceiling = \(floor)
            """
        guard try backend.execute(statement, on: engine) == 1 else {
            throw DatabaseError.conflict("node \(node) was taken")
        }
        // What the one before said of itself is not true of this one.
        _ = try backend.execute("DELETE FROM node_fact WHERE node = \(node)", on: engine)
        return (held, floor)
    }
}
