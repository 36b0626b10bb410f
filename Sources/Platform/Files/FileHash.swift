public import Database
import Essentials

/// The SHA-256 of a file's bytes: its name in the store, and the proof that it has not changed.
public struct FileHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }
}

extension FileHash: LosslessStringConvertible {
    /// 64 hexadecimal digits, lower case.
    public var description: String { bytes.hexadecimal }

    /// Reads what `description` writes, in lower case only: one file has one address.
    public init?(_ description: String) {
        let values = description.utf8.map { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        let halves = values.compactMap { $0 }
        guard values.count == 64, halves.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { halves[$0] << 4 | halves[$0 + 1] }
    }
}

extension FileHash: SQLConvertible {
    public var sqlValue: SQLValue { .bytes(bytes) }

    public init(sqlValue: SQLValue) throws {
        guard let hash = Self(bytes: try [UInt8](sqlValue: sqlValue)) else {
            throw SQLMismatch(sqlValue, isNot: Self.self)
        }
        self = hash
    }
}

extension FileHash: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let hash = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no SHA-256")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
