import Logging

/// Transactions on a pool of PostgreSQL connections, each with a thread of its own.
final class PostgreSQLTransactions: Transactions {
    let engine = Engine.postgresql
    private let pool: PostgreSQLPool

    init(url: String, connections: Int, logger: Logger) async throws {
        pool = PostgreSQLPool(url: url, size: max(1, connections), logger: logger)
        try await pool.check()
    }

    func run<Value: Sendable>(
        _ work: TransactionWork, _ body: @escaping @Sendable (any Backend) throws -> Value
    ) async throws -> Value {
        let worker = try await pool.acquire()
        do {
            let value = try await worker.perform { connection in
                try connection.transaction(isWrite: work == .write) { try body(connection) }
            }
            await pool.release(worker)
            return value
        } catch {
            await pool.release(worker)
            throw error
        }
    }

    func close() async {
        await pool.close()
    }

    func loss() async -> String? {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        return nil
    }
}
