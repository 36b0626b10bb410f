extension [UInt8] {
    /// Appends text so that it is only text in HTML, in an element and in a quoted attribute.
    ///
    /// Byte by byte: the five characters that matter are ASCII, and no byte of any other character looks like them.
    mutating func append(escaped text: String) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in 0..<bytes.count {
                guard let entity = Self.entity(for: bytes[index]) else { continue }
                append(contentsOf: bytes[start..<index])
                append(contentsOf: entity.utf8)
                start = index + 1
            }
            append(contentsOf: bytes[start...])
        }
    }

    @inline(__always)
    private static func entity(for byte: UInt8) -> StaticEntity? {
        switch byte {
        case UInt8(ascii: "&"): StaticEntity("&amp;")
        case UInt8(ascii: "<"): StaticEntity("&lt;")
        case UInt8(ascii: ">"): StaticEntity("&gt;")
        case UInt8(ascii: "\""): StaticEntity("&quot;")
        case UInt8(ascii: "'"): StaticEntity("&#39;")
        default: nil
        }
    }
}

/// An entity's characters, without making a string of them.
private struct StaticEntity {
    let utf8: UnsafeBufferPointer<UInt8>

    init(_ text: StaticString) {
        utf8 = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}
