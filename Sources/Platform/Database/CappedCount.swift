/// How many rows a list has: exact up to 1,000, and beyond that only "more than".
///
/// An exact count of half a million rows costs up to 190 ms, and nobody reads it.
public struct CappedCount: Hashable, Sendable {
    public static let cap = 1000

    /// 0…1,000.
    public let value: Int
    /// There are more than `value`.
    public let isCapped: Bool

    public init(_ found: Int) {
        value = min(found, Self.cap)
        isCapped = found > Self.cap
    }
}

extension Connection {
    /// Counts the rows of a query, at most one beyond the cap.
    public func count(of query: SQL) throws -> CappedCount {
        let limit = CappedCount.cap + 1
        return CappedCount(try value("SELECT count(*) FROM (\(query) LIMIT \(limit)) AS counted") ?? 0)
    }
}
