import Essentials

/// An event as a leaf of the tree: the bytes that are hashed.
///
/// `lienthong-event-1`, then each field as four bytes of length (big-endian) and its bytes, numbers as eight bytes;
/// a length of 0xFFFFFFFF stands for none. Order: id, at, person, post, unit, address, kind, subject kind, subject id,
/// payload, salt. This form is for ever: a proof given today must check in thirty years.
extension RecordedEvent {
    private static let leafLabel = "lienthong-event-1"

    /// The bytes of the leaf.
    public var leaf: [UInt8] {
        var writer = LeafWriter(label: Self.leafLabel)
        writer.write(id.rawValue)
        writer.write(at.microsecondsSince1970)
        writer.write(actor.person)
        writer.write(actor.post)
        writer.write(actor.unit)
        writer.write(actor.address)
        writer.write(kind)
        writer.write(subject.kind)
        writer.write(subject.id)
        writer.write(payload)
        writer.write(salt)
        return writer.bytes
    }

    /// Reads what `leaf` writes; nil for anything else. For those who have a proof file and no database.
    /// - Parameter position: where the leaf stands.
    public init?(leaf: [UInt8], position: Int64) {
        var reader = LeafReader(leaf, label: Self.leafLabel)
        do {
            self.init(
                id: ID(rawValue: try reader.number()), position: position,
                at: Instant(microsecondsSince1970: try reader.number()),
                actor: Actor(
                    person: try reader.optionalNumber(), post: try reader.optionalNumber(),
                    unit: try reader.optionalNumber(), address: try reader.optionalText()),
                kind: try reader.text(), subject: Subject(kind: try reader.text(), id: try reader.number()),
                payload: try reader.bytes(), salt: try reader.bytes())
        } catch {
            return nil
        }
        guard reader.isAtEnd else { return nil }
    }
}

/// Writes fields so that no two lists of fields give the same bytes.
struct LeafWriter {
    private(set) var bytes: [UInt8]

    init(label: String) {
        bytes = Array(label.utf8)
    }

    mutating func write(_ field: [UInt8]?) {
        guard let field else {
            bytes += UInt32.max.bigEndianBytes
            return
        }
        bytes += UInt32(truncatingIfNeeded: field.count).bigEndianBytes
        bytes += field
    }

    mutating func write(_ text: String?) {
        write(text.map { Array($0.utf8) })
    }

    mutating func write(_ number: Int64?) {
        write(number.map(\.bigEndianBytes))
    }
}

/// Reads what a `LeafWriter` wrote.
private struct LeafReader {
    private var rest: ArraySlice<UInt8>

    /// The bytes are not those of a leaf.
    struct Mismatch: Error {}

    init(_ bytes: [UInt8], label: String) {
        rest = bytes.starts(with: label.utf8) ? bytes.dropFirst(label.utf8.count) : []
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func optionalBytes() throws -> [UInt8]? {
        let length = UInt32(bigEndianBytes: try take(4))
        return length == .max ? nil : try take(Int(length))
    }

    mutating func bytes() throws -> [UInt8] {
        guard let bytes = try optionalBytes() else { throw Mismatch() }
        return bytes
    }

    mutating func optionalText() throws -> String? {
        try optionalBytes().map { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Mismatch() }
            return text
        }
    }

    mutating func text() throws -> String {
        guard let text = try optionalText() else { throw Mismatch() }
        return text
    }

    mutating func optionalNumber() throws -> Int64? {
        try optionalBytes().map { bytes in
            guard bytes.count == 8 else { throw Mismatch() }
            return Int64(bigEndianBytes: bytes)
        }
    }

    mutating func number() throws -> Int64 {
        guard let number = try optionalNumber() else { throw Mismatch() }
        return number
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard rest.count >= count else { throw Mismatch() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
