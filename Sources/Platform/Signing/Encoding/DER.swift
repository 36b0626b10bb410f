import Essentials

/// Writes DER (X.690): each function gives the bytes of one element.
enum DER {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(content.count + 6)
        output.append(tag)
        if content.count < 0x80 {
            output.append(UInt8(content.count))
        } else {
            var octets: [UInt8] = []
            var rest = content.count
            while rest > 0 {
                octets.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
            output.append(0x80 | UInt8(octets.count))
            output += octets.reversed()
        }
        output += content
        return output
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        element(ASN1.Tag.sequence, Array(parts.joined()))
    }

    static func sequence(of parts: [[UInt8]]) -> [UInt8] {
        element(ASN1.Tag.sequence, Array(parts.joined()))
    }

    /// A SET OF: its elements sorted by their bytes.
    static func set(_ parts: [[UInt8]], tag: UInt8 = ASN1.Tag.set) -> [UInt8] {
        element(tag, Array(parts.sorted { $0.lexicographicallyPrecedes($1) }.joined()))
    }

    static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        element(ASN1.context(number), content)
    }

    static func octets(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        element(ASN1.Tag.octetString, Array(bytes))
    }

    static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] {
        element(ASN1.Tag.bitString, [unused] + bytes)
    }

    static func utf8(_ text: String) -> [UInt8] {
        element(ASN1.Tag.utf8String, Array(text.utf8))
    }

    static let null: [UInt8] = [ASN1.Tag.null, 0]

    static func boolean(_ value: Bool) -> [UInt8] {
        element(ASN1.Tag.boolean, [value ? 0xFF : 0])
    }

    static func integer(_ value: Int) -> [UInt8] {
        integer(magnitude: withUnsafeBytes(of: UInt64(clamping: value).bigEndian, Array.init))
    }

    static func enumerated(_ value: UInt8) -> [UInt8] {
        element(ASN1.Tag.enumerated, [value])
    }

    /// A number that is not negative, from its bytes: with a zero before a first bit that is set, and no other.
    static func integer(magnitude: some Collection<UInt8>) -> [UInt8] {
        var content = Array(magnitude.drop { $0 == 0 })
        if (content.first ?? 0x80) >= 0x80 { content.insert(0, at: 0) }
        return element(ASN1.Tag.integer, content)
    }

    /// UTCTime until 2049 and GeneralizedTime after, as RFC 5280 §4.1.2.5 asks.
    static func time(_ instant: Instant) -> [UInt8] {
        let text = generalizedText(instant)
        guard text < "2050" else { return element(ASN1.Tag.generalizedTime, Array(text.utf8)) }
        return element(ASN1.Tag.utcTime, Array(text.dropFirst(2).utf8))
    }

    static func generalizedTime(_ instant: Instant) -> [UInt8] {
        element(ASN1.Tag.generalizedTime, Array(generalizedText(instant).utf8))
    }

    private static func generalizedText(_ instant: Instant) -> String {
        let utc = instant.adding(seconds: -Instant.offsetFromUTC)
        return "\(utc.date)\(utc.time)".filter(\.isNumber) + "Z"
    }
}

extension ASN1 {
    /// A UTCTime or GeneralizedTime in UTC; a fraction of a second is dropped.
    func time() throws(ASN1Problem) -> Instant {
        guard content.last == UInt8(ascii: "Z") else { throw ASN1Problem("a time without Z") }
        var numbers = Array(content.dropLast())
        if tag == Tag.utcTime {
            numbers = Array(numbers.first.map { $0 < UInt8(ascii: "5") } == true ? "20".utf8 : "19".utf8) + numbers
        } else if tag == Tag.generalizedTime {
            numbers = Array(numbers.prefix { $0 != UInt8(ascii: ".") })
        } else {
            throw ASN1Problem("no time")
        }
        guard numbers.count == 14, numbers.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw ASN1Problem("time") }
        func part(_ range: Range<Int>) -> Int { numbers[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard let date = CivilDate(year: part(0..<4), month: part(4..<6), day: part(6..<8)),
            part(8..<10) < 24, part(10..<12) < 60, part(12..<14) <= 60
        else { throw ASN1Problem("time") }
        let seconds = part(8..<10) * 3600 + part(10..<12) * 60 + part(12..<14)
        return Instant(date).adding(seconds: Int64(seconds) + Instant.offsetFromUTC)
    }
}
