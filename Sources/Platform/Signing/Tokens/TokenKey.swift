/// A private key in a token or a security module, which never leaves it (PKCS#11; NĐ 68/2024/NĐ-CP: official-duty
/// keys are kept in PKI tokens).
///
/// Every signature opens a session, logs in, signs and logs out: between two signatures nobody is logged in, and a
/// token that was pulled out and put in again goes on working.
public struct TokenKey: SigningKey {
    /// Which key is meant: the maker's library, the label of the token, the label of the key.
    public struct Place: Hashable, Sendable {
        public let module: String
        public let token: String
        public let key: String

        public init(module: String, token: String, key: String) {
            self.module = module
            self.token = token
            self.key = key
        }
    }

    public let algorithm: SignatureAlgorithm
    /// The certificate that lies beside the key on the token, if one does.
    public let certificate: Certificate?
    private let place: Place
    private let pin: TokenPIN
    private let module: TokenModule

    /// Finds the key, and checks the PIN and that the key is of a kind that signs documents.
    public init(_ place: Place, pin: String, usesPSS: Bool = true) async throws {
        let pin = TokenPIN(pin)
        self.place = place
        self.pin = pin
        module = try TokenModule.at(place.module)
        (algorithm, certificate) = try await module.session(token: place.token, pin: pin) { session in
            let key = try session.key(labelled: place.key)
            return (try session.algorithm(of: key, usesPSS: usesPSS), try session.certificate(beside: key))
        }
    }

    /// Has the token sign; it may take seconds, and wait for the signature before.
    public func signature(over message: [UInt8]) async throws -> [UInt8] {
        let (label, algorithm) = (place.key, algorithm)
        return try await module.session(token: place.token, pin: pin) { session in
            let key = try session.key(labelled: label)
            let input = algorithm.scheme == .ecdsa ? algorithm.digest.hash(message[...]) : message
            let value = try session.sign(input, with: key, by: TokenMechanism(algorithm))
            guard algorithm.scheme == .ecdsa else { return value }
            // Tokens give both numbers one behind the other; CMS wants them as DER (RFC 5753).
            let half = value.count / 2
            return DER.sequence(DER.integer(magnitude: value[..<half]), DER.integer(magnitude: value[half...]))
        }
    }
}

/// A token's PIN. Whatever is printed or mirrored that holds it, it is not seen: no log line has it by accident.
struct TokenPIN: Sendable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var description: String { "PIN" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension TokenSession {
    func key(labelled label: String) throws -> UInt {
        let found = try objects([
            (Attribute.objectClass, Self.bytes(of: ObjectClass.privateKey)), (Attribute.label, Array(label.utf8)),
        ])
        guard let key = found.first else { throw TokenProblem.noSuchKey(label) }
        guard found.count == 1 else { throw TokenProblem.ambiguousKey(label) }
        return key
    }

    fileprivate func algorithm(of key: UInt, usesPSS: Bool) throws -> SignatureAlgorithm {
        switch attribute(Attribute.keyType, of: key) {
        case Self.bytes(of: 0):
            guard let modulus = attribute(Attribute.modulus, of: key)?.drop(while: { $0 == 0 }) else {
                throw TokenProblem.unsupportedKey("RSA")
            }
            let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
            guard bits >= SoftwareKey.smallestRSA else { throw TokenProblem.tooWeak(bits: bits) }
            return SignatureAlgorithm(usesPSS ? .rsaPSS : .rsaPKCS1, .sha256)
        case Self.bytes(of: 3):
            let curve = attribute(Attribute.curve, of: key).flatMap { try? ASN1($0).objectIdentifier() }
            switch curve {
            case .p256?: return SignatureAlgorithm(.ecdsa, .sha256)
            case .p384?: return SignatureAlgorithm(.ecdsa, .sha384)
            default: throw TokenProblem.unsupportedKey("EC \(curve?.description ?? "")")
            }
        default: throw TokenProblem.unsupportedKey("CKA_KEY_TYPE")
        }
    }

    /// The certificate of the same identifier: tokens give the pair one.
    fileprivate func certificate(beside key: UInt) throws -> Certificate? {
        guard let identifier = attribute(Attribute.identifier, of: key), !identifier.isEmpty else { return nil }
        let found = try objects([
            (Attribute.objectClass, Self.bytes(of: ObjectClass.certificate)), (Attribute.identifier, identifier),
        ])
        return found.lazy.compactMap { attribute(Attribute.value, of: $0) }.compactMap { try? Certificate($0) }.first
    }
}
