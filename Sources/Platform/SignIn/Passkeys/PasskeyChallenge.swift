import Crypto
import Database
import Directory
import Essentials
import Foundation

/// What a browser must have signed: random, for one purpose, for five minutes, once (ASVS V6.7.2).
///
/// The challenge carries its purpose and time under a tag of the installation's key, so that asking for one writes
/// nothing; that it was used is written down.
struct PasskeyChallenge {
    /// What the proof is for; a challenge for one is none for another.
    enum Purpose {
        case signIn
        case register(ID<Person>)
        case secondStep(pending: String)
        case stepUp(session: String)

        var text: String {
            switch self {
            case .signIn: "sign in"
            case .register(let owner): "register \(owner)"
            case .secondStep(let pending): "second step \(pending)"
            case .stepUp(let session): "step up \(session)"
            }
        }
    }

    static let lastsSeconds: Int64 = 300

    let bytes: [UInt8]

    init(for purpose: Purpose, key: FactorKey, at now: Instant) {
        let time = withUnsafeBytes(of: now.microsecondsSince1970.bigEndian) { [UInt8]($0) }
        let random = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
        bytes = time + random + key.tag(time + random + Array(purpose.text.utf8))
    }

    /// Whether it was made here, for this, and not too long ago.
    static func isOurs(_ bytes: [UInt8], for purpose: Purpose, key: FactorKey, at now: Instant) -> Bool {
        guard bytes.count == 56, key.isTag(Array(bytes[24...]), of: bytes[..<24] + Array(purpose.text.utf8)) else {
            return false
        }
        let made = bytes[..<8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let age = now.microsecondsSince1970 - made
        return age >= -60_000_000 && age < lastsSeconds * 1_000_000
    }

    /// - Returns: false when it was used before.
    static func use(_ bytes: [UInt8], at now: Instant, in db: Connection) throws -> Bool {
        try db.execute("DELETE FROM used_challenge WHERE expires_at < \(now)")
        return try db.execute(
            """
            INSERT INTO used_challenge (challenge_hash, expires_at)
            VALUES (\(Array(SHA256.hash(data: Data(bytes)))), \(now.adding(seconds: 2 * lastsSeconds)))
            ON CONFLICT (challenge_hash) DO NOTHING
            """) == 1
    }
}
