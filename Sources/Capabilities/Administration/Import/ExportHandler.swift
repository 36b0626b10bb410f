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
        let path = try Self.widest(.readDirectory, of: caller)
        let csv = try await database.read { db in try ExportUnits()(within: path, by: caller, at: now, in: db) }
        return .csv(Self.unmarked(csv), name: "don-vi.csv")
    }

    /// `GET /people/export`: it holds user names, so it reaches as far as accounts may be managed.
    private func exportPeople(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let path = try Self.widest(.manageAccounts, of: caller)
        let csv = try await database.read { db in try ExportPeople()(within: path, by: caller, at: now, in: db) }
        return .csv(Self.unmarked(csv), name: "can-bo.csv")
    }

    /// The highest unit whose whole subtree the permission covers.
    private static func widest(_ permission: Permission, of caller: Caller) throws -> UnitPath {
        let scopes = caller.rights.scopes(of: permission).filter(\.coversSubtree)
        guard let widest = scopes.min(by: { $0.unit.text.utf8.count < $1.unit.text.utf8.count }) else {
            throw NotFound()
        }
        return widest.unit
    }

    /// The answer puts the byte order mark before the text itself.
    private static func unmarked(_ csv: String) -> String {
        csv.unicodeScalars.first == "\u{FEFF}" ? String(csv.unicodeScalars.dropFirst()) : csv
    }
}
