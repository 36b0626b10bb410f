/// What an authenticator writes (RFC 8949), as far as WebAuthn needs it: definite lengths, no floats, no tags, bounded
/// depth. Whatever else comes is refused, since it comes from outside.
indirect enum CBOR: Hashable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case flag(Bool)
    case null

    /// The value under a key; nil for none, or for what is no map.
    subscript(_ key: CBOR) -> CBOR? {
        guard case .map(let values) = self else { return nil }
        return values[key]
    }

    subscript(_ key: String) -> CBOR? { self[.text(key)] }
    subscript(_ key: Int64) -> CBOR? { self[.integer(key)] }

    var bytes: [UInt8]? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }
}

/// Reads values one after another.
struct CBORReader {
    private let input: [UInt8]
    private(set) var offset: Int

    /// It is not what WebAuthn writes.
    struct Malformed: Error {}

    private static let deepest = 8

    init(_ input: [UInt8], from offset: Int = 0) {
        self.input = input
        self.offset = offset
    }

    /// Reads one value that fills all bytes.
    static func value(of input: [UInt8]) throws -> CBOR {
        var reader = CBORReader(input)
        let value = try reader.next()
        guard reader.offset == input.count else { throw Malformed() }
        return value
    }

    mutating func next(depth: Int = 0) throws -> CBOR {
        guard depth < Self.deepest else { throw Malformed() }
        guard let head = try take(1).first else { throw Malformed() }
        let major = head >> 5
        if major == 7 { return try simple(head) }
        let argument = try argument(head & 31)
        switch major {
        case 0: return .integer(argument)
        case 1: return .integer(-1 - argument)
        case 2: return .bytes([UInt8](try take(argument)))
        case 3:
            guard let text = String(validating: try take(argument), as: UTF8.self) else { throw Malformed() }
            return .text(text)
        case 4: return .array(try (0..<count(argument)).map { _ in try next(depth: depth + 1) })
        case 5: return try map(count(argument), depth)
        default: throw Malformed()
        }
    }

    private mutating func map(_ count: Int64, _ depth: Int) throws -> CBOR {
        var values: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            let key = try next(depth: depth + 1)
            let isNew = try values.updateValue(next(depth: depth + 1), forKey: key) == nil
            // Two readers that take different ones of two equal keys would disagree on what was signed.
            guard isNew else { throw Malformed() }
        }
        return .map(values)
    }

    private func simple(_ head: UInt8) throws -> CBOR {
        switch head & 31 {
        case 20: .flag(false)
        case 21: .flag(true)
        case 22: .null
        default: throw Malformed()
        }
    }

    private mutating func argument(_ short: UInt8) throws -> Int64 {
        if short < 24 { return Int64(short) }
        guard short < 28 else { throw Malformed() }
        let number = try take(1 << Int64(short - 24)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let argument = Int64(exactly: number), argument < .max else { throw Malformed() }
        return argument
    }

    /// Each element takes a byte at least: a count beyond the bytes that are left is a lie.
    private func count(_ argument: Int64) throws -> Int64 {
        guard argument <= Int64(input.count - offset) else { throw Malformed() }
        return argument
    }

    private mutating func take(_ length: Int64) throws -> ArraySlice<UInt8> {
        guard length >= 0, length <= Int64(input.count - offset) else { throw Malformed() }
        defer { offset += Int(length) }
        return input[offset..<offset + Int(length)]
    }
}
