import Database
import Directory
import Essentials
import HTTPTypes
import Web

extension Documents {
    /// `GET /documents/{id}/directions`.
    func showDirectDocument(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let caller = visit.caller
        let shown = try await database.read { try $0.shownDocument(id, to: caller) }
        guard DocumentActions(shown, for: caller).mayDirect else { throw NotFound() }
        var filling = DirectDocumentPage.Filling()
        filling.form.values["dueOn"] = shown.incoming?.dueAt?.date.vietnamese
        return .page(DirectDocumentPage(shown, filling, words: words(at: visit.now)))
    }

    /// `POST /documents/{id}/directions`.
    func directDocument(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        do {
            let form = try DirectDocumentForm(today: now.date, visit.form)
            try await database.write { [closing] db in
                try DirectDocument(closing: closing)(form, document: id, by: caller, at: now, in: db)
            }
            return .redirect(
                to: DocumentsPaths.document(id),
                notice: Flash(.good, Wording("Đã chuyển xử lý.", en: "Handed on.")))
        } catch let problems as Problems {
            var filling = DirectDocumentPage.Filling()
            filling.form = FilledForm(visit.form, problems: problems)
            let (fields, filled) = (visit.form, filling)
            let (shown, complete) = try await database.read { db in
                var filling = filled
                for name in ["lead", "coordinators", "informed"] {
                    filling.chosen[name] = try db.choices(of: fields.texts(name), on: now.date)
                }
                return (try db.shownDocument(id, to: caller), filling)
            }
            return .page(
                DirectDocumentPage(shown, complete, words: words(at: now)), status: .unprocessableContent)
        }
    }

    /// `GET /documents/{id}/targets?q=`: units and people within reach.
    func directionTargets(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, today, words) = (visit.caller, visit.now.date, visit.query.text("q") ?? "")
        let results: [Picker.Choice] = try await database.read { db in
            let document = try db.visibleDocument(id, to: caller)
            let isAgencys = document.agency == caller.agency && caller.mayHere(.directDocuments)
            let top = isAgencys ? caller.agencyPath : caller.unitPath
            let units = try Unit.search(words, within: top, on: today, limit: 8, in: db)
            let people = try PostHolder.search(words, within: top, on: today, limit: 8, in: db)
            return units.filter { $0.id != caller.unit }.map { unit in
                Picker.Choice(value: "unit:\(unit.id)", label: unit.name, note: unit.kind.name.vietnamese)
            }
                + people.filter { $0.post.id != caller.post }.map { holder in
                    Picker.Choice(
                        value: "post:\(holder.post.id)", label: holder.personName,
                        note: "\(holder.post.title), \(holder.unitName)")
                }
        }
        return try .json(["results": results])
    }

    /// `GET /documents/recipients?q=`: agencies a document can be sent to.
    func recipientChoices(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today, words) = (visit.caller, visit.now.date, visit.query.text("q") ?? "")
        let results: [Picker.Choice] = try await database.read { db in
            try Unit.search(words, on: today, limit: 30, in: db)
                .filter { $0.isAgency && $0.id != caller.agency }.prefix(10)
                .map { Picker.Choice(value: $0.id.description, label: $0.name, note: $0.kind.name.vietnamese) }
        }
        return try .json(["results": results])
    }
}

extension Connection {
    /// What `unit:…` and `post:…` name, to fill a picker again; a bare identifier is a unit's.
    func choices(of values: [String], on today: CivilDate) throws -> [Picker.Choice] {
        try values.flatMap { $0.split(separator: ",") }.compactMap { part in
            let pieces = part.split(separator: ":", maxSplits: 1).map(String.init)
            if pieces.first == "post", let id = pieces.last.flatMap(ID<Post>.init),
                let holder = try PostHolder.find(id, on: today, in: self)
            {
                return .init(
                    value: String(part), label: holder.personName, note: "\(holder.post.title), \(holder.unitName)")
            }
            guard let id = pieces.last.flatMap(ID<Unit>.init), let unit = try Unit.find(id, on: today, in: self) else {
                return nil
            }
            return .init(value: String(part), label: unit.name, note: unit.kind.name.vietnamese)
        }
    }
}
