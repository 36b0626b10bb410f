/// A statement or a piece of one. Written as a string literal; every interpolated value is bound, never pasted.
///
///     let sql: SQL = "SELECT id FROM unit WHERE parent_id = \(parent) AND kind IN (\(list: kinds))"
///
/// Another `SQL` interpolates as a fragment. There is no way to interpolate raw text.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
        case type(ColumnType)
        case idiom(Idiom)
    }

    private(set) var pieces: [Piece]

    public init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    /// Joins fragments with a separator: conditions with ` AND `, say.
    public init(_ fragments: [SQL], joinedBy separator: SQL) {
        pieces = []
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { pieces += separator.pieces }
            pieces += fragment.pieces
        }
    }

    /// A name that the engine's own catalogue gave: of a table, a column, a constraint.
    init(name: String) {
        let parts = name.split(separator: "\"", omittingEmptySubsequences: false)
        pieces = [.text("\"" + parts.joined(separator: "\"\"") + "\"")]
    }

    public static func + (lhs: SQL, rhs: SQL) -> SQL {
        var sum = lhs
        sum.pieces += rhs.pieces
        return sum
    }

    public static func += (lhs: inout SQL, rhs: SQL) {
        lhs.pieces += rhs.pieces
    }

    /// The statement's text for an engine, with `$1 …` in place of its values, which both engines accept.
    func rendered(for engine: Engine) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let value):
                values.append(value)
                text += "$\(values.count)"
            case .type(let type): text += type.name(on: engine)
            case .idiom(let idiom): text += idiom.text(on: engine)
            }
        }
        return (text, values)
    }
}

extension SQL {
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            pieces.append(.value(value.sqlValue))
        }

        /// Binds a value or null.
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        /// Nests a fragment with its own values.
        public mutating func appendInterpolation(_ fragment: SQL) {
            pieces += fragment.pieces
        }

        /// Binds each element, parted by commas; an empty list becomes `NULL`, which nothing equals.
        public mutating func appendInterpolation(list: some Sequence<some SQLConvertible>) {
            var isFirst = true
            for element in list {
                if !isFirst { pieces.append(.text(", ")) }
                pieces.append(.value(element.sqlValue))
                isFirst = false
            }
            if isFirst { pieces.append(.text("NULL")) }
        }

        /// The engine's name of a column type.
        public mutating func appendInterpolation(type: ColumnType) {
            pieces.append(.type(type))
        }

        /// What the engines spell differently.
        public mutating func appendInterpolation(idiom: Idiom) {
            pieces.append(.idiom(idiom))
        }
    }
}

/// The database engines the platform runs on.
public enum Engine: String, CaseIterable, Sendable {
    /// Embedded: one file, nothing to install.
    case sqlite
    /// Scaled: many nodes, replication.
    case postgresql
}

/// The types of columns, by what they hold.
public enum ColumnType: Sendable {
    /// 64-bit: numbers, identifiers, instants (microseconds), civil dates (days).
    case integer
    /// Unicode text compared byte by byte.
    case text
    case bytes
    case boolean
    case real

    func name(on engine: Engine) -> String {
        switch (self, engine) {
        case (.integer, .sqlite), (.boolean, .sqlite): "INTEGER"
        case (.integer, .postgresql): "BIGINT"
        case (.text, .sqlite): "TEXT"
        case (.text, .postgresql): "TEXT COLLATE \"C\""
        case (.bytes, .sqlite): "BLOB"
        case (.bytes, .postgresql): "BYTEA"
        case (.boolean, .postgresql): "BOOLEAN"
        case (.real, .sqlite): "REAL"
        case (.real, .postgresql): "DOUBLE PRECISION"
        }
    }
}

/// What the two engines spell differently, and nothing else.
public enum Idiom: Sendable {
    /// After a table's closing parenthesis: SQLite is to be as strict about types as PostgreSQL is.
    case strict
    /// After a SELECT: holds the rows until the transaction ends. SQLite has one writer anyway.
    case forUpdate
    /// After a SELECT: keeps the rows as they are until the transaction ends, and lets others do the same.
    case forShare
    /// After a SELECT: takes the rows that nobody else holds.
    case forUpdateSkipLocked
    /// What time it is for the database, in microseconds since 1970: the same for every program that uses it.
    case databaseTime

    func text(on engine: Engine) -> String {
        switch (self, engine) {
        case (.strict, .sqlite): " STRICT"
        case (.forUpdate, .postgresql): " FOR UPDATE"
        case (.forShare, .postgresql): " FOR SHARE"
        case (.forUpdateSkipLocked, .postgresql): " FOR UPDATE SKIP LOCKED"
        case (.databaseTime, .sqlite): "(CAST(strftime('%s', 'now') AS INTEGER) * 1000000)"
        case (.databaseTime, .postgresql): "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"
        case (.strict, .postgresql), (.forUpdate, .sqlite), (.forShare, .sqlite), (.forUpdateSkipLocked, .sqlite): ""
        }
    }
}
