/// What the processes that have one installation open must be of one mind about. Each writes down what it goes by, and
/// asks who of the living goes by something else.
public enum NodeFact: String, CaseIterable, Sendable, SQLConvertible {
    /// The schema it was written for.
    case schema
    /// The secrets in its folder, told by a digest: processes with other ones would not know each other's form tokens, and
    /// would look for each other's files in vain.
    case folder

    static let creation = """
        CREATE TABLE IF NOT EXISTS node_fact (
            node BIGINT NOT NULL, fact TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (node, fact))
        """
}

/// Processes that go by something else have the installation open.
public struct NodesDisagree: Error, Hashable, Sendable, CustomStringConvertible {
    /// What about.
    public let fact: NodeFact
    /// How many they are.
    public let others: Int

    public var description: String {
        let forgotten = "(one that was killed is forgotten after a minute)"
        return switch fact {
        case .schema:
            """
            \(others) process(es) of another version have the installation open; \
            stop them before its schema is brought up to date \(forgotten)
            """
        case .folder:
            """
            \(others) process(es) serve this database from another folder; \
            all servers of an installation share one folder (--data) \(forgotten)
            """
        }
    }
}

extension Database {
    /// Says what this process goes by.
    ///
    /// - Parameter isInsisting: whether it may not go on beside a living process that says something else. Of two that
    ///   begin at once the second one sees the first.
    /// - Throws: `NodesDisagree`.
    public func agree(on fact: NodeFact, _ value: String, insisting isInsisting: Bool = true) async throws {
        guard let node else { return }
        try await write { db in
            try db.lock("node facts")
            try db.execute(
                """
                INSERT INTO node_fact (node, fact, value) VALUES (\(node), \(fact), \(value))
                ON CONFLICT (node, fact) DO UPDATE SET value = excluded.value
                """)
            guard isInsisting else { return }
            let others: Int? = try db.value(
                """
                SELECT count(*) FROM node_fact JOIN node_lease ON node_lease.node = node_fact.node
                WHERE fact = \(fact) AND value <> \(value) AND node_fact.node <> \(node) AND \(NodeLease.isAlive)
                """)
            if let others, others > 0 { throw NodesDisagree(fact: fact, others: others) }
        }
    }
}
