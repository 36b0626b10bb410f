import Crypto
public import Database
public import Directory
public import Essentials
import Foundation

/// The emergency account (tài khoản khẩn cấp): an administrator of everything whose two codes lie in two sealed envelopes
/// with two people, for the day no administrator can sign in. It has no name to sign in with, no password and no second
/// factor; its use is an alarm, and after its use it is sealed anew (TCVN 14423:2026 5.6.2, level 3).
public struct BreakGlass: Hashable, Sendable {
    public let person: ID<Person>
    public let sealedAt: Instant
    /// When the codes were first used; nil while they are sealed.
    public let openedAt: Instant?
    let hash: [UInt8]

    /// From the first use on, the codes open for so long, since a session may end before the emergency does.
    public static let opensForSeconds: Int64 = 8 * 3600

    /// Until when the codes open; nil while they are sealed.
    public var opensUntil: Instant? { openedAt?.adding(seconds: Self.opensForSeconds) }

    /// The account as it is now; nil when none was ever sealed.
    public static func find(in db: Connection) throws -> BreakGlass? {
        try db.first("SELECT * FROM break_glass")
    }

    /// Whether a person is the emergency account.
    static func isHeld(by person: ID<Person>, in db: Connection) throws -> Bool {
        try db.row("SELECT 1 AS one FROM break_glass WHERE person_id = \(person)") != nil
    }

    /// Whether these are its codes, in either order, and they still open.
    func opens(with codes: BreakGlassCodes, at now: Instant) -> Bool {
        hash == codes.hash && opensUntil.map { now < $0 } ?? true
    }
}

extension BreakGlass: RowDecodable {
    public init(row: Row) throws {
        person = try row["person_id"]
        sealedAt = try row["sealed_at"]
        openedAt = try row["opened_at"]
        hash = try row["codes_hash"]
    }
}

/// The codes of the two envelopes, as they were typed. Together they are 240 random bits, so a quick hash is enough.
struct BreakGlassCodes {
    let hash: [UInt8]

    init(_ first: String, _ second: String) {
        let read = [PaperCode.read(first), PaperCode.read(second)].sorted().joined(separator: " ")
        hash = Array(SHA256.hash(data: Data("break glass \(read)".utf8)))
    }

    /// Both in one field, one after the other.
    init(together typed: String) {
        let read = PaperCode.read(typed)
        self.init(String(read.prefix(PaperCode.length)), String(read.dropFirst(PaperCode.length)))
    }
}
