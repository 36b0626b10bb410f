import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /units/new?parent=`.
    func showNewUnit(_ visit: StaffVisit) async throws -> Answer {
        let today = visit.now.date
        var filling = Filling(["from": today.vietnamese])
        if let parent = visit.query.text("parent") { filling.fill("parent", with: [parent]) }
        return .page(DirectoryFormPage.newUnit(try await withUnits(["parent"], filling, on: today)))
    }

    /// `POST /units`.
    func createUnit(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let unit = try await database.write { db in
                do {
                    let unit = try NewUnit(form, today: now.date, in: db)
                    return try withinReach("parent") { try CreateUnit()(unit, by: caller, at: now, in: db) }
                } catch let problems as Problems {
                    throw problems.renamed(["organIds": "organIdFirst"])
                }
            }
            return .redirect(
                to: AdministrationPaths.unit(unit.id),
                notice: Flash(.good, Wording("Đã thêm \(unit.name).", en: "\(unit.name) was added.")))
        } again: { filling in
            DirectoryFormPage.newUnit(try await withUnits(["parent"], filling, on: now.date))
        }
    }

    /// `GET /units/{id}/editions`.
    func showChangeUnit(_ visit: StaffVisit) async throws -> Answer {
        let today = visit.now.date
        let unit = try await managedUnit(visit)
        var filling = Filling([
            "from": today.vietnamese, "name": unit.name, "shortName": unit.shortName, "symbol": unit.symbol,
        ])
        if let parent = unit.parent { filling.fill("parent", with: [parent.description]) }
        return .page(DirectoryFormPage.changeUnit(unit, try await withUnits(["parent"], filling, on: today)))
    }

    /// `POST /units/{id}/editions`.
    func changeUnit(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await managedUnit(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let changed = try await database.write { db in
                let change = try UnitChange(of: unit, form, in: db)
                return try withinReach("parent") { try ChangeUnit()(change, by: caller, at: now, in: db) }
            }
            return done(changed, Wording("Đã ghi thay đổi.", en: "The change is recorded."))
        } again: { filling in
            DirectoryFormPage.changeUnit(unit, try await withUnits(["parent"], filling, on: now.date))
        }
    }

    /// `GET /units/{id}/correction`.
    func showCorrectUnit(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await managedUnit(visit)
        let filling = Filling([
            "name": unit.name, "shortName": unit.shortName, "symbol": unit.symbol, "kind": unit.kind.rawValue,
            "order": String(unit.order), "isAgency": unit.isAgency ? "1" : nil,
            "worksCollectively": unit.worksCollectively ? "1" : nil,
        ])
        return .page(DirectoryFormPage.correctUnit(unit, filling))
    }

    /// `POST /units/{id}/correction`.
    func correctUnit(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await managedUnit(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let corrected = try await database.write { db in
                try CorrectUnit()(UnitCorrection(of: unit, form), by: caller, at: now, in: db)
            }
            return done(corrected, Wording("Đã đính chính.", en: "Corrected."))
        } again: { filling in
            DirectoryFormPage.correctUnit(unit, filling)
        }
    }

    /// `GET /units/{id}/organ-ids`.
    func showGiveOrganId(_ visit: StaffVisit) async throws -> Answer {
        let filling = Filling(["scheme": OrganIdScheme.level1First.rawValue, "from": visit.now.date.vietnamese])
        return .page(try await organIdPage(visit, filling))
    }

    /// `POST /units/{id}/organ-ids`.
    func giveOrganId(_ visit: StaffVisit) async throws -> Answer {
        let unit = try await managedUnit(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let (organId, from) = try Self.organId(form)
            try await database.write { db in
                try GiveOrganId()(organId, to: unit.id, from: from, by: caller, at: now, in: db)
            }
            return done(unit, Wording("Đã cấp mã \(organId.code).", en: "\(organId.code) was given."))
        } again: { filling in
            try await organIdPage(visit, filling)
        }
    }

    private static func organId(_ form: FormData) throws -> (OrganId, CivilDate) {
        var problems = Problems()
        let scheme = form.choice("scheme", as: OrganIdScheme.self, &problems) ?? .level1First
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày bắt đầu dùng.", en: "Enter the day from which it is used."), &problems)
        let organId = form.organId("organId", scheme: scheme, &problems)
        if form.text("organId") == nil {
            problems.add("organId", Wording("Ghi mã định danh.", en: "Enter the identifier."))
        }
        guard let organId, let from, problems.isEmpty else { throw problems }
        return (organId, from)
    }

    private func organIdPage(_ visit: StaffVisit, _ filling: Filling) async throws -> DirectoryFormPage {
        let unit = try await managedUnit(visit)
        let codes = try await database.read { db in try Unit.codes(of: unit.id, in: db) }
        return .giveOrganId(unit, codes, today: visit.now.date, filling)
    }

    /// The unit of the path, when the caller may manage it.
    private func managedUnit(_ visit: StaffVisit) async throws -> Unit {
        let id: ID<Unit> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        return try await database.read { db in try db.managedUnit(id, by: caller, on: today) }
    }

    private func done(_ unit: Unit, _ notice: Wording) -> Answer {
        .redirect(to: AdministrationPaths.unit(unit.id), notice: Flash(.good, notice))
    }

    /// With the names of the units that its pickers hold.
    func withUnits(_ fields: [String], _ filling: Filling, on day: CivilDate) async throws -> Filling {
        try await database.read { db in
            var filled = filling
            for field in fields { filled.choices[field] = try db.choices(units: filling.all(field), on: day) }
            return filled
        }
    }
}
