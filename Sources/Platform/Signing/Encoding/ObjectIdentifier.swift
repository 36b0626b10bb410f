/// The number of an algorithm, attribute or extension, held as its DER content.
struct ObjectIdentifier: Hashable, Sendable {
    let content: [UInt8]

    init(content: [UInt8]) {
        self.content = content
    }

    init(_ arcs: Int...) {
        var content = [UInt8(arcs[0] * 40 + arcs[1])]
        for arc in arcs.dropFirst(2) {
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            content += groups.reversed()
        }
        self.content = content
    }

    var der: [UInt8] { DER.element(ASN1.Tag.objectIdentifier, content) }
}

extension ObjectIdentifier: CustomStringConvertible {
    var description: String {
        guard let first = content.first else { return "" }
        var arcs = [Int(first) / 40, Int(first) % 40]
        var arc = 0
        for byte in content.dropFirst() {
            arc = (arc & 0xFF_FFFF_FFFF) << 7 | Int(byte & 0x7F)
            if byte < 0x80 {
                arcs.append(arc)
                arc = 0
            }
        }
        return arcs.map(String.init).joined(separator: ".")
    }
}

extension ObjectIdentifier {
    // RFC 5652, RFC 5035, RFC 3161
    static let data = Self(1, 2, 840, 113549, 1, 7, 1)
    static let signedData = Self(1, 2, 840, 113549, 1, 7, 2)
    static let encryptedData = Self(1, 2, 840, 113549, 1, 7, 6)
    static let contentType = Self(1, 2, 840, 113549, 1, 9, 3)
    static let messageDigest = Self(1, 2, 840, 113549, 1, 9, 4)
    static let signingTime = Self(1, 2, 840, 113549, 1, 9, 5)
    static let signingCertificate = Self(1, 2, 840, 113549, 1, 9, 16, 2, 12)
    static let signingCertificateV2 = Self(1, 2, 840, 113549, 1, 9, 16, 2, 47)
    static let timestampToken = Self(1, 2, 840, 113549, 1, 9, 16, 2, 14)
    static let timestampInfo = Self(1, 2, 840, 113549, 1, 9, 16, 1, 4)

    // Digests and signatures: RFC 5754, RFC 4055, RFC 5758
    static let md5 = Self(1, 2, 840, 113549, 2, 5)
    static let sha1 = Self(1, 3, 14, 3, 2, 26)
    static let sha256 = Self(2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let sha384 = Self(2, 16, 840, 1, 101, 3, 4, 2, 2)
    static let sha512 = Self(2, 16, 840, 1, 101, 3, 4, 2, 3)
    static let rsaEncryption = Self(1, 2, 840, 113549, 1, 1, 1)
    static let rsaWithMD5 = Self(1, 2, 840, 113549, 1, 1, 4)
    static let rsaWithSHA1 = Self(1, 2, 840, 113549, 1, 1, 5)
    static let maskGeneration1 = Self(1, 2, 840, 113549, 1, 1, 8)
    static let rsaPSS = Self(1, 2, 840, 113549, 1, 1, 10)
    static let rsaWithSHA256 = Self(1, 2, 840, 113549, 1, 1, 11)
    static let rsaWithSHA384 = Self(1, 2, 840, 113549, 1, 1, 12)
    static let rsaWithSHA512 = Self(1, 2, 840, 113549, 1, 1, 13)
    static let ecPublicKey = Self(1, 2, 840, 10045, 2, 1)
    static let ecdsaWithSHA1 = Self(1, 2, 840, 10045, 4, 1)
    static let ecdsaWithSHA256 = Self(1, 2, 840, 10045, 4, 3, 2)
    static let ecdsaWithSHA384 = Self(1, 2, 840, 10045, 4, 3, 3)
    static let ecdsaWithSHA512 = Self(1, 2, 840, 10045, 4, 3, 4)
    static let p256 = Self(1, 2, 840, 10045, 3, 1, 7)
    static let p384 = Self(1, 3, 132, 0, 34)
    static let p521 = Self(1, 3, 132, 0, 35)

    // Certificates: RFC 5280, RFC 6960
    static let subjectKeyIdentifier = Self(2, 5, 29, 14)
    static let keyUsage = Self(2, 5, 29, 15)
    static let subjectAltName = Self(2, 5, 29, 17)
    static let basicConstraints = Self(2, 5, 29, 19)
    static let crlNumber = Self(2, 5, 29, 20)
    static let crlReason = Self(2, 5, 29, 21)
    static let deltaCRL = Self(2, 5, 29, 27)
    static let issuingDistributionPoint = Self(2, 5, 29, 28)
    static let nameConstraints = Self(2, 5, 29, 30)
    static let crlDistributionPoints = Self(2, 5, 29, 31)
    static let certificatePolicies = Self(2, 5, 29, 32)
    static let authorityKeyIdentifier = Self(2, 5, 29, 35)
    static let policyConstraints = Self(2, 5, 29, 36)
    static let extendedKeyUsage = Self(2, 5, 29, 37)
    static let authorityInfoAccess = Self(1, 3, 6, 1, 5, 5, 7, 1, 1)
    static let purposeTimestamping = Self(1, 3, 6, 1, 5, 5, 7, 3, 8)
    static let purposeOCSP = Self(1, 3, 6, 1, 5, 5, 7, 3, 9)
    static let ocsp = Self(1, 3, 6, 1, 5, 5, 7, 48, 1)
    static let ocspBasic = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 1)
    static let ocspNonce = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 2)
    static let ocspNoCheck = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)
    static let caIssuers = Self(1, 3, 6, 1, 5, 5, 7, 48, 2)

    // Names: X.520
    static let commonName = Self(2, 5, 4, 3)
    static let serialNumber = Self(2, 5, 4, 5)
    static let country = Self(2, 5, 4, 6)
    static let locality = Self(2, 5, 4, 7)
    static let organization = Self(2, 5, 4, 10)
    static let organizationalUnit = Self(2, 5, 4, 11)
    static let title = Self(2, 5, 4, 12)

    // Keys at rest: RFC 8018, RFC 7292
    static let pbes2 = Self(1, 2, 840, 113549, 1, 5, 13)
    static let pbkdf2 = Self(1, 2, 840, 113549, 1, 5, 12)
    static let hmacSHA1 = Self(1, 2, 840, 113549, 2, 7)
    static let hmacSHA256 = Self(1, 2, 840, 113549, 2, 9)
    static let hmacSHA384 = Self(1, 2, 840, 113549, 2, 10)
    static let hmacSHA512 = Self(1, 2, 840, 113549, 2, 11)
    static let aes128CBC = Self(2, 16, 840, 1, 101, 3, 4, 1, 2)
    static let aes256CBC = Self(2, 16, 840, 1, 101, 3, 4, 1, 42)
    static let keyBag = Self(1, 2, 840, 113549, 1, 12, 10, 1, 1)
    static let shroudedKeyBag = Self(1, 2, 840, 113549, 1, 12, 10, 1, 2)
    static let certificateBag = Self(1, 2, 840, 113549, 1, 12, 10, 1, 3)
    static let x509Certificate = Self(1, 2, 840, 113549, 1, 9, 22, 1)
}
