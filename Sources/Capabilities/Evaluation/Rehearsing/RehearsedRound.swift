public import Database
public import Directory
public import Essentials
public import EvaluationEngine

/// A round that a program takes through its steps, each by the command that people use: the sample province's.
public struct RehearsedRound: Sendable {
    private let id: ID<Round>

    /// What the round is to be.
    public struct Plan: Sendable {
        let set: CriteriaSet
        let holder: ID<Unit>
        let name: String
        let year: Int
        let declareUntil: CivilDate
        let verifyUntil: CivilDate
        let units: [(unit: ID<Unit>, group: String)]

        public init(
            set: CriteriaSet, holder: ID<Unit>, name: String, year: Int, declareUntil: CivilDate,
            verifyUntil: CivilDate, units: [(unit: ID<Unit>, group: String)]
        ) {
            self.set = set
            self.holder = holder
            self.name = name
            self.year = year
            self.declareUntil = declareUntil
            self.verifyUntil = verifyUntil
            self.units = units
        }
    }

    /// What a unit declares for a criterion.
    public struct Declared: Sendable {
        let criterion: String
        let values: [String]
        let evidence: String

        public init(criterion: String, values: [String], evidence: String) {
            self.criterion = criterion
            self.values = values
            self.evidence = evidence
        }
    }

    /// Issues the set unless it is, and opens the round.
    public init(_ plan: Plan, by secretary: Caller, at now: Instant, in db: Connection) throws {
        let kept =
            try db.criteriaSet(code: plan.set.code, version: plan.set.version)
            ?? ImportCriteriaSet()(plan.set.json.pretty, by: secretary, at: now, in: db)
        if !kept.isIssued { try IssueCriteriaSet()(kept.id, by: secretary, at: now, in: db) }
        id = try OpenRound()(
            NewRound(
                set: kept.id, holder: plan.holder, name: plan.name, year: plan.year, declareUntil: plan.declareUntil,
                verifyUntil: plan.verifyUntil, units: plan.units),
            by: secretary, at: now, in: db)
    }

    /// Fills in the form of the caller's agency.
    public func declare(_ answers: [Declared], by caller: Caller, at now: Instant, in db: Connection) throws {
        let edits = answers.map { answer in
            FormEdit(
                criterion: answer.criterion,
                content: TypedAnswer(values: answer.values, evidence: answer.evidence), seen: 0)
        }
        _ = try SaveDeclaration()(edits, unit: caller.agency, round: id, by: caller, at: now, in: db)
    }

    /// The head of an agency signs its form off.
    public func sign(by head: Caller, at now: Instant, in db: Connection) throws {
        let lines = try db.lines(of: db.entrant(head.agency, in: id).id)
        try SignDeclaration()(
            unit: head.agency, round: id, seen: SignDeclaration.fingerprint(of: lines), by: head, at: now, in: db)
    }

    /// Goes on from the declaration to the verification.
    public func close(by secretary: Caller, at now: Instant, in db: Connection) throws {
        try CloseDeclaration()(id, by: secretary, at: now, in: db)
    }

    /// Judges all that a unit declared: right as it is, but for criteria whose evidence is refused with a reason.
    public func verify(
        _ unit: ID<Unit>, refusing reasons: [String: String], by verifier: Caller, at now: Instant, in db: Connection
    ) throws {
        let entrant = try db.entrant(unit, in: id)
        guard entrant.state == .signed else { return }
        let edits = try db.lines(of: entrant.id).values.sorted { $0.criterion < $1.criterion }.map { line in
            let reason = reasons[line.criterion]
            return FormEdit(
                criterion: line.criterion,
                content: TypedFinding(finding: reason == nil ? .accepted : .rejected, reason: reason ?? ""),
                seen: line.revision)
        }
        _ = try SaveVerification()(edits, unit: unit, round: id, by: verifier, at: now, in: db)
        try FinishVerification()(unit: unit, round: id, by: verifier, at: now, in: db)
    }

    /// The council proposes the result, the chair decides it, and it is published.
    public func publish(
        by decision: (number: String, on: CivilDate), secretary: Caller, chair: Caller, at now: Instant,
        in db: Connection
    ) throws {
        try ProposeResults()(id, by: secretary, at: now, in: db)
        try DecideResults()(
            id, number: decision.number, decidedOn: decision.on, by: chair, at: now, in: db)
        try PublishResults()(id, by: secretary, at: now, in: db)
    }
}
