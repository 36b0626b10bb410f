public import Database
public import Essentials
import Journal

/// The roles that come with the program. What each allows is said by the capabilities whose permissions they are.
public enum DefaultRole: String, CaseIterable, Sendable {
    case administrator
    /// Keeps registers, receives and issues (văn thư).
    case clerk
    /// Directs, decides and signs (lãnh đạo cơ quan).
    case leader
    /// Leads a division of an agency (trưởng phòng).
    case unitHead = "unit-head"
    /// Handles and drafts (chuyên viên).
    case specialist
    /// Reads the journal and the registers, changes nothing (thanh tra, kiểm tra).
    case inspector
    /// The standing agency of the steering committee (cơ quan thường trực).
    case standingAgency = "standing-agency"
    /// A member of the steering committee.
    case committeeMember = "committee-member"

    public var name: Wording {
        switch self {
        case .administrator: Wording("Quản trị hệ thống", en: "Administrator")
        case .clerk: Wording("Văn thư", en: "Clerk")
        case .leader: Wording("Lãnh đạo cơ quan", en: "Leader of an agency")
        case .unitHead: Wording("Trưởng phòng", en: "Head of a division")
        case .specialist: Wording("Chuyên viên", en: "Specialist")
        case .inspector: Wording("Thanh tra, kiểm tra", en: "Inspector")
        case .standingAgency: Wording("Cơ quan thường trực Ban Chỉ đạo", en: "Standing agency of the committee")
        case .committeeMember: Wording("Thành viên Ban Chỉ đạo", en: "Member of the committee")
        }
    }

    /// What the directory itself lets each role do.
    var directoryPermissions: [Permission] {
        switch self {
        case .administrator: DirectoryPermissions.all
        case .leader: [.readDirectory, .reviewAccounts, .approveSubstitutions, .recordAuthorisations]
        case .unitHead: [.readDirectory, .reviewAccounts, .approveSubstitutions]
        case .clerk, .specialist, .inspector, .standingAgency, .committeeMember: [.readDirectory]
        }
    }
}

/// Brings the program's roles into the database.
public enum DefaultRoles {
    /// Makes missing roles and brings the others up to date; run at every start, it changes nothing the second time.
    ///
    /// - Parameter permissions: what each role may do in the capabilities; the directory's own come by themselves.
    public static func install(
        _ permissions: [DefaultRole: [Permission]], at now: Instant, in db: Connection
    ) throws {
        try db.lock("directory.roles")
        for role in DefaultRole.allCases {
            let codes = Set(((permissions[role] ?? []) + role.directoryPermissions).map(\.code))
            let before = try Role.withCode(role.rawValue, in: db)
            if let before, before.permissions == codes { continue }
            let wanted = Role(
                id: before?.id ?? db.ids.next(), code: role.rawValue, name: role.name, permissions: codes,
                isBuiltIn: true)
            if before == nil {
                try wanted.insert(in: db)
            } else {
                try wanted.replacePermissions(in: db)
            }
            try db.record(
                RoleDefined(role: wanted.id, code: wanted.code, permissions: codes.sorted()), by: .platform, at: now)
        }
    }
}
