import Database
import Directory
import Essentials
import Web

extension Administration {
    func addSubstitutions(to routes: inout Routes) {
        routes.route(.get, "/substitutions", .signedIn, handler: showSubstitutions)
        routes.route(.get, "/substitutions/new", .signedIn, handler: showNewSubstitution)
        routes.route(.post, "/substitutions", .signedIn, handler: requestSubstitution)
        routes.route(
            .post, "/substitutions/{id}/approval", .needs(.approveSubstitutions), handler: approveSubstitution)
        routes.route(.post, "/substitutions/{id}/end", .signedIn, handler: endSubstitution)
    }

    /// `GET /substitutions?past=`.
    private func showSubstitutions(_ visit: StaffVisit) async throws -> Answer {
        let isPast = visit.query.flag("past")
        let (position, today) = (visit.query.position, visit.now.date)
        let list = ListSubstitutions(isPast: isPast, caller: visit.caller, day: today)
        let found = try await database.read { db -> SubstitutionsPage.Found in
            let page = try list.page(position, size: 50, in: db)
            let posts = page.items.flatMap { [$0.absent, $0.substitute] }
            return .init(
                count: try list.count(in: db), page: page,
                holders: try posts.isEmpty ? [:] : PostHolder.all(posts, on: today, in: db))
        }
        return .page(
            SubstitutionsPage(found, isPast: isPast, query: visit.query, for: visit.caller, on: today))
    }

    /// `GET /substitutions/new`.
    private func showNewSubstitution(_ visit: StaffVisit) async throws -> Answer {
        var filling = Filling(["from": visit.now.date.vietnamese])
        filling.fill("absent", with: [visit.caller.post.description])
        return .page(try await newSubstitutionPage(visit, filling))
    }

    /// `POST /substitutions`.
    private func requestSubstitution(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            try await database.write { db in
                let request = try NewSubstitution(form, within: caller.agencyPath, today: now.date, in: db)
                do {
                    _ = try RequestSubstitution()(request, by: caller, at: now, in: db)
                } catch is NotFound {
                    throw Problems(
                        "absent",
                        Wording(
                            "Bạn chỉ đề nghị được cho mình hoặc cho người trong đơn vị mình duyệt.",
                            en: "You can ask for yourself, or for people whose substitutions you approve."))
                }
            }
            return done(Wording("Đã gửi đề nghị, chờ duyệt.", en: "Sent; it waits for approval."))
        } again: { filling in
            try await newSubstitutionPage(visit, filling)
        }
    }

    /// `POST /substitutions/{id}/approval`.
    private func approveSubstitution(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Substitution> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in try ApproveSubstitution()(id, by: caller, at: now, in: db) }
        return done(Wording("Đã duyệt.", en: "Approved."))
    }

    /// `POST /substitutions/{id}/end`.
    private func endSubstitution(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Substitution> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in try EndSubstitution()(id, by: caller, at: now, in: db) }
        return done(Wording("Đã kết thúc việc làm thay.", en: "The substitution has ended."))
    }

    private func newSubstitutionPage(_ visit: StaffVisit, _ filling: Filling) async throws -> DirectoryFormPage {
        let (caller, today) = (visit.caller, visit.now.date)
        let filled = try await withPosts(["absent", "substitute"], filling, on: today)
        if caller.rights.has(.approveSubstitutions) { return .newSubstitution(filled, own: nil) }
        let own = try await database.read { db in try PostHolder.posts(of: caller.person, on: today, in: db) }
        return .newSubstitution(filled, own: own)
    }

    private func done(_ notice: Wording) -> Answer {
        .redirect(to: AdministrationPaths.substitutions, notice: Flash(.good, notice))
    }

    /// With the names of the posts that its pickers hold.
    func withPosts(_ fields: [String], _ filling: Filling, on day: CivilDate) async throws -> Filling {
        try await database.read { db in
            var filled = filling
            for field in fields { filled.choices[field] = try db.choices(posts: filling.all(field), on: day) }
            return filled
        }
    }
}
