import Database
import Directory
import Essentials
import Web

extension Administration {
    func addAuthorisations(to routes: inout Routes) {
        routes.route(.get, "/authorisations", .needs(.readDirectory), handler: showAuthorisations)
        routes.route(.get, "/authorisations/new", .needs(.recordAuthorisations), handler: showNewAuthorisation)
        routes.route(
            .post, "/authorisations", .needs(.recordAuthorisations), .needsStepUp, handler: recordAuthorisation)
        routes.route(.get, "/authorisations/{id}/end", .needs(.recordAuthorisations), handler: showEndAuthorisation)
        routes.route(.post, "/authorisations/{id}/end", .needs(.recordAuthorisations), handler: endAuthorisation)
    }

    /// `GET /authorisations?agency=`: of the own agency where none is named.
    private func showAuthorisations(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today, position) = (visit.caller, visit.now.date, visit.query.position)
        let asked = visit.query.text("agency").map { ID<Unit>($0) ?? ID(rawValue: 0) }
        let found = try await database.read { db -> AuthorisationsPage.Found in
            guard let agency = try Unit.find(asked ?? caller.agency, on: today, in: db),
                agency.id == caller.agency || caller.may(.readDirectory, in: agency.path)
            else { throw NotFound() }
            let list = ListAuthorisations(agency: agency.id)
            let page = try list.page(position, size: 50, in: db)
            let posts = page.items.flatMap { [$0.giver, $0.receiver] }
            return .init(
                agency: agency, count: try list.count(in: db), page: page,
                holders: try posts.isEmpty ? [:] : PostHolder.all(posts, on: today, in: db))
        }
        return .page(AuthorisationsPage(found, query: visit.query, for: caller, on: today))
    }

    /// `GET /authorisations/new`: the head of the own agency gives it, unless somebody else is chosen.
    private func showNewAuthorisation(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today) = (visit.caller, visit.now.date)
        var filling = Filling(["from": today.vietnamese, "decidedOn": today.vietnamese])
        let head = try await database.read { db in try PostHolder.head(of: caller.agency, on: today, in: db) }
        if let head { filling.fill("giver", with: [head.post.id.description]) }
        return .page(DirectoryFormPage.newAuthorisation(try await withPosts(["giver"], filling, on: today)))
    }

    /// `POST /authorisations`.
    private func recordAuthorisation(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            try await database.write { db in
                let authorisation = try NewAuthorisation(form, today: now.date, in: db)
                do {
                    _ = try RecordAuthorisation()(authorisation, by: caller, at: now, in: db)
                } catch is NotFound {
                    throw Problems(
                        "giver",
                        Wording(
                            "Người này không thuộc cơ quan bạn được ghi văn bản ủy quyền.",
                            en: "This person is not of an agency whose authorisations you record."))
                }
            }
            return .redirect(
                to: AdministrationPaths.authorisations,
                notice: Flash(.good, Wording("Đã ghi văn bản ủy quyền.", en: "The authorisation is recorded.")))
        } again: { filling in
            DirectoryFormPage.newAuthorisation(
                try await withPosts(["giver", "receiver"], filling, on: now.date))
        }
    }

    /// `GET /authorisations/{id}/end`.
    private func showEndAuthorisation(_ visit: StaffVisit) async throws -> Answer {
        let authorisation = try await authorisation(visit)
        return .page(
            DirectoryFormPage.endAuthorisation(authorisation, Filling(["lastDay": visit.now.date.vietnamese])))
    }

    /// `POST /authorisations/{id}/end`.
    private func endAuthorisation(_ visit: StaffVisit) async throws -> Answer {
        let authorisation = try await authorisation(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            var problems = Problems()
            let lastDay = form.requiredDate(
                "lastDay", missing: Wording("Ghi ngày cuối.", en: "Enter the last day."), &problems)
            guard let lastDay, problems.isEmpty else { throw problems }
            try await database.write { db in
                try EndAuthorisation()(authorisation.id, lastDay: lastDay, by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.authorisations,
                notice: Flash(.good, Wording("Đã ghi ngày kết thúc.", en: "The end is recorded.")))
        } again: { filling in
            DirectoryFormPage.endAuthorisation(authorisation, filling)
        }
    }

    private func authorisation(_ visit: StaffVisit) async throws -> WrittenAuthorisation {
        let id: ID<WrittenAuthorisation> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        return try await database.read { db in
            guard let found = try WrittenAuthorisation.find(id, in: db),
                let agency = try Unit.find(found.agency, on: today, in: db),
                caller.may(.recordAuthorisations, in: agency.path)
            else { throw NotFound() }
            return found
        }
    }
}
