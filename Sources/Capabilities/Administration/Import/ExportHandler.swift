import Database
import Directory
import Essentials
import Web

extension Administration {
    func addExport(to routes: inout Routes) {
        routes.route(.get, "/units/export", .needs(.readDirectory), handler: exportUnits)
        routes.route(.get, "/people/export", .needs(.manageAccounts), handler: exportPeople)
    }

    /// `GET /units/export`: as far as the caller's right reaches.
    private func exportUnits(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        guard let path = caller.widest(.readDirectory) else { throw NotFound() }
        let csv = try await database.read(lasting: .long) { db in
            try ExportUnits()(within: path, by: caller, at: now, in: db)
        }
        return .csv(Self.unmarked(csv), name: "don-vi.csv")
    }

    /// `GET /people/export`: it holds user names, so it reaches as far as accounts may be managed.
    private func exportPeople(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        guard let path = caller.widest(.manageAccounts) else { throw NotFound() }
        let csv = try await database.read(lasting: .long) { db in
            try ExportPeople()(within: path, by: caller, at: now, in: db)
        }
        return .csv(Self.unmarked(csv), name: "can-bo.csv")
    }

    /// The answer puts the byte order mark before the text itself.
    private static func unmarked(_ csv: String) -> String {
        csv.unicodeScalars.first == "\u{FEFF}" ? String(csv.unicodeScalars.dropFirst()) : csv
    }
}

extension Caller {
    /// The highest unit whose whole subtree a permission covers; nil where it covers none.
    func widest(_ permission: Permission) -> UnitPath? {
        rights.scopes(of: permission).filter(\.coversSubtree).map(\.unit)
            .min { $0.text.utf8.count < $1.text.utf8.count }
    }
}
