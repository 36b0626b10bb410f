import Crypto
public import Database
public import Directory
public import Essentials
import Foundation
public import HTTPTypes

/// The answer of an operation as it is kept, to be given again.
public struct StoredAnswer: Sendable {
    let status: HTTPResponse.Status
    let body: [UInt8]

    /// - Parameters:
    ///   - status: of the answer.
    ///   - value: its body.
    /// - Throws: `EncodingError`.
    public init(_ value: some Encodable, status: HTTPResponse.Status) throws {
        self.status = status
        body = try StrictJSON.encode(value)
    }

    init(status: HTTPResponse.Status, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    /// As an answer.
    public var answer: Answer { .bytes(body, type: "application/json; charset=utf-8", status: status) }
}

/// What a program sends along to be sure that something is done once, however often it asks.
enum IdempotencyKey {
    static let longest = 200
    static let secondsKept: Int64 = 24 * 3600
}

/// Why a repeated request was not answered again.
public enum IdempotencyRefusal: Refusal {
    /// The key was used for another request.
    case otherRequest

    /// What the program's author is told.
    public var message: Wording {
        Wording(
            "Idempotency-Key này đã dùng cho một yêu cầu khác.",
            en: "This Idempotency-Key was used for another request.")
    }
}

extension VisitBy where Who == Caller {
    /// Does something once: when this caller has asked for the same with the same `Idempotency-Key` within 24 hours, the
    /// earlier answer is given again and nothing is done. Without a key it is simply done.
    ///
    /// Key and deed stand in one transaction, so that a crash between them cannot part them.
    ///
    /// - Parameters:
    ///   - db: the transaction of the deed.
    ///   - body: the deed, with its answer.
    /// - Throws: `IdempotencyRefusal`, or what the deed throws; then the key is free again.
    public func once(in db: Connection, _ body: () throws -> StoredAnswer) throws -> StoredAnswer {
        guard let key = facts.idempotencyKey else { return try body() }
        guard (1...IdempotencyKey.longest).contains(key.utf8.count) else {
            throw Problems("Idempotency-Key", FieldMessages.outOf(1...IdempotencyKey.longest))
        }
        let hash = requestHash
        try db.execute("DELETE FROM idempotency_key WHERE expires_at <= \(now)")
        let inserted = try db.execute(
            """
            INSERT INTO idempotency_key (post, key, request_hash, status, body, expires_at)
            VALUES (\(caller.post), \(key), \(hash), 0, \([UInt8]()), \(now.adding(seconds: IdempotencyKey.secondsKept)))
            ON CONFLICT (post, key) DO NOTHING
            """)
        guard inserted > 0 else { return try earlier(key, hash, in: db) }
        let answer = try body()
        try db.execute(
            """
            UPDATE idempotency_key SET status = \(answer.status.code), body = \(answer.body)
            WHERE post = \(caller.post) AND key = \(key)
            """)
        return answer
    }

    private func earlier(_ key: String, _ hash: [UInt8], in db: Connection) throws -> StoredAnswer {
        let row = try db.row(
            "SELECT request_hash, status, body FROM idempotency_key WHERE post = \(caller.post) AND key = \(key)")
        guard let row else { throw DatabaseError.conflict("the key went while it was read") }
        guard try row["request_hash"] == hash else { throw IdempotencyRefusal.otherRequest }
        return StoredAnswer(status: .init(code: try row["status"]), body: try row["body"])
    }

    /// What makes two requests the same.
    private var requestHash: [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("\(facts.method.rawValue) \(facts.path)?\(facts.query.text)\n".utf8))
        hash.update(data: facts.body)
        return Array(hash.finalize())
    }
}
