import Database
import Directory
import Essentials
import HTTPTypes
import Web

extension Administration {
    func addSuccession(to routes: inout Routes) {
        routes.route(.get, "/units/{id}/succession", .needs(.decideSuccession), handler: showSuccession)
        routes.route(.post, "/units/{id}/succession/preview", .needs(.decideSuccession), handler: previewSuccession)
        routes.route(
            .post, "/units/{id}/succession", .needs(.decideSuccession), .needsStepUp, handler: decideSuccession)
        routes.route(.get, "/successions/{id}", .needs(.readDirectory), handler: showDecidedSuccession)
    }

    /// `GET /units/{id}/succession`.
    private func showSuccession(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await reorganisedUnit(visit)
        return .page(DirectoryFormPage.succession(unit, Filling(["kind": SuccessionKind.merge.rawValue])))
    }

    /// `POST /units/{id}/succession/preview`: changes nothing.
    private func previewSuccession(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await reorganisedUnit(visit)
        if visit.form.text(SuccessionFields.step) == "edit" {
            return .page(try await form(unit, Filling(typed: visit.form), visit))
        }
        return try await submit(visit.form) {
            .page(try await preview(of: unit, visit))
        } again: { filling in
            try await form(unit, filling, visit)
        }
    }

    /// `POST /units/{id}/succession`: carried out only as it was seen.
    private func decideSuccession(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await reorganisedUnit(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            do {
                let id = try await database.write { [followers] db in
                    let decision = try SuccessionDecision(of: unit.id, form, today: now.date, in: db)
                    let plan = try withinReach("successors") {
                        try PrepareSuccession(followers: followers)(decision, by: caller, at: now, in: db)
                    }
                    guard try SuccessionPreview(plan, in: db).fingerprint == form.text(SuccessionFields.seen) else {
                        throw PreviewRefusal.hasChanged
                    }
                    return try DecideSuccession(followers: followers)(decision, by: caller, at: now, in: db)
                }
                return .redirect(
                    to: AdministrationPaths.succession(id),
                    notice: Flash(
                        .good, Wording("Đã thực hiện việc sắp xếp.", en: "The reorganisation is carried out.")))
            } catch let refusal as any Refusal {
                return .page(try await preview(of: unit, visit, refusal: refusal.message), status: .conflict)
            }
        } again: { filling in
            try await self.form(unit, filling, visit)
        }
    }

    /// `GET /successions/{id}`.
    private func showDecidedSuccession(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Succession> = try visit.id()
        let today = visit.now.date
        let (succession, names) = try await database.read { db in
            guard let succession = try Succession.find(id, in: db) else { throw NotFound() }
            let units = succession.links.flatMap { [$0.from, $0.to] }
            return (succession, try Unit.all(units, on: max(today, succession.effectiveOn), in: db))
        }
        return .page(SuccessionDecidedPage(succession, names: names))
    }

    private func preview(
        of unit: Unit, _ visit: StaffVisit, refusal: Wording? = nil
    ) async throws -> SuccessionPreviewPage {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        let preview = try await database.read { [followers] db in
            let decision = try SuccessionDecision(of: unit.id, form, today: now.date, in: db)
            let plan = try withinReach("successors") {
                try PrepareSuccession(followers: followers)(decision, by: caller, at: now, in: db)
            }
            return try SuccessionPreview(plan, in: db)
        }
        return SuccessionPreviewPage(preview, of: unit, today: now.date, refusal: refusal)
    }

    private func form(_ unit: Unit, _ filling: Filling, _ visit: StaffVisit) async throws -> DirectoryFormPage {
        .succession(unit, try await withUnits(["others", "successors"], filling, on: visit.now.date))
    }

    private func reorganisedUnit(_ visit: StaffVisit) async throws -> Unit {
        let id: ID<Unit> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        return try await database.read { db in
            try db.managedUnit(id, .decideSuccession, by: caller, on: today)
        }
    }
}
