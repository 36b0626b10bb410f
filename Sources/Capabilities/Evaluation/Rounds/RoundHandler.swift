import Database
import Directory
import Essentials
import EvaluationEngine
import HTTPTypes
import Web

extension Evaluation {
    /// `GET /evaluation/rounds/{id}`.
    func showRound(_ visit: StaffVisit) async throws -> Answer {
        .page(try await roundPage(visit))
    }

    /// `POST /evaluation/rounds/{id}/reminder`.
    func remindUnits(_ visit: StaffVisit) async throws -> Answer {
        try await take(visit, done: Wording("Đã nhắc các đơn vị chưa gửi phiếu.", en: "The units were reminded.")) {
            try RemindUnits()($0, by: $1, at: $2, in: $3)
        }
    }

    /// `POST /evaluation/rounds/{id}/closing`.
    func closeDeclaration(_ visit: StaffVisit) async throws -> Answer {
        try await take(visit, done: Wording("Đã khóa tự chấm.", en: "The declaration is closed.")) {
            try CloseDeclaration()($0, by: $1, at: $2, in: $3)
        }
    }

    /// `POST /evaluation/rounds/{id}/proposal`.
    func proposeResults(_ visit: StaffVisit) async throws -> Answer {
        try await take(visit, done: Wording("Đã trình kết quả.", en: "The result is proposed.")) {
            try ProposeResults()($0, by: $1, at: $2, in: $3)
        }
    }

    /// `POST /evaluation/rounds/{id}/decision`.
    func decideResults(_ visit: StaffVisit) async throws -> Answer {
        let (form, today) = (visit.form, visit.now.date)
        return try await take(visit, done: Wording("Đã ghi quyết định.", en: "The decision is recorded.")) {
            var problems = Problems()
            let number = form.required(
                "number", atMost: 60, missing: Wording("Ghi số quyết định.", en: "Enter the number."), &problems)
            let decidedOn = form.requiredDate(
                "decidedOn", missing: Wording("Ghi ngày quyết định.", en: "Enter the date."), &problems)
            if let decidedOn, decidedOn > today {
                problems.add("decidedOn", Wording("Ngày này chưa đến.", en: "This day is still to come."))
            }
            guard let number, let decidedOn, problems.isEmpty else { throw problems }
            try DecideResults()($0, number: number, decidedOn: decidedOn, by: $1, at: $2, in: $3)
        }
    }

    /// `POST /evaluation/rounds/{id}/publication`.
    func publishResults(_ visit: StaffVisit) async throws -> Answer {
        try await take(visit, done: Wording("Đã công bố kết quả.", en: "The result is published.")) {
            try PublishResults()($0, by: $1, at: $2, in: $3)
        }
    }

    /// Takes a step of the round, and comes back to its page with the reason where a lock says no.
    private func take(
        _ visit: StaffVisit, done: Wording,
        _ step: @escaping @Sendable (ID<Round>, Caller, Instant, Connection) throws -> Void
    ) async throws -> Answer {
        let id: ID<Round> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        do {
            try await database.write { db in try step(id, caller, now, db) }
            return .redirect(to: EvaluationPaths.round(id), notice: Flash(.good, done))
        } catch let refusal as EvaluationRefusal {
            return .page(try await roundPage(visit, refused: refusal.message), status: .conflict)
        } catch let problems as Problems {
            let filling = Filling(typed: visit.form, problems: problems)
            return .page(try await roundPage(visit, filling), status: .unprocessableContent)
        }
    }

    private func roundPage(
        _ visit: StaffVisit, _ filling: Filling = Filling(), refused: Wording? = nil
    ) async throws -> RoundPage {
        let id: ID<Round> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        let found = try await database.read { db in
            let round = try db.round(id)
            let kept = try db.criteriaSet(round.set)
            let entrants = try db.entrants(of: id)
            return RoundPage.Found(
                round: round, kept: kept, set: try kept.set(),
                holder: try Unit.find(round.holder, on: today, in: db)?.name ?? "", entrants: entrants,
                written: try db.written(in: id),
                rights: try RoundRights(caller, round, entrants, on: today, in: db))
        }
        return RoundPage(found, filling, refused: refused, on: today, for: caller)
    }
}

extension Connection {
    /// How many lines of each form were declared and judged.
    func written(in round: ID<Round>) throws -> [ID<Entrant>: (declared: Int, judged: Int)] {
        var counts: [ID<Entrant>: (declared: Int, judged: Int)] = [:]
        let found = try rows(
            """
            SELECT evaluation_line.entrant_id, count(*) AS declared, count(evaluation_line.finding) AS judged
            FROM evaluation_line JOIN evaluation_entrant ON evaluation_entrant.id = evaluation_line.entrant_id
            WHERE evaluation_entrant.round_id = \(round) GROUP BY evaluation_line.entrant_id
            """)
        for row in found { counts[try row["entrant_id"]] = (try row["declared"], try row["judged"]) }
        return counts
    }
}
