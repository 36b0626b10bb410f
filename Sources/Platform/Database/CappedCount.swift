/// How many rows a list has: exact up to 1,000 or what the list says, and beyond that only "more than".
///
/// An exact count of half a million rows costs up to 190 ms, and nobody reads it.
public struct CappedCount: Hashable, Sendable {
    public static let cap = 1000

    /// 0…the cap.
    public let value: Int
    /// There are more than `value`.
    public let isCapped: Bool

    /// - Parameter cap: from 1 on.
    public init(_ found: Int, cap: Int = Self.cap) {
        value = min(found, cap)
        isCapped = found > cap
    }
}

extension Connection {
    /// Counts the rows of a query, at most one beyond the cap.
    public func count(of query: SQL, cap: Int = CappedCount.cap) throws -> CappedCount {
        CappedCount(try value("SELECT count(*) FROM (\(query) LIMIT \(cap + 1)) AS counted") ?? 0, cap: cap)
    }

    /// Counts the rows of several queries in one statement.
    ///
    /// - Returns: the counts in the order of the queries.
    public func counts(of queries: [SQL]) throws -> [CappedCount] {
        guard !queries.isEmpty else { return [] }
        let each = queries.enumerated().map { place, query -> SQL in
            """
            SELECT \(place) AS place, count(*) AS found FROM (\(query) LIMIT \(CappedCount.cap + 1)) AS counted
            """
        }
        var counts = [CappedCount](repeating: CappedCount(0), count: queries.count)
        for row in try rows(SQL(each, joinedBy: " UNION ALL ")) {
            let place: Int = try row["place"]
            counts[place] = CappedCount(try row["found"])
        }
        return counts
    }
}
