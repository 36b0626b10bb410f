import Database
import Directory
import Essentials
import Foundation
import Journal

/// What a browser sends back, as our module for passkeys writes it.
struct PasskeyResponse: Decodable {
    let id: String
    let clientDataJSON: String
    let attestationObject: String?
    let authenticatorData: String?
    let signature: String?
    let userHandle: String?

    init?(_ json: String) {
        guard let response = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = response
    }

    static func bytes(_ text: String?) -> [UInt8]? { text.flatMap(Base64URL.decode) }
}

extension SignInDesk {
    /// Checks a proof made with a passkey and uses its challenge up.
    ///
    /// - Parameters:
    ///   - person: whose it must be; nil when the passkey says it.
    ///   - needsVerification: whether it stands for the password too.
    /// - Returns: why it is none as a value: what was tried must be written down.
    func passkey(
        _ json: String, for purpose: PasskeyChallenge.Purpose, of person: ID<Person>?, needsVerification: Bool,
        at now: Instant, in db: Connection
    ) throws -> Result<Passkey, PasskeyProblem> {
        guard let party = settings.relyingParty, let response = PasskeyResponse(json),
            let credential = Base64URL.decode(response.id), let clientData = Base64URL.decode(response.clientDataJSON),
            let data = PasskeyResponse.bytes(response.authenticatorData),
            let signature = PasskeyResponse.bytes(response.signature)
        else { return .failure(.isMalformed) }
        guard let passkey = try Passkey.find(credential: credential, in: db),
            person == nil || person == passkey.person, isHandle(response.userHandle, of: passkey.person)
        else { return .failure(.signatureIsWrong) }
        var challenge: [UInt8] = []
        let proof: AuthenticatorData
        do throws(PasskeyProblem) {
            proof = try PasskeyVerifier(party: party).verify(
                clientData: clientData, authenticatorData: data, signature: signature, publicKey: passkey.publicKey,
                lastCount: UInt32(clamping: passkey.signCount), needsVerification: needsVerification
            ) { bytes in
                challenge = bytes
                return PasskeyChallenge.isOurs(bytes, for: purpose, key: settings.key, at: now)
            }
        } catch {
            return .failure(error)
        }
        guard try PasskeyChallenge.use(challenge, at: now, in: db) else { return .failure(.challengeIsNotOurs) }
        return try passkey.use(proof, at: now, in: db) ? .success(passkey) : .failure(.counterWentBack)
    }

    private func isHandle(_ text: String?, of person: ID<Person>) -> Bool {
        guard let text, !text.isEmpty else { return true }
        return Base64URL.decode(text) == withUnsafeBytes(of: person.rawValue.bigEndian) { [UInt8]($0) }
    }

    /// Writes down a passkey that was no proof: one whose counter went back may have been copied.
    func note(
        _ problem: PasskeyProblem, of person: ID<Person>?, address: String?, at now: Instant, in db: Connection
    ) throws {
        try db.record(
            PasskeyRefused(person: person, reason: "\(problem)"),
            by: .visitor(from: address.map { String($0.prefix(64)) }), at: now)
    }
}
