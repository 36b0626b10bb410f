public import Database
import Directory

/// One page of a list as the API gives it, with the places where its neighbours begin.
public struct APIList<Item: Encodable>: Encodable {
    private let items: [Item]
    private let older: Keyset?
    private let newer: Keyset?

    /// - Parameters:
    ///   - page: what was read.
    ///   - item: what is told of a row.
    public init<Row>(_ page: KeysetPage<Row>, item: (Row) throws -> Item) rethrows {
        items = try page.items.map(item)
        older = page.older
        newer = page.newer
    }

    private enum Key: CodingKey {
        case items, older, newer
    }

    /// A place that there is none of is null, not left out: a program need not guess.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(items, forKey: .items)
        try container.encode(older?.description, forKey: .older)
        try container.encode(newer?.description, forKey: .newer)
    }
}

extension Query {
    /// Rows on a page of an API list: `?limit=`, 50 when it is left out.
    ///
    /// - Throws: `Problems` outside 1…200.
    public func limit() throws -> Int {
        var problems = Problems()
        let limit = number("limit", in: 1...200, &problems)
        try problems.throwIfAny()
        return limit ?? 50
    }
}
