public import Database
public import Directory
public import Essentials
import Foundation

/// A key in a person's telephone, computer or security key that proves who it is, bound to this very site: it cannot be
/// typed into a foreign page.
public struct Passkey: Hashable, Sendable {
    public let id: ID<Passkey>
    public let person: ID<Person>
    /// As its owner called it.
    public let name: String
    let credential: [UInt8]
    let publicKey: [UInt8]
    let signCount: Int64
    /// Whether its maker's service copies it to the owner's other devices.
    public let isBackedUp: Bool
    public let createdAt: Instant
    public let usedAt: Instant?

    /// More than a person has devices.
    static let most = 20
}

extension Passkey: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        name = try row["name"]
        credential = try row["credential_id"]
        publicKey = try row["public_key"]
        signCount = try row["sign_count"]
        isBackedUp = try row["is_backed_up"]
        createdAt = try row["created_at"]
        usedAt = try row["used_at"]
    }

    /// A person's passkeys, the oldest first.
    public static func list(of person: ID<Person>, in db: Connection) throws -> [Passkey] {
        try db.all("SELECT * FROM passkey WHERE person_id = \(person) ORDER BY id")
    }

    static func find(credential: [UInt8], in db: Connection) throws -> Passkey? {
        try db.first("SELECT * FROM passkey WHERE credential_id = \(credential)")
    }

    /// Notes a use. The counter may only grow, also when two proofs come at the same moment.
    func use(_ data: AuthenticatorData, at now: Instant, in db: Connection) throws -> Bool {
        let count = Int64(data.signCount)
        return try db.execute(
            """
            UPDATE passkey SET sign_count = \(count), is_backed_up = \(data.isBackedUp), used_at = \(now)
            WHERE id = \(id) AND (sign_count < \(count) OR (sign_count = 0 AND \(count) = 0))
            """) == 1
    }
}

/// What a page tells the browser, as WebAuthn's JSON has it.
public struct PasskeyOptions: Encodable, Sendable {
    struct Party: Encodable {
        let id: String
        let name: String
    }

    struct User: Encodable {
        let id: String
        let name: String
        let displayName: String
    }

    struct Algorithm: Encodable {
        let type = "public-key"
        let alg: Int64
    }

    struct Known: Encodable {
        let type = "public-key"
        let id: String
    }

    struct Selection: Encodable {
        let residentKey = "preferred"
        let userVerification = "preferred"
    }

    let challenge: String
    let timeout = 300_000
    var rp: Party?
    var user: User?
    var pubKeyCredParams: [Algorithm]?
    var authenticatorSelection: Selection?
    var excludeCredentials: [Known]?
    var attestation: String?
    var rpId: String?
    var allowCredentials: [Known]?
    var userVerification: String?

    /// As a page carries it.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private init(_ challenge: PasskeyChallenge) {
        self.challenge = Base64URL.encode(challenge.bytes)
    }

    /// For making one.
    static func creation(
        _ challenge: PasskeyChallenge, _ party: RelyingParty, for person: Person, known: [Passkey]
    ) -> PasskeyOptions {
        var options = PasskeyOptions(challenge)
        options.rp = Party(id: party.id, name: "Liên Thông")
        options.user = User(
            id: Base64URL.encode(withUnsafeBytes(of: person.id.rawValue.bigEndian) { [UInt8]($0) }),
            name: person.username ?? person.name, displayName: person.name)
        options.pubKeyCredParams = PasskeyKey.algorithms.map(Algorithm.init)
        options.authenticatorSelection = Selection()
        options.excludeCredentials = known.map { Known(id: Base64URL.encode($0.credential)) }
        options.attestation = "none"
        return options
    }

    /// For proving something.
    ///
    /// - Parameter known: nil when it is not known yet whose it will be.
    static func proof(
        _ challenge: PasskeyChallenge, _ party: RelyingParty, known: [Passkey]?, needsVerification: Bool
    ) -> PasskeyOptions {
        var options = PasskeyOptions(challenge)
        options.rpId = party.id
        options.allowCredentials = known?.map { Known(id: Base64URL.encode($0.credential)) }
        options.userVerification = needsVerification ? "required" : "preferred"
        return options
    }
}
