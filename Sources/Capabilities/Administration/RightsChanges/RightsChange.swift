import Database
import Directory
import Essentials
import Journal

/// A change of somebody's rights: it stays an alarm until somebody else who gives roles there has confirmed it
/// (NĐ 30/2020 PL VI III.3.c). So one who can give rights cannot do it unseen.
struct RightsChange: Sendable {
    /// That of the event that tells of it.
    let id: ID<RightsChange>
    let at: Instant
    let kind: Kind
    let actorName: String?
    let person: ID<Person>?
    let personName: String?
    let roleName: Wording?
    let unitName: String
    let confirmedBy: String?
    let confirmedAt: Instant?

    /// What was changed; the event's own kind.
    enum Kind: String, CaseIterable, Sendable {
        case granted = "directory.grant-given"
        case withdrawn = "directory.grant-withdrawn"
        case roleDefined = "directory.role-defined"
        case postAssigned = "directory.post-assigned"
        case postEnded = "directory.post-ended"
        case breakGlassSealed = "directory.break-glass-sealed"
        case breakGlassOpened = "directory.break-glass-opened"

        var name: Wording {
            switch self {
            case .granted: Wording("Trao quyền", en: "Role given")
            case .withdrawn: Wording("Thu hồi quyền", en: "Role withdrawn")
            case .roleDefined: Wording("Đổi nội dung nhóm quyền", en: "Role defined")
            case .postAssigned: Wording("Giao chức vụ", en: "Post given")
            case .postEnded: Wording("Kết thúc chức vụ", en: "Post ended")
            case .breakGlassSealed: Wording("Niêm phong tài khoản khẩn cấp", en: "Emergency account sealed")
            case .breakGlassOpened: Wording("MỞ TÀI KHOẢN KHẨN CẤP", en: "EMERGENCY ACCOUNT OPENED")
            }
        }
    }
}

/// Somebody else looked at a change of rights and finds it right.
struct RightsChangeConfirmed: Event {
    static let kind = "directory.rights-change-confirmed"
    let change: ID<RightsChange>
    var subject: Subject { Subject("rights-change", change) }
}

extension RightsChange: RowDecodable {
    init(row: Row) throws {
        id = try row["id"]
        at = try row["at"]
        kind = Kind(rawValue: try row["kind"]) ?? .granted
        actorName = try row["actor_name"]
        person = try row["person_id"]
        personName = try row["person_name"]
        let vietnamese: String? = try row["name_vi"]
        let english: String? = try row["name_en"]
        roleName = vietnamese.map { Wording($0, en: english ?? $0) }
        unitName = try row["unit_name"]
        confirmedBy = try row["confirmer_name"]
        confirmedAt = try row["confirmed_at"]
    }

    var keyset: Keyset { Keyset(order: at.microsecondsSince1970, id: id.rawValue) }
}

/// The changes that one may see: of units where one gives roles.
struct ListRightsChanges: Sendable {
    let caller: Caller
    let isOpen: Bool
    let day: CivilDate

    func page(at position: KeysetPosition, size: Int, in db: Connection) throws -> KeysetPage<RightsChange> {
        try db.page(
            """
            SELECT rights_change.id, rights_change.at, rights_change.kind, rights_change.person_id,
                   rights_change.confirmed_at, actor.name AS actor_name, person.name AS person_name, role.name_vi,
                   role.name_en, edition.name AS unit_name, confirmer.name AS confirmer_name
            \(from) LEFT JOIN person actor ON actor.id = rights_change.actor_id
            LEFT JOIN person ON person.id = rights_change.person_id LEFT JOIN role ON role.id = rights_change.role_id
            LEFT JOIN person confirmer ON confirmer.id = rights_change.confirmed_by_id
            """, where: condition,
            order: "rights_change.at", id: "rights_change.id", at: position, size: size, keyset: \.keyset)
    }

    func count(in db: Connection) throws -> CappedCount {
        try db.count(of: "SELECT 1 AS one \(from) WHERE \(condition)")
    }

    /// Confirms what the caller may confirm of those chosen.
    ///
    /// - Returns: how many that were.
    func confirm(_ chosen: [ID<RightsChange>], at now: Instant, in db: Connection) throws -> Int {
        let ids: [ID<RightsChange>] = try db.values(
            """
            SELECT rights_change.id \(from) WHERE \(condition) AND \(Self.isForeign(to: caller)) AND \(Self.isOver)
              AND rights_change.id IN (\(list: chosen)) ORDER BY rights_change.id
            """)
        for id in ids {
            guard try RightsAlarm.confirm(id, by: caller.person, at: now, in: db) else { continue }
            try db.record(RightsChangeConfirmed(change: id), by: caller.actor, at: now)
        }
        return ids.count
    }

    private var from: SQL {
        """
        FROM rights_change JOIN unit_edition edition ON edition.unit_id = rights_change.unit_id
            AND \(Validity.covers("edition", on: day))
        """
    }

    private var condition: SQL {
        let state: SQL = isOpen ? "rights_change.confirmed_at IS NULL" : "rights_change.confirmed_at IS NOT NULL"
        return "\(state) AND \(caller.rights.covers("edition.path", for: .manageRoles))"
    }

    /// That the emergency account was opened stays an alarm until it is sealed again.
    private static var isOver: SQL {
        """
        (rights_change.kind <> \(RightsChange.Kind.breakGlassOpened.rawValue)
            OR NOT EXISTS (SELECT 1 AS one FROM break_glass WHERE opened_at IS NOT NULL))
        """
    }

    private static func isForeign(to caller: Caller) -> SQL {
        """
        (rights_change.actor_id IS NULL OR rights_change.actor_id <> \(caller.person))
        AND (rights_change.person_id IS NULL OR rights_change.person_id <> \(caller.person))
        """
    }
}
