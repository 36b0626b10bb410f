import App
import Database
import Directory
import Documents
import Essentials
import Evaluation

extension ProvinceBuilder {
    /// The council that evaluates the departments: its secretary, and a verifier of another agency. What they may is a role
    /// of the province's own, so that nobody reads documents for it.
    func seatCouncil(on day: CivilDate, by caller: Caller, at now: Instant) throws {
        let seats: [(username: String, code: String, name: Wording, permissions: [Permission])] = [
            (
                "thuongtruc", "evaluation-secretary",
                Wording("Thư ký hội đồng đánh giá", en: "Secretary of the evaluation council"),
                [.readEvaluation, .manageCriteriaSets, .runEvaluation, .verifyEvaluation]
            ),
            (
                "vanthu.tinh", "evaluation-verifier", Wording("Thẩm định đánh giá", en: "Verifier of evaluations"),
                [.readEvaluation, .verifyEvaluation]
            ),
        ]
        for seat in seats {
            guard let person = content.staff.accounts[seat.username] else { continue }
            try DefineRole(known: Roles.all)(
                RoleForm(code: seat.code, name: seat.name, permissions: Set(seat.permissions.map(\.code))),
                by: caller, at: now, in: db)
            try GiveRole()(
                NewGrant(
                    role: seat.code, post: try post(person), unit: try unit("ubnd"), coversSubtree: true, from: day),
                by: caller, at: now, in: db)
        }
    }

    mutating func perform(_ step: SampleRoundStep) throws {
        guard let plan = content.rounds.rounds.first(where: { $0.year == step.year }) else { return }
        let secretary = try seat("thuongtruc", at: step.at)
        if case .open = step.deed {
            rounds[step.year] = try opened(plan, by: secretary, at: step.at)
            return
        }
        guard let round = rounds[step.year] else { throw SampleProvinceProblem.story("no round of \(step.year)") }
        switch step.deed {
        case .open: break
        case .declare(let place, let isSigned):
            let head = try head(of: plan.entrants[place].unit, at: step.at)
            let answers = plan.entrants[place].answers
            // Who has not signed is in the middle of it.
            let declared = isSigned ? answers[...] : answers.prefix(answers.count * 2 / 3)
            try round.declare(
                declared.map { try self.declared($0, by: head, at: step.at) }, by: head, at: step.at, in: db)
            if isSigned { try round.sign(by: head, at: step.at, in: db) }
        case .close: try round.close(by: secretary, at: step.at, in: db)
        case .verify(let place):
            let entrant = plan.entrants[place]
            let reasons = Dictionary(entrant.refused.map { ($0, Self.refusal) }) { first, _ in first }
            try round.verify(
                try unit(entrant.unit), refusing: reasons, by: try seat("vanthu.tinh", at: step.at), at: step.at, in: db
            )
        case .publish:
            try round.publish(
                by: (number: "3012/QĐ-UBND", on: step.at.date), secretary: secretary,
                chair: try seat("lanhdao.tinh", at: step.at), at: step.at, in: db)
        }
    }

    private func opened(_ plan: SampleRound, by secretary: Caller, at now: Instant) throws -> RehearsedRound {
        let units = try plan.entrants.map { (unit: try unit($0.unit), group: $0.group) }
        return try RehearsedRound(
            RehearsedRound.Plan(
                set: plan.set, holder: try unit("ubnd"), name: plan.name, year: plan.year,
                declareUntil: plan.declareUntil, verifyUntil: plan.verifyUntil, units: units),
            by: secretary, at: now, in: db)
    }

    private mutating func seat(_ username: String, at now: Instant) throws -> Caller {
        guard let person = content.staff.accounts[username] else {
            throw SampleProvinceProblem.story("nobody has the account \(username)")
        }
        return try caller(person, at: now)
    }

    private mutating func head(of unit: String, at now: Instant) throws -> Caller {
        guard let head = content.staff.head(of: unit) else {
            throw SampleProvinceProblem.story("\(unit) has no head")
        }
        return try caller(head, at: now)
    }

    /// Documents handled in time are declared as the platform counts them.
    private func declared(
        _ answer: SampleRound.Answer, by head: Caller, at now: Instant
    ) throws -> RehearsedRound.Declared {
        var values = answer.values
        if answer.criterion == "III.2" {
            values = try [DocumentsIndicators.handledInTime, DocumentsIndicators.due].map { count in
                String(try count(head.agency, now.date.year, now, db))
            }
        }
        return RehearsedRound.Declared(
            criterion: answer.criterion, values: values, evidence: "Báo cáo kết quả chuyển đổi số (dữ liệu mẫu)")
    }

    private static let refusal = "Tài liệu gửi kèm không phải của kỳ đánh giá này"
}
