/// A place in a list that is ordered by a number and an identifier, newest first. Lists continue from a place, never
/// from an offset: a page costs the same however deep it lies, and nothing is shown twice when rows are added.
public struct Keyset: Hashable, Sendable {
    public let order: Int64
    public let id: Int64

    public init(order: Int64, id: Int64) {
        self.order = order
        self.id = id
    }
}

extension Keyset: LosslessStringConvertible {
    /// `1763700000000000.5243728` as it stands in an address.
    public var description: String { "\(order).\(id)" }

    public init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let order = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(order: order, id: id)
    }
}

/// Which part of a list is wanted.
public enum KeysetPosition: Hashable, Sendable {
    case newest
    case older(than: Keyset)
    case newer(than: Keyset)
}

/// One page of a list, newest first, with the places where its neighbours begin.
public struct KeysetPage<Item: Sendable>: Sendable {
    public let items: [Item]
    /// `older(than:)` this shows what comes after; nil at the end of the list.
    public let older: Keyset?
    /// `newer(than:)` this shows what comes before; nil at its beginning.
    public let newer: Keyset?
}

extension Connection {
    /// One page of a query.
    ///
    /// - Parameters:
    ///   - query: `SELECT … FROM …`.
    ///   - condition: which rows belong to the list.
    ///   - order: the column it is ordered by, with its table.
    ///   - id: the column that parts equals, with its table; nil when `order` is unique itself.
    ///   - position: where to read.
    ///   - size: rows on a page, 1…200.
    ///   - keyset: the place of an item.
    public func page<Item: RowDecodable & Sendable>(
        _ query: SQL, where condition: SQL, order: SQL, id: SQL? = nil, at position: KeysetPosition, size: Int,
        keyset: (Item) -> Keyset
    ) throws -> KeysetPage<Item> {
        let query: SQL = "\(query) WHERE (\(condition))"
        let limit = min(max(size, 1), 200) + 1
        let columns = KeysetColumns(order: order, id: id)
        switch position {
        case .newest, .older:
            var sql = query
            if case .older(let place) = position { sql += " AND \(columns.older(than: place))" }
            var items: [Item] = try all("\(sql) ORDER BY \(columns.newestFirst) LIMIT \(limit)")
            let hasMore = items.count == limit
            if hasMore { items.removeLast() }
            return KeysetPage(
                items: items, older: hasMore ? items.last.map(keyset) : nil,
                newer: position == .newest ? nil : items.first.map(keyset))
        case .newer(let place):
            var items: [Item] = try all(
                "\(query) AND \(columns.newer(than: place)) ORDER BY \(columns.oldestFirst) LIMIT \(limit)")
            let hasMore = items.count == limit
            if hasMore { items.removeLast() }
            items.reverse()
            return KeysetPage(
                items: items, older: items.last.map(keyset), newer: hasMore ? items.first.map(keyset) : nil)
        }
    }
}

/// What a list is ordered by, in words that an index answers. A second column that says the same as the first is not the
/// same to an engine: a full-text index gives its order for one column only.
private struct KeysetColumns {
    let order: SQL
    let id: SQL?

    var newestFirst: SQL { id.map { "\(order) DESC, \($0) DESC" } ?? "\(order) DESC" }
    var oldestFirst: SQL { id.map { "\(order), \($0)" } ?? order }

    func older(than place: Keyset) -> SQL {
        id.map { "(\(order), \($0)) < (\(place.order), \(place.id))" } ?? "\(order) < \(place.order)"
    }

    func newer(than place: Keyset) -> SQL {
        id.map { "(\(order), \($0)) > (\(place.order), \(place.id))" } ?? "\(order) > \(place.order)"
    }
}
