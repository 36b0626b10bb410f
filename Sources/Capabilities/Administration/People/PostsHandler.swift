import Database
import Directory
import Essentials
import Web

extension Administration {
    func addPosts(to routes: inout Routes) {
        routes.route(.get, "/people/{id}/posts/new", .needs(.manageDirectory), handler: showNewPost)
        routes.route(.post, "/people/{id}/posts", .needs(.manageDirectory), handler: assignPost)
        routes.route(.get, "/people/{id}/posts/{post}/end", .needs(.manageDirectory), handler: showEndPost)
        routes.route(.post, "/people/{id}/posts/{post}/end", .needs(.manageDirectory), handler: endPost)
    }

    /// `GET /people/{id}/posts/new?unit=`.
    private func showNewPost(_ visit: StaffVisit) async throws -> Answer {
        let today = visit.now.date
        var filling = Filling(["from": today.vietnamese, "standing": Standing.member.rawValue])
        if let unit = visit.query.text("unit") { filling.fill("unit", with: [unit]) }
        return .page(try await newPostPage(visit, filling))
    }

    /// `POST /people/{id}/posts`.
    private func assignPost(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Person> = try visit.id()
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            try await database.write { db in
                let post = try NewPost(for: id, form, today: now.date, in: db)
                _ = try withinReach("unit") { try AssignPost()(post, by: caller, at: now, in: db) }
            }
            return .redirect(
                to: AdministrationPaths.person(id),
                notice: Flash(.good, Wording("Đã giao chức vụ.", en: "The post is given.")))
        } again: { filling in
            try await newPostPage(visit, filling)
        }
    }

    /// `GET /people/{id}/posts/{post}/end`.
    private func showEndPost(_ visit: StaffVisit) async throws -> Answer {
        .page(try await endPostPage(visit, Filling(["lastDay": visit.now.date.vietnamese])))
    }

    /// `POST /people/{id}/posts/{post}/end`.
    private func endPost(_ visit: StaffVisit) async throws -> Answer {
        let person: ID<Person> = try visit.id()
        let post: ID<Post> = try visit.id("post")
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            var problems = Problems()
            let lastDay = form.requiredDate(
                "lastDay", missing: Wording("Ghi ngày cuối.", en: "Enter the last day."), &problems)
            guard let lastDay, problems.isEmpty else { throw problems }
            try await database.write { db in
                guard try Post.find(post, in: db)?.person == person else { throw NotFound() }
                try EndPost()(post, lastDay: lastDay, by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.person(person),
                notice: Flash(
                    .good,
                    Wording(
                        "Chức vụ kết thúc sau ngày \(lastDay.text(in: .vietnamese)).",
                        en: "The post ends after \(lastDay.text(in: .english)).")))
        } again: { filling in
            try await endPostPage(visit, filling)
        }
    }

    private func newPostPage(_ visit: StaffVisit, _ filling: Filling) async throws -> DirectoryFormPage {
        let id: ID<Person> = try visit.id()
        let person = try await database.read { db in try Person.find(id, in: db) }
        guard let person else { throw NotFound() }
        return .newPost(person, try await withUnits(["unit"], filling, on: visit.now.date))
    }

    private func endPostPage(_ visit: StaffVisit, _ filling: Filling) async throws -> DirectoryFormPage {
        let person: ID<Person> = try visit.id()
        let post: ID<Post> = try visit.id("post")
        let (caller, today) = (visit.caller, visit.now.date)
        let holder = try await database.read { db in try PostHolder.find(post, on: today, in: db) }
        guard let holder, holder.post.person == person, caller.may(.manageDirectory, in: holder.unitPath) else {
            throw NotFound()
        }
        return .endPost(holder, filling)
    }
}
