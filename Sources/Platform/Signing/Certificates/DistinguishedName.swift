/// The name of a holder or issuer (RFC 5280 §4.1.2.4), to be read by people. Comparison is by its bytes.
public struct DistinguishedName: Hashable, Sendable {
    /// The DER as it stands in the certificate.
    let der: ArraySlice<UInt8>

    init(_ element: ASN1) {
        der = element.encoded
    }

    /// A name to put into a certificate of our own: kinds and values from the widest to the nearest.
    init(_ parts: [(ObjectIdentifier, String)]) {
        der = DER.sequence(of: parts.map { DER.set([DER.sequence($0.0.der, DER.utf8($0.1))]) })[...]
    }

    private func values(of oid: ObjectIdentifier) -> [String] {
        attributes.filter { $0.0 == oid }.map(\.1)
    }

    private var attributes: [(ObjectIdentifier, String)] {
        guard let name = try? ASN1(der), let sets = try? name.elements(limit: 64) else { return [] }
        return sets.flatMap { set -> [(ObjectIdentifier, String)] in
            ((try? set.elements(limit: 16)) ?? []).compactMap { pair in
                var fields = pair.reader
                guard let oid = try? fields.next().objectIdentifier(), let value = try? fields.next() else {
                    return nil
                }
                return (oid, Self.text(value))
            }
        }
    }

    private static func text(_ value: ASN1) -> String {
        if value.tag == 0x1E {  // BMPString
            let bytes = Array(value.content)
            let units = stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        return String(decoding: value.content, as: UTF8.self)
    }

    public var commonName: String? { values(of: .commonName).last }
    public var organization: String? { values(of: .organization).last }
}

extension DistinguishedName: CustomStringConvertible {
    private static let labels: [ObjectIdentifier: String] = [
        .commonName: "CN", .serialNumber: "serialNumber", .country: "C", .locality: "L", .organization: "O",
        .organizationalUnit: "OU", .title: "title",
    ]

    /// `CN=Trần Văn An, O=UBND tỉnh`, the nearest part first.
    public var description: String {
        attributes.reversed().map { "\(Self.labels[$0.0] ?? $0.0.description)=\($0.1)" }.joined(separator: ", ")
    }
}
