import Essentials

/// The node number of this process, and the promise that no identifier is made twice.
///
/// The table keeps for each node a ceiling above every identifier it may have made. Who takes a node over begins above
/// the ceiling, so a clock that was set back cannot repeat one.
struct NodeLease: Sendable {
    let ids: IDGenerator
    private let node: Int

    /// A lease that was not prolonged for so long may be taken over.
    private static let lapsesAfterSeconds: Int64 = 60
    /// The ceiling is so far ahead of the clock; leases are renewed more often than that.
    private static let ceilingSeconds: Int64 = 60

    static func acquire(from transactions: any Transactions, clock: WallClock) async throws -> NodeLease {
        for _ in 0..<20 {
            do {
                let engine = transactions.engine
                return try await transactions.run(isWrite: true) { try acquire(in: $0, engine, clock: clock) }
            } catch DatabaseError.conflict, DatabaseError.constraint {
                // Another process took the same node at the same moment.
                continue
            }
        }
        throw DatabaseError.unavailable("no node number could be leased")
    }

    private static func acquire(in backend: any Backend, _ engine: Engine, clock: WallClock) throws -> NodeLease {
        _ = try backend.execute(
            """
            CREATE TABLE IF NOT EXISTS node_lease (
                node BIGINT PRIMARY KEY, renewed_at BIGINT NOT NULL, ceiling BIGINT NOT NULL)
            """, [])
        let now = clock.now()
        let lapsed = now.adding(seconds: -lapsesAfterSeconds)
        let leases = try backend.rows("SELECT node, renewed_at, ceiling FROM node_lease ORDER BY node", [])
        let free = try leases.first { row in
            let renewedAt: Instant = try row["renewed_at"]
            return renewedAt < lapsed
        }
        let node = try free.map { try $0["node"] as Int } ?? leases.count
        guard IDGenerator.nodes.contains(node) else {
            throw DatabaseError.unavailable("all \(leases.count) node numbers are in use")
        }
        let ceiling = try free.map { try $0["ceiling"] as Int64 } ?? 0
        let ids = IDGenerator(node: node, clock: clock, after: ceiling)
        let lease = NodeLease(ids: ids, node: node)
        let fresh = lease.ceiling(at: now)
        let statement: SQL =
            free == nil
            ? "INSERT INTO node_lease (node, renewed_at, ceiling) VALUES (\(node), \(now), \(fresh))"
            : "UPDATE node_lease SET renewed_at = \(now), ceiling = \(fresh) WHERE node = \(node) AND renewed_at < \(lapsed)"
        guard try backend.execute(statement, on: engine) == 1 else {
            throw DatabaseError.conflict("node \(node) was taken")
        }
        return lease
    }

    func renew(in transactions: any Transactions, clock: WallClock) async throws {
        let now = clock.now()
        try await store(renewedAt: now, ceiling: ceiling(at: now), in: transactions)
    }

    func release(in transactions: any Transactions) async {
        let never = Instant(microsecondsSince1970: 0)
        try? await store(renewedAt: never, ceiling: ids.highest, in: transactions)
    }

    private func store(renewedAt: Instant, ceiling: Int64, in transactions: any Transactions) async throws {
        let engine = transactions.engine
        let statement: SQL =
            "UPDATE node_lease SET renewed_at = \(renewedAt), ceiling = \(ceiling) WHERE node = \(node)"
        _ = try await transactions.run(isWrite: true) { try $0.execute(statement, on: engine) }
    }

    private func ceiling(at now: Instant) -> Int64 {
        let ahead = IDGenerator(node: node, clock: .fixed(now.adding(seconds: Self.ceilingSeconds)))
        return max(ahead.next(Never.self).rawValue, ids.highest)
    }
}
