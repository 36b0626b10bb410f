import Database
import Directory
import Essentials
import Web

extension Administration {
    func addUnits(to routes: inout Routes) {
        routes.route(.get, "/units", .needs(.readDirectory), handler: showUnits)
        routes.route(.get, "/units/choices", .needs(.readDirectory), handler: unitChoices)
        routes.route(.get, "/units/new", .needs(.manageDirectory), handler: showNewUnit)
        routes.route(.post, "/units", .needs(.manageDirectory), handler: createUnit)
        routes.route(.get, "/units/{id}", .needs(.readDirectory), handler: showUnit)
        routes.route(.get, "/units/{id}/editions", .needs(.manageDirectory), handler: showChangeUnit)
        routes.route(.post, "/units/{id}/editions", .needs(.manageDirectory), handler: changeUnit)
        routes.route(.get, "/units/{id}/correction", .needs(.manageDirectory), handler: showCorrectUnit)
        routes.route(.post, "/units/{id}/correction", .needs(.manageDirectory), handler: correctUnit)
        routes.route(.get, "/units/{id}/organ-ids", .needs(.manageDirectory), handler: showGiveOrganId)
        routes.route(.post, "/units/{id}/organ-ids", .needs(.manageDirectory), handler: giveOrganId)
    }

    /// `GET /units?on=&q=&closed=&under=`.
    private func showUnits(_ visit: StaffVisit) async throws -> Answer {
        let today = visit.now.date
        let day = visit.query.day(else: today)
        let words = visit.query.text("q")
        let filter = UnitFilter(words: words, day: day, today: today, includesClosed: visit.query.flag("closed"))
        if let words { return .page(try await foundUnits(words, filter, visit)) }
        return .page(try await unitTree(filter, visit))
    }

    private func unitTree(_ filter: UnitFilter, _ visit: StaffVisit) async throws -> UnitsPage {
        let day = filter.day
        let under = try visit.query.text("under").map { text in
            guard let id = ID<Unit>(text) else { throw NotFound() }
            return id
        }
        let (units, above) = try await database.read { db -> ([Unit], [Unit]) in
            let found =
                if let under { try Unit.find(under, on: day, in: db) } else { try Unit.root(on: day, in: db) }
            guard let top = found else { throw NotFound() }
            let above = try under == nil ? [] : Unit.ancestors(of: top, on: day, in: db) + [top]
            return (try Unit.subtree(of: top.path, on: day, in: db), above)
        }
        return UnitsPage(tree: UnitTree(units), above: above, count: units.count, filter: filter, for: visit.caller)
    }

    private func foundUnits(_ words: String, _ filter: UnitFilter, _ visit: StaffVisit) async throws -> UnitsPage {
        let (day, most) = (filter.day, 100)
        let (units, parents) = try await database.read { db in
            let units = try Unit.search(
                words, includingClosed: filter.includesClosed, on: day, limit: most + 1, in: db)
            let above = units.compactMap(\.parent)
            return (units, try above.isEmpty ? [:] : Unit.all(above, on: day, in: db))
        }
        return UnitsPage(
            found: Array(units.prefix(most)), parents: parents, isCut: units.count > most, filter: filter,
            for: visit.caller)
    }

    /// `GET /units/choices?q=`: for pickers.
    private func unitChoices(_ visit: StaffVisit) async throws -> Answer {
        let (words, today) = (visit.query.text("q") ?? "", visit.now.date)
        let day = visit.query.day(else: today)
        let found = try await database.read { db in try Unit.search(words, on: day, limit: 10, in: db) }
        return try .json(["results": found.map(Picker.Choice.init)])
    }
}
