/// The identifier of one `Entity`: 64 bits that sort by the time of their making.
///
/// Sign bit 0, 41 bits of milliseconds since 2020-01-01 UTC, 10 bits of node, 12 bits of sequence. The same on
/// both database engines, unique across nodes, and 13 characters of Crockford base 32 in an address.
public struct ID<Entity>: Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The same identifier seen as that of another entity; for records that share their key (a text and its document).
    public func of<Other>(_: Other.Type) -> ID<Other> {
        ID<Other>(rawValue: rawValue)
    }
}

extension ID: Comparable {
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an identifier")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ID: LosslessStringConvertible {
    /// 13 characters of Crockford base 32, upper case; they sort as the numbers do.
    public var description: String {
        Crockford.text(of: UInt64(bitPattern: rawValue))
    }

    /// Reads what `description` writes, in either case; nil for anything else.
    public init?(_ description: String) {
        guard let bits = Crockford.number(in: description), bits <= UInt64(Int64.max) else { return nil }
        self.init(rawValue: Int64(bits))
    }
}

/// Crockford's base 32: no I, L, O or U, so that an identifier survives being read aloud.
private enum Crockford {
    static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    static let length = 13

    static func text(of number: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for place in (0..<length).reversed() {
            bytes.append(digits[Int((number >> UInt64(place * 5)) & 31)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func number(in text: String) -> UInt64? {
        guard text.utf8.count == length else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            let upper = byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte
            guard let value = digits.firstIndex(of: upper), number >> 59 == 0 else { return nil }
            number = (number << 5) | UInt64(value)
        }
        return number
    }
}
