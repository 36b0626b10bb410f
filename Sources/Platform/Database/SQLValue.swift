public import Essentials

/// A value as it goes into a statement and comes out of a row; the same five kinds on both engines.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case boolean(Bool)
    case real(Double)
}

/// What can be bound to a statement and read from a row.
public protocol SQLConvertible {
    var sqlValue: SQLValue { get }

    /// - Throws: `SQLMismatch` when the value is of another kind or not one of the type's own.
    init(sqlValue: SQLValue) throws
}

/// A value in a row is not what was asked for.
public struct SQLMismatch: Error, CustomStringConvertible {
    public let description: String

    public init(_ value: SQLValue, isNot type: Any.Type) {
        description = "\(value) is no \(type)"
    }
}

extension Int64: SQLConvertible {
    public var sqlValue: SQLValue { .integer(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .integer(let number) = sqlValue else { throw SQLMismatch(sqlValue, isNot: Self.self) }
        self = number
    }
}

extension Int: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    public init(sqlValue: SQLValue) throws {
        self = Int(try Int64(sqlValue: sqlValue))
    }
}

extension Double: SQLConvertible {
    public var sqlValue: SQLValue { .real(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .real(let number) = sqlValue else { throw SQLMismatch(sqlValue, isNot: Self.self) }
        self = number
    }
}

extension Bool: SQLConvertible {
    public var sqlValue: SQLValue { .boolean(self) }

    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .boolean(let truth): self = truth
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw SQLMismatch(sqlValue, isNot: Self.self)
        }
    }
}

extension String: SQLConvertible {
    public var sqlValue: SQLValue { .text(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .text(let text) = sqlValue else { throw SQLMismatch(sqlValue, isNot: Self.self) }
        self = text
    }
}

extension [UInt8]: SQLConvertible {
    public var sqlValue: SQLValue { .bytes(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .bytes(let bytes) = sqlValue else { throw SQLMismatch(sqlValue, isNot: Self.self) }
        self = bytes
    }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }

    public init(sqlValue: SQLValue) throws {
        self = sqlValue == .null ? nil : try Wrapped(sqlValue: sqlValue)
    }
}

extension ID: SQLConvertible {
    public var sqlValue: SQLValue { .integer(rawValue) }

    public init(sqlValue: SQLValue) throws {
        self.init(rawValue: try Int64(sqlValue: sqlValue))
    }
}

extension Instant: SQLConvertible {
    public var sqlValue: SQLValue { .integer(microsecondsSince1970) }

    public init(sqlValue: SQLValue) throws {
        self.init(microsecondsSince1970: try Int64(sqlValue: sqlValue))
    }
}

extension CivilDate: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(dayNumber)) }

    public init(sqlValue: SQLValue) throws {
        self.init(dayNumber: try Int(sqlValue: sqlValue))
    }
}

/// An enumeration or a wrapped value is stored as its raw value.
extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    public var sqlValue: SQLValue { rawValue.sqlValue }

    public init(sqlValue: SQLValue) throws {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else {
            throw SQLMismatch(sqlValue, isNot: Self.self)
        }
        self = value
    }
}
