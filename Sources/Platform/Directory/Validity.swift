public import Database
public import Essentials

/// The days on which something holds: from its first day to its last, both included; without a last day until further
/// notice. Everything in the directory has such dates, because reorganisation is normal.
public struct Validity: Hashable, Sendable {
    public let from: CivilDate
    public let to: CivilDate?

    public init(from: CivilDate, to: CivilDate? = nil) {
        self.from = from
        self.to = to
    }

    /// Whether it holds on a day.
    public func contains(_ day: CivilDate) -> Bool {
        from <= day && (to.map { day <= $0 } ?? true)
    }

    /// Whether there is a day on which both hold.
    public func overlaps(_ other: Validity) -> Bool {
        (to.map { other.from <= $0 } ?? true) && (other.to.map { from <= $0 } ?? true)
    }

    /// Whether the last day is not before the first.
    public var isSound: Bool {
        to.map { from <= $0 } ?? true
    }
}

extension Validity {
    init(row: Row) throws {
        self.init(from: try row["valid_from"], to: try row["valid_to"])
    }

    /// The condition that a table's row holds on a day.
    public static func covers(_ table: SQL, on day: CivilDate) -> SQL {
        "\(table).valid_from <= \(day) AND (\(table).valid_to IS NULL OR \(table).valid_to >= \(day))"
    }
}

extension UnitPath {
    /// The path of a unit without a unit above it.
    public init(root: ID<Unit>) {
        self.init(text: "/\(root)/")
    }

    /// The path of a unit directly below this one.
    public func appending(_ unit: ID<Unit>) -> UnitPath {
        UnitPath(text: "\(text)\(unit)/")
    }

    /// The units from the top of the tree down to this one.
    public var units: [ID<Unit>] {
        text.split(separator: "/").compactMap { ID(String($0)) }
    }

    /// The first text after every path within this one: `/` is followed by `0`.
    var end: String {
        text.dropLast() + "0"
    }

    /// The condition that a column holds a path within this one; an index range on both engines.
    public func contains(_ column: SQL) -> SQL {
        "(\(column) >= \(text) AND \(column) < \(end))"
    }
}

extension UnitPath: SQLConvertible {
    public var sqlValue: SQLValue { .text(text) }

    public init(sqlValue: SQLValue) throws {
        self.init(text: try String(sqlValue: sqlValue))
    }
}

extension PermissionScope {
    /// The condition that a column's path is covered.
    public func covers(_ column: SQL) -> SQL {
        coversSubtree ? unit.contains(column) : "\(column) = \(unit)"
    }
}

extension Rights {
    /// The condition that a permission holds for the path in a column; false when it holds nowhere.
    public func covers(_ column: SQL, for permission: Permission) -> SQL {
        let conditions = scopes(of: permission).map { $0.covers(column) }
        return conditions.isEmpty ? "1 = 0" : "(\(SQL(conditions, joinedBy: " OR ")))"
    }
}
