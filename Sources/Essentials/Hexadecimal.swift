extension Sequence<UInt8> {
    /// Two digits a byte, lower case.
    public var hexadecimal: String { String(decoding: hexadecimalDigits, as: UTF8.self) }

    /// The same as ASCII.
    public var hexadecimalDigits: [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            digits.append(Self.digit(byte >> 4))
            digits.append(Self.digit(byte & 15))
        }
        return digits
    }

    private static func digit(_ half: UInt8) -> UInt8 {
        half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10
    }
}
