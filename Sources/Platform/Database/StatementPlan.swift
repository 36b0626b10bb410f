/// How an engine means to carry a statement out. Tests hold every list to it: what reads a whole table or sorts it is
/// quick in a test and stands still in a province.
package struct StatementPlan: Sendable, CustomStringConvertible {
    package let statement: String
    /// The engine's own words, a step each.
    package let steps: [String]

    package var description: String {
        statement + "\n" + steps.map { "    \($0)" }.joined(separator: "\n")
    }
}

extension Database {
    /// The plans of all statements that `body` runs, in order.
    package func plans(of body: @escaping @Sendable (Connection) throws -> Void) async throws -> [StatementPlan] {
        try await read { db in
            let statements = try db.recordingStatements { try body(db) }
            return try statements.map { try db.plan(of: $0.text, $0.values) }
        }
    }
}

extension Connection {
    fileprivate func plan(of text: String, _ values: [SQLValue]) throws -> StatementPlan {
        switch engine {
        case .sqlite:
            let steps = try explain("EXPLAIN QUERY PLAN \(text)", values).map { try $0["detail"] as String }
            return StatementPlan(statement: text, steps: steps)
        case .postgresql:
            let steps = try explain("EXPLAIN (COSTS OFF) \(text)", values).map { try $0["QUERY PLAN"] as String }
            return StatementPlan(statement: text, steps: steps)
        }
    }
}
