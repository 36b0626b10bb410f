import Database
import Directory
import Essentials
import EvaluationEngine
import Web

extension Evaluation {
    /// `GET /evaluation/rounds/{id}/results`.
    func showResults(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        let page = try await database.read { db in
            let round = try db.round(id)
            let entrants = try db.entrants(of: id)
            let rights = try RoundRights(caller, round, entrants, on: today, in: db)
            guard rights.seesResults(of: round) else { throw NotFound() }
            return ResultsPage(
                round, try RoundScores(round, in: db), showsUnits: rights.mayRun || rights.mayDecide)
        }
        return .page(page)
    }

    /// `GET /evaluation/rounds/{id}/units/{unit}/result`.
    func showUnitResult(_ visit: StaffVisit) async throws -> Answer {
        let (id, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (caller, today) = (visit.caller, visit.now.date)
        let page = try await database.read { db in
            let round = try db.round(id)
            let entrant = try db.entrant(unit, in: id)
            let rights = try RoundRights(caller, round, [entrant], on: today, in: db)
            guard rights.seesResult(of: unit, in: round, as: caller) else { throw NotFound() }
            return UnitResultPage(round, entrant, try RoundScores(round, in: db), try db.lines(of: entrant.id))
        }
        return .page(page)
    }

    /// `GET /evaluation/published`: for everybody.
    func showPublishedRounds(_ visit: Visit) async throws -> Answer {
        .page(PublishedResultsPage(try await database.read { db in try db.publishedRounds() }))
    }

    /// `GET /evaluation/published/{id}`: for everybody.
    func showPublished(_ visit: Visit) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let today = visit.now.date
        let page = try await database.read { [self] db in
            let (round, ranking) = try published(id, in: db)
            return PublishedResultPage(
                round, try db.criteriaSet(round.set), ranking,
                holder: try Unit.find(round.holder, on: today, in: db)?.name ?? "")
        }
        return .page(page)
    }

    /// `GET /evaluation/published/{id}/table`: open data.
    func publishedTable(_ visit: Visit) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let table = try await database.read { [self] db in try published(id, in: db).ranking.csv }
        return .bytes(Array(table.utf8), type: "text/csv; charset=utf-8")
    }

    /// - Throws: `NotFound` for a round that is not published.
    private func published(_ id: ID<Round>, in db: Connection) throws -> (round: Round, ranking: PublishedRanking) {
        let round = try db.round(id)
        guard round.state == .published else { throw NotFound() }
        return (round, try rankings.ranking(of: id) { PublishedRanking(round, try RoundScores(round, in: db)) })
    }

    /// `GET /evaluation/published/{id}/package`: what `lienthong evaluation verify` recomputes.
    func publishedPackage(_ visit: Visit) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let package = try await database.read { db in try db.openPackage(of: id) }
        return .bytes(Array(package.utf8), type: "application/json; charset=utf-8")
    }

    /// `GET /evaluation/rounds/{id}/package`: whole, for those who see all forms.
    func wholePackage(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        let package = try await database.read { db in
            guard try RoundRights(caller, db.round(id), [], on: today, in: db).seesAllForms else { throw NotFound() }
            return try db.publishedPackage(of: id)
        }
        return .bytes(Array(package.utf8), type: "application/json; charset=utf-8")
    }
}
