/// The extensions of a certificate that decide what it may be used for (RFC 5280 §4.2).
struct CertificateExtensions: Sendable {
    struct KeyUsage: OptionSet, Sendable {
        let rawValue: UInt16
        static let digitalSignature = Self(rawValue: 1 << 0)
        static let nonRepudiation = Self(rawValue: 1 << 1)
        static let keyCertSign = Self(rawValue: 1 << 5)
        static let crlSign = Self(rawValue: 1 << 6)
    }

    private(set) var isAuthority = false
    private(set) var pathLength: Int?
    /// Nil when the certificate does not restrict its use.
    private(set) var keyUsage: KeyUsage?
    /// Nil when the certificate does not restrict its purposes.
    private(set) var purposes: [ObjectIdentifier]?
    private(set) var purposesAreCritical = false
    private(set) var subjectKeyIdentifier: ArraySlice<UInt8>?
    private(set) var crlAddresses: [String] = []
    private(set) var ocspAddresses: [String] = []
    private(set) var nameConstraints: NameConstraints?
    private(set) var alternativeNames: [ASN1] = []
    private(set) var hasNoCheck = false
    /// Critical ones that are not understood: the certificate must not be used.
    private(set) var unknownCritical: [ObjectIdentifier] = []

    init(_ element: ASN1?) throws(ASN1Problem) {
        guard let element else { return }
        var outer = element.reader
        var seen: Set<ObjectIdentifier> = []
        for item in try outer.next(ASN1.Tag.sequence).elements(limit: 64) {
            var fields = item.reader
            let oid = try fields.next().objectIdentifier()
            let isCritical = try fields.optional(ASN1.Tag.boolean)?.boolean() ?? false
            let value = try ASN1(try fields.next().octets())
            guard seen.insert(oid).inserted else { throw ASN1Problem("extension \(oid) twice") }
            try read(oid, value, isCritical: isCritical)
        }
    }

    private mutating func read(_ oid: ObjectIdentifier, _ value: ASN1, isCritical: Bool) throws(ASN1Problem) {
        switch oid {
        case .basicConstraints:
            for field in try value.elements(limit: 2) {
                if field.tag == ASN1.Tag.boolean { isAuthority = try field.boolean() }
                if field.tag == ASN1.Tag.integer { pathLength = try field.smallInteger() }
            }
        case .keyUsage: keyUsage = try Self.keyUsage(value)
        case .extendedKeyUsage:
            purposes = try value.elements(limit: 64).map { element throws(ASN1Problem) in
                try element.objectIdentifier()
            }
            purposesAreCritical = isCritical
        case .subjectKeyIdentifier: subjectKeyIdentifier = try value.octets()
        case .crlDistributionPoints: crlAddresses = Self.addresses(in: value, depth: 0)
        case .authorityInfoAccess: ocspAddresses = try Self.ocspAddresses(value)
        case .nameConstraints: nameConstraints = try NameConstraints(value)
        case .subjectAltName: alternativeNames = try value.elements(limit: 256)
        case .ocspNoCheck: hasNoCheck = true
        case .authorityKeyIdentifier, .certificatePolicies: break
        default: if isCritical { unknownCritical.append(oid) }
        }
    }

    private static func keyUsage(_ value: ASN1) throws(ASN1Problem) -> KeyUsage {
        let bytes = try value.primitive(ASN1.Tag.bitString).dropFirst()
        var usage: UInt16 = 0
        for (index, byte) in bytes.prefix(2).enumerated() {
            for bit in 0..<8 where byte & (0x80 >> bit) != 0 { usage |= 1 << (index * 8 + bit) }
        }
        return KeyUsage(rawValue: usage)
    }

    /// Every address that is written inside, wherever: the tag of a URI is the same everywhere.
    private static func addresses(in value: ASN1, depth: Int) -> [String] {
        if value.tag == ASN1.contextPrimitive(6) { return [String(decoding: value.content, as: UTF8.self)] }
        guard value.tag & 0x20 != 0, depth < 6 else { return [] }
        return ((try? value.elements(limit: 16)) ?? []).flatMap { addresses(in: $0, depth: depth + 1) }
    }

    private static func ocspAddresses(_ value: ASN1) throws(ASN1Problem) -> [String] {
        var found: [String] = []
        for description in try value.elements(limit: 16) {
            var fields = description.reader
            guard try fields.next().objectIdentifier() == .ocsp else { continue }
            found += addresses(in: try fields.next(), depth: 0)
        }
        return found
    }
}

/// Which names the certificates below an authority may carry (RFC 5280 §4.2.1.10): directory names, DNS names and
/// e-mail addresses.
struct NameConstraints: Sendable {
    private var permitted: [ASN1] = []
    private var excluded: [ASN1] = []

    init(_ value: ASN1) throws(ASN1Problem) {
        for part in try value.elements(limit: 2) {
            let bases = try part.elements(limit: 256).map { subtree throws(ASN1Problem) in
                var fields = subtree.reader
                return try fields.next()
            }
            if part.tag == ASN1.context(0) { permitted = bases } else { excluded = bases }
        }
    }

    /// Whether `certificate` keeps to them. Names of other kinds are compared byte by byte.
    func allow(_ certificate: Certificate) -> Bool {
        var names = certificate.extensions.alternativeNames
        if let subject = try? ASN1(DER.explicit(4, Array(certificate.subject.der))) { names.append(subject) }
        return names.allSatisfy { name in
            let sameKind = permitted.filter { $0.tag == name.tag }
            return (sameKind.isEmpty || sameKind.contains { Self.covers($0, name) })
                && !excluded.contains { $0.tag == name.tag && Self.covers($0, name) }
        }
    }

    private static func covers(_ base: ASN1, _ name: ASN1) -> Bool {
        switch name.tag {
        case ASN1.context(4): isPrefix(base, of: name)
        case ASN1.contextPrimitive(2), ASN1.contextPrimitive(1): isSuffix(base, of: name)
        default: base.content.elementsEqual(name.content)
        }
    }

    private static func isPrefix(_ base: ASN1, of name: ASN1) -> Bool {
        guard let inner = try? ASN1(base.content).elements(), let full = try? ASN1(name.content).elements(),
            inner.count <= full.count
        else { return false }
        return zip(inner, full).allSatisfy { $0.encoded.elementsEqual($1.encoded) }
    }

    private static func isSuffix(_ base: ASN1, of name: ASN1) -> Bool {
        let base = String(decoding: base.content, as: UTF8.self).lowercased()
        let name = String(decoding: name.content, as: UTF8.self).lowercased()
        return name == base || name.hasSuffix(base.hasPrefix(".") ? base : "." + base) || name.hasSuffix("@" + base)
    }
}
