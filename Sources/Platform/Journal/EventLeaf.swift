import Essentials

/// An event as a leaf of the tree: the bytes that are hashed.
///
/// `lienthong-event-1`, then each field as four bytes of length (big-endian) and its bytes, numbers as eight bytes;
/// a length of 0xFFFFFFFF stands for none. Order: id, at, person, post, unit, address, kind, subject kind, subject id,
/// payload, salt. This form is for ever: a proof given today must check in thirty years.
extension RecordedEvent {
    public var leaf: [UInt8] {
        var writer = LeafWriter(label: "lienthong-event-1")
        writer.write(id.rawValue)
        writer.write(at.microsecondsSince1970)
        writer.write(actor.person)
        writer.write(actor.post)
        writer.write(actor.unit)
        writer.write(actor.address.map { Array($0.utf8) })
        writer.write(Array(kind.utf8))
        writer.write(Array(subject.kind.utf8))
        writer.write(subject.id)
        writer.write(payload)
        writer.write(salt)
        return writer.bytes
    }
}

private struct LeafWriter {
    private(set) var bytes: [UInt8]

    init(label: String) {
        bytes = Array(label.utf8)
    }

    mutating func write(_ field: [UInt8]?) {
        guard let field else {
            append(UInt32.max)
            return
        }
        append(UInt32(truncatingIfNeeded: field.count))
        bytes += field
    }

    mutating func write(_ number: Int64?) {
        write(number.map { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } })
    }

    private mutating func append(_ length: UInt32) {
        withUnsafeBytes(of: length.bigEndian) { bytes += $0 }
    }
}
