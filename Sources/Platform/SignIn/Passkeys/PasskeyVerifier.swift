import Crypto
import Essentials
import Foundation

/// Who asks for passkeys: the domain they are bound to, and the addresses its pages are at.
public struct RelyingParty: Hashable, Sendable {
    /// The host name, without scheme and port.
    public let id: String
    /// Whether any port of this machine is meant.
    private let isLocal: Bool

    /// - Parameter origin: `https://lienthong.example.vn`.
    /// - Returns: nil for what is no `https` origin of a host name.
    public init?(origin: String) {
        guard let url = URLComponents(string: origin), url.scheme == "https", let host = url.host, !host.isEmpty,
            host.contains("."), host.contains(where: \.isLetter), url.path.isEmpty || url.path == "/",
            url.query == nil, url.user == nil
        else { return nil }
        id = host
        isLocal = false
        self.origin = "https://\(host)" + (url.port.map { $0 == 443 ? "" : ":\($0)" } ?? "")
    }

    private init() {
        id = "localhost"
        isLocal = true
        origin = "http://localhost"
    }

    private let origin: String

    /// This machine alone: browsers make an exception from TLS for it.
    public static let localhost = RelyingParty()

    func accepts(_ claimed: String) -> Bool {
        if claimed == origin { return true }
        let port = claimed.dropFirst(origin.count + 1)
        return isLocal && claimed.hasPrefix(origin + ":") && !port.isEmpty && port.allSatisfy(\.isNumber)
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Data(id.utf8))) }
}

/// Why what a browser sent is no proof. For the log; the person is told only that it did not work.
enum PasskeyProblem: Error {
    case isMalformed
    case isOfAnotherKind
    case challengeIsNotOurs
    case originIsForeign
    case relyingPartyIsAnother
    case nobodyWasPresent
    case ownerWasNotVerified
    case keyIsNotSupported
    case attestationIsNotSupported
    case signatureIsWrong
    /// The counter did not grow: the passkey may have been copied.
    case counterWentBack
}

/// Checks what an authenticator says (WebAuthn Level 3, 7.1 and 7.2). Pure: no clock and no database.
struct PasskeyVerifier {
    let party: RelyingParty

    /// What came of making a passkey.
    struct Registered {
        let id: [UInt8]
        let publicKey: [UInt8]
        let aaguid: [UInt8]
        let signCount: UInt32
        let isUserVerified: Bool
        let isBackedUp: Bool
    }

    /// Checks a new passkey. `none` and `packed` attestations are taken; a certificate's chain is not followed, since
    /// no list of makers is kept: the attestation then shows only that the key and the statement belong together.
    func register(
        clientData: [UInt8], attestation: [UInt8], isChallenge: ([UInt8]) -> Bool
    ) throws(PasskeyProblem) -> Registered {
        try check(clientData, type: "webauthn.create", isChallenge)
        guard let object = try? CBORReader.value(of: attestation), case .text(let format)? = object["fmt"],
            let statement = object["attStmt"], let bytes = object["authData"]?.bytes
        else { throw .isMalformed }
        let data = try AuthenticatorData(bytes)
        try check(data, needsVerification: false)
        guard let credential = data.credential, let cose = try? CBORReader.value(of: credential.publicKey) else {
            throw .isMalformed
        }
        let key = try PasskeyKey(cose: cose)
        switch format {
        case "none": guard statement == .map([:]) else { throw .isMalformed }
        case "packed":
            let attestation = PackedAttestation(
                statement: statement, message: bytes + SHA256.hash(data: Data(clientData)), aaguid: credential.aaguid)
            try attestation.check(key)
        default: throw .attestationIsNotSupported
        }
        return Registered(
            id: credential.id, publicKey: credential.publicKey, aaguid: credential.aaguid, signCount: data.signCount,
            isUserVerified: data.isUserVerified, isBackedUp: data.isBackedUp)
    }

    /// Checks a proof made with a passkey.
    ///
    /// - Parameters:
    ///   - publicKey: as it was stored.
    ///   - lastCount: the counter of last time.
    ///   - needsVerification: whether it stands for the password too.
    /// - Returns: the new counter.
    func verify(
        clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8], publicKey: [UInt8], lastCount: UInt32,
        needsVerification: Bool, isChallenge: ([UInt8]) -> Bool
    ) throws(PasskeyProblem) -> AuthenticatorData {
        try check(clientData, type: "webauthn.get", isChallenge)
        let data = try AuthenticatorData(authenticatorData)
        try check(data, needsVerification: needsVerification)
        guard let cose = try? CBORReader.value(of: publicKey) else { throw .isMalformed }
        let message = authenticatorData + SHA256.hash(data: Data(clientData))
        guard try PasskeyKey(cose: cose).isValid(signature, of: message) else { throw .signatureIsWrong }
        if data.signCount != 0 || lastCount != 0, data.signCount <= lastCount { throw .counterWentBack }
        return data
    }

    private struct ClientData: Decodable {
        let type: String
        let challenge: String
        let origin: String
        let crossOrigin: Bool?
    }

    private func check(
        _ bytes: [UInt8], type: String, _ isChallenge: ([UInt8]) -> Bool
    ) throws(PasskeyProblem) {
        guard let data = try? JSONDecoder().decode(ClientData.self, from: Data(bytes)) else { throw .isMalformed }
        guard data.type == type else { throw .isOfAnotherKind }
        guard let challenge = Base64URL.decode(data.challenge), isChallenge(challenge) else {
            throw .challengeIsNotOurs
        }
        guard party.accepts(data.origin), data.crossOrigin != true else { throw .originIsForeign }
    }

    private func check(_ data: AuthenticatorData, needsVerification: Bool) throws(PasskeyProblem) {
        guard data.relyingPartyHash == party.hash else { throw .relyingPartyIsAnother }
        guard data.isUserPresent else { throw .nobodyWasPresent }
        guard data.isUserVerified || !needsVerification else { throw .ownerWasNotVerified }
    }
}
