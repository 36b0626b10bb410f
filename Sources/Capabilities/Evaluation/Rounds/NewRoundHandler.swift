import Database
import Directory
import Essentials
import EvaluationEngine
import HTTPTypes
import Web

extension Evaluation {
    /// `GET /evaluation/sets/{id}/rounds/new`.
    func showNewRound(_ visit: StaffVisit) async throws -> Answer {
        let year = visit.now.date.year
        return .page(
            try await newRoundPage(
                visit,
                Filling(["year": String(year), "name": "Đánh giá, xếp hạng năm \(year)"])))
    }

    /// `POST /evaluation/sets/{id}/rounds`.
    func openRound(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        let id: ID<KeptSet> = try visit.id()
        do {
            let round = try await database.write { db in
                let new = try NewRound(form, db.criteriaSet(id), at: now, in: db)
                return try OpenRound()(new, by: caller, at: now, in: db)
            }
            return .redirect(
                to: EvaluationPaths.round(round),
                notice: Flash(.good, Wording("Đã mở đợt đánh giá.", en: "The round is open.")))
        } catch let problems as Problems {
            return .page(
                try await newRoundPage(visit, Filling(typed: form, problems: problems)),
                status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            return .page(
                try await newRoundPage(visit, Filling(typed: form, problems: Problems()), refused: refusal.message),
                status: .conflict)
        }
    }

    private func newRoundPage(
        _ visit: StaffVisit, _ filling: Filling, refused: Wording? = nil
    ) async throws -> NewRoundPage {
        let (caller, today, form) = (visit.caller, visit.now.date, visit.form)
        let id: ID<KeptSet> = try visit.id()
        let found = try await database.read { db in
            let kept = try db.criteriaSet(id)
            var chosen: [String: [Picker.Choice]] = [:]
            for place in try kept.set().groups.indices {
                let ids = form.texts("units\(place)").compactMap(ID<Unit>.init)
                let units = try ids.isEmpty ? [:] : Unit.all(ids, on: today, in: db)
                chosen["units\(place)"] = ids.compactMap { units[$0].map(Picker.Choice.init(unit:)) }
            }
            return NewRoundPage.Found(
                kept: kept, holders: try caller.placesToRun(on: today, in: db), chosen: chosen)
        }
        return try NewRoundPage(found, filling, refused: refused)
    }

    /// `GET /evaluation/units?q=`: for the picker.
    func unitChoices(_ visit: StaffVisit) async throws -> Answer {
        guard let words = visit.query.text("q") else { return try .json(["results": [Picker.Choice]()]) }
        let today = visit.now.date
        let units = try await database.read { db in try Unit.search(words, on: today, limit: 20, in: db) }
        return try .json(["results": units.filter(\.isAgency).map(Picker.Choice.init(unit:))])
    }
}

extension Picker.Choice {
    init(unit: Unit) {
        self.init(value: unit.id.description, label: unit.name, note: unit.symbol)
    }
}

extension Caller {
    /// The agencies in whose name this caller runs rounds: the highest first.
    func placesToRun(on day: CivilDate, in db: Connection) throws -> [Unit] {
        var found: [ID<Unit>: Unit] = [:]
        for scope in rights.scopes(of: .runEvaluation) {
            let units = try Unit.agencies(within: scope.unit, on: day, in: db)
            for unit in units where scope.covers(unit.path) { found[unit.id] = unit }
        }
        return UnitTree(Array(found.values)).flattened
    }
}
