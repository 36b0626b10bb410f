/// Bytes that are not the ASN.1 they should be.
struct ASN1Problem: Error, Hashable, Sendable {
    let what: String

    init(_ what: String) {
        self.what = what
    }
}

/// One element of ASN.1: its tag, what is in it, and the bytes it came as.
///
/// BER and DER alike (X.690): signatures of other makers come with indefinite lengths. The bytes are kept as they were
/// sent, because hashes are over them.
struct ASN1: Sendable {
    /// The identifier octet: class, constructed bit and number together.
    let tag: UInt8
    let content: ArraySlice<UInt8>
    let encoded: ArraySlice<UInt8>

    enum Tag {
        static let boolean: UInt8 = 0x01
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let octetString: UInt8 = 0x04
        static let null: UInt8 = 0x05
        static let objectIdentifier: UInt8 = 0x06
        static let enumerated: UInt8 = 0x0A
        static let utf8String: UInt8 = 0x0C
        static let utcTime: UInt8 = 0x17
        static let generalizedTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
    }

    /// A context-specific tag that holds elements.
    static func context(_ number: UInt8) -> UInt8 { 0xA0 | number }
    /// A context-specific tag that holds bytes.
    static func contextPrimitive(_ number: UInt8) -> UInt8 { 0x80 | number }

    /// The one element that `bytes` are.
    init(_ bytes: ArraySlice<UInt8>) throws(ASN1Problem) {
        var reader = ASN1Reader(bytes)
        self = try reader.next()
        guard reader.isAtEnd else { throw ASN1Problem("bytes behind the element") }
    }

    init(_ bytes: [UInt8]) throws(ASN1Problem) {
        try self.init(bytes[...])
    }

    fileprivate init(tag: UInt8, content: ArraySlice<UInt8>, encoded: ArraySlice<UInt8>) {
        self.tag = tag
        self.content = content
        self.encoded = encoded
    }

    /// Reads the elements inside.
    var reader: ASN1Reader { ASN1Reader(content) }

    func children(_ tag: UInt8) throws(ASN1Problem) -> ASN1Reader {
        guard self.tag == tag else { throw ASN1Problem("tag \(self.tag) where \(tag) is due") }
        return reader
    }

    /// Every element inside, at most `limit`.
    func elements(limit: Int = 10_000) throws(ASN1Problem) -> [ASN1] {
        var reader = reader
        var result: [ASN1] = []
        while !reader.isAtEnd {
            guard result.count < limit else { throw ASN1Problem("more than \(limit) elements") }
            result.append(try reader.next())
        }
        return result
    }

    func primitive(_ tag: UInt8) throws(ASN1Problem) -> ArraySlice<UInt8> {
        guard self.tag == tag else { throw ASN1Problem("tag \(self.tag) where \(tag) is due") }
        return content
    }

    /// The bytes of an OCTET STRING, also of one in pieces.
    func octets() throws(ASN1Problem) -> ArraySlice<UInt8> {
        if tag == Tag.octetString { return content }
        guard tag == Tag.octetString | 0x20 else { throw ASN1Problem("no OCTET STRING") }
        var joined: [UInt8] = []
        for piece in try elements() { joined += try piece.primitive(Tag.octetString) }
        return joined[...]
    }

    /// The bytes of a BIT STRING that fills whole bytes.
    func bits() throws(ASN1Problem) -> ArraySlice<UInt8> {
        let content = try primitive(Tag.bitString)
        guard content.first == 0 else { throw ASN1Problem("BIT STRING") }
        return content.dropFirst()
    }

    func objectIdentifier() throws(ASN1Problem) -> ObjectIdentifier {
        ObjectIdentifier(content: Array(try primitive(Tag.objectIdentifier)))
    }

    func smallInteger() throws(ASN1Problem) -> Int {
        guard tag == Tag.integer || tag == Tag.enumerated, !content.isEmpty, content.count <= 4,
            let first = content.first, first < 0x80
        else { throw ASN1Problem("INTEGER") }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }

    func boolean() throws(ASN1Problem) -> Bool {
        let content = try primitive(Tag.boolean)
        guard content.count == 1 else { throw ASN1Problem("BOOLEAN") }
        return content.first != 0
    }
}

/// Reads one element after another.
struct ASN1Reader: Sendable {
    private(set) var rest: ArraySlice<UInt8>
    private static let maximumDepth = 32

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The tag of the next element, if there is one.
    var tag: UInt8? { rest.first }

    mutating func next() throws(ASN1Problem) -> ASN1 {
        let element = try Self.element(in: rest, depth: 0)
        rest = rest[element.encoded.endIndex...]
        return element
    }

    mutating func next(_ tag: UInt8) throws(ASN1Problem) -> ASN1 {
        guard rest.first == tag else {
            throw ASN1Problem("tag \(rest.first.map(String.init) ?? "none") where \(tag) is due")
        }
        return try next()
    }

    /// The next element if it has this tag.
    mutating func optional(_ tag: UInt8) throws(ASN1Problem) -> ASN1? {
        rest.first == tag ? try next() : nil
    }

    private static func element(in bytes: ArraySlice<UInt8>, depth: Int) throws(ASN1Problem) -> ASN1 {
        guard depth < maximumDepth else { throw ASN1Problem("too deep") }
        let start = bytes.startIndex
        guard bytes.count >= 2 else { throw ASN1Problem("ends early") }
        let tag = bytes[start]
        guard tag & 0x1F != 0x1F else { throw ASN1Problem("tag number above 30") }
        let first = bytes[start + 1]
        var position = start + 2
        if first == 0x80 {
            guard tag & 0x20 != 0 else { throw ASN1Problem("indefinite length of a primitive") }
            return try indefinite(tag, bytes, from: position, depth: depth)
        }
        var length = Int(first)
        if first > 0x80 {
            let octets = Int(first & 0x7F)
            guard octets <= 4, bytes.endIndex - position >= octets else { throw ASN1Problem("length") }
            length = bytes[position..<(position + octets)].reduce(0) { $0 << 8 | Int($1) }
            position += octets
        }
        guard length <= bytes.endIndex - position else { throw ASN1Problem("ends early") }
        return ASN1(
            tag: tag, content: bytes[position..<(position + length)], encoded: bytes[start..<(position + length)])
    }

    private static func indefinite(
        _ tag: UInt8, _ bytes: ArraySlice<UInt8>, from begin: Int, depth: Int
    ) throws(ASN1Problem) -> ASN1 {
        var position = begin
        while true {
            guard bytes.endIndex - position >= 2 else { throw ASN1Problem("ends early") }
            if bytes[position] == 0, bytes[position + 1] == 0 { break }
            position = try element(in: bytes[position...], depth: depth + 1).encoded.endIndex
        }
        return ASN1(
            tag: tag, content: bytes[begin..<position], encoded: bytes[bytes.startIndex..<(position + 2)])
    }
}
