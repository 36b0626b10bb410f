import Database
import Directory
import Essentials
import Web

extension Administration {
    func addPeople(to routes: inout Routes) {
        routes.route(.get, "/people", .needs(.readDirectory), handler: showPeople)
        routes.route(.get, "/people/choices", .needs(.readDirectory), handler: postChoices)
        routes.route(.get, "/people/new", .needs(.manageAccounts), handler: showNewPerson)
        routes.route(.post, "/people", .needs(.manageAccounts), handler: createPerson)
        routes.route(.get, "/people/{id}", .needs(.readDirectory), handler: showPerson)
        routes.route(.get, "/people/{id}/details", .needs(.manageAccounts), handler: showChangePerson)
        routes.route(.post, "/people/{id}/details", .needs(.manageAccounts), handler: changePerson)
        addAccounts(to: &routes)
        addPosts(to: &routes)
        addGrants(to: &routes)
    }

    private static let partSize = 50
    private static let mostFound = 100

    /// `GET /people?q=&state=&after=`.
    private func showPeople(_ visit: StaffVisit) async throws -> Answer {
        var problems = Problems()
        let words = visit.query.text("q")
        let state = visit.query.choice("state", as: ListPeople.State.self, &problems)
        let after = visit.query.id("after", as: Person.self, &problems)
        let today = visit.now.date
        let found = try await database.read { db -> PeoplePage.Found in
            if let words { return try Self.found(words, on: today, in: db) }
            return try Self.part(ListPeople(state: state, day: today), after: after, in: db)
        }
        return .page(PeoplePage(found, words: words, state: state, query: visit.query, for: visit.caller))
    }

    private static func found(_ words: String, on day: CivilDate, in db: Connection) throws -> PeoplePage.Found {
        let people = try Person.search(words, limit: mostFound + 1, in: db)
        let shown = Array(people.prefix(mostFound))
        return PeoplePage.Found(
            people: shown, posts: try db.mainPosts(of: shown.map(\.id), on: day), count: CappedCount(shown.count),
            isCut: people.count > mostFound)
    }

    private static func part(
        _ list: ListPeople, after: ID<Person>?, in db: Connection
    ) throws -> PeoplePage.Found {
        let people = try list.part(after: after, size: partSize + 1, in: db)
        let shown = Array(people.prefix(partSize))
        return PeoplePage.Found(
            people: shown, posts: try db.mainPosts(of: shown.map(\.id), on: list.day),
            count: try list.count(in: db), hasNext: people.count > partSize)
    }

    /// `GET /people/choices?q=&within=agency`: people in their posts, for pickers.
    private func postChoices(_ visit: StaffVisit) async throws -> Answer {
        let (words, today) = (visit.query.text("q") ?? "", visit.now.date)
        let within = visit.query.text("within") == "agency" ? visit.caller.agencyPath : nil
        let found = try await database.read { db in
            try PostHolder.search(words, within: within, on: today, limit: 10, in: db)
        }
        return try .json(["results": found.map(Picker.Choice.init)])
    }
}
