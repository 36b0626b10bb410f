import Dispatch
import Logging

/// The connections to one PostgreSQL server. Who finds none free waits in line.
actor PostgreSQLPool {
    private let url: String
    private let size: Int
    private let logger: Logger
    private var idle: [PostgreSQLWorker] = []
    private var opened = 0
    private var waiting: [CheckedContinuation<PostgreSQLWorker, any Error>] = []
    private var isClosed = false

    init(url: String, size: Int, logger: Logger) {
        self.url = url
        self.size = size
        self.logger = logger
    }

    /// - Throws: `DatabaseError.unavailable` when the server does not answer.
    func check() async throws {
        let worker = try acquireNew()
        do {
            try await worker.perform { _ = try $0.connectIfNeeded() }
            await release(worker)
        } catch {
            await release(worker)
            throw error
        }
    }

    func acquire() async throws -> PostgreSQLWorker {
        if isClosed { throw DatabaseError.unavailable("the database is closed") }
        if let worker = idle.popLast() { return worker }
        if opened < size { return try acquireNew() }
        return try await withCheckedThrowingContinuation { waiting.append($0) }
    }

    func release(_ worker: PostgreSQLWorker) async {
        if isClosed {
            await worker.disconnect()
        } else if waiting.isEmpty {
            idle.append(worker)
        } else {
            waiting.removeFirst().resume(returning: worker)
        }
    }

    func close() async {
        isClosed = true
        for waiter in waiting { waiter.resume(throwing: DatabaseError.unavailable("the database is closed")) }
        waiting = []
        for worker in idle { await worker.disconnect() }
        idle = []
    }

    private func acquireNew() throws -> PostgreSQLWorker {
        opened += 1
        return PostgreSQLWorker(url: url, label: "postgresql-\(opened)")
    }
}

/// One connection and the only thread that touches it.
final class PostgreSQLWorker: @unchecked Sendable {
    // Unchecked because the queue is what guards the connection.
    private let connection: PostgreSQLConnection
    private let queue: DispatchQueue

    init(url: String, label: String) {
        connection = PostgreSQLConnection(url: url)
        queue = DispatchQueue(label: label)
    }

    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try body(self.connection) })
            }
        }
    }

    func disconnect() async {
        try? await perform { $0.disconnect() }
    }
}
