import Database
import Directory
import Essentials
import Web

extension Administration {
    func addGrants(to routes: inout Routes) {
        routes.route(.get, "/people/{id}/posts/{post}/grants/new", .needs(.manageRoles), handler: showNewGrant)
        routes.route(
            .post, "/people/{id}/posts/{post}/grants", .needs(.manageRoles), .needsStepUp, handler: giveRole)
        routes.route(.post, "/people/{id}/grants/{grant}/withdrawal", .needs(.manageRoles), handler: withdrawRole)
    }

    /// `GET /people/{id}/posts/{post}/grants/new`.
    private func showNewGrant(_ visit: StaffVisit) async throws -> Answer {
        let holder = try await holder(visit)
        var filling = Filling(["from": visit.now.date.vietnamese])
        filling.fill("unit", with: [holder.post.unit.description])
        return .page(try await newGrantPage(holder, visit, filling))
    }

    /// `POST /people/{id}/posts/{post}/grants`.
    private func giveRole(_ visit: StaffVisit) async throws -> Answer {
        let holder = try await holder(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            try await database.write { db in
                let grant = try NewGrant(to: holder.post.id, form, today: now.date, in: db)
                _ = try withinReach("unit") { try GiveRole()(grant, by: caller, at: now, in: db) }
            }
            return .redirect(
                to: AdministrationPaths.person(holder.post.person),
                notice: Flash(.good, Wording("Đã trao quyền.", en: "The role is given.")))
        } again: { filling in
            try await newGrantPage(holder, visit, filling)
        }
    }

    /// `POST /people/{id}/grants/{grant}/withdrawal`: at once.
    private func withdrawRole(_ visit: StaffVisit) async throws -> Answer {
        let person: ID<Person> = try visit.id()
        let grant: ID<Grant> = try visit.id("grant")
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in
            guard let given = try Grant.find(grant, in: db), try Post.find(given.post, in: db)?.person == person else {
                throw NotFound()
            }
            try WithdrawRole()(grant, by: caller, at: now, in: db)
        }
        return .redirect(
            to: AdministrationPaths.person(person),
            notice: Flash(.good, Wording("Đã thu hồi quyền.", en: "The role is withdrawn.")))
    }

    private func newGrantPage(
        _ holder: PostHolder, _ visit: StaffVisit, _ filling: Filling
    ) async throws -> DirectoryFormPage {
        let roles = try await database.read { db in try Role.all(in: db) }
        return .newGrant(
            holder, roles, permissionNames, try await withUnits(["unit"], filling, on: visit.now.date))
    }

    private func holder(_ visit: StaffVisit) async throws -> PostHolder {
        let person: ID<Person> = try visit.id()
        let post: ID<Post> = try visit.id("post")
        let today = visit.now.date
        let holder = try await database.read { db in try PostHolder.find(post, on: today, in: db) }
        guard let holder, holder.post.person == person else { throw NotFound() }
        return holder
    }
}
