public import Database
public import Essentials
import Journal

/// Shows what a reorganisation would move, and changes nothing.
public struct PrepareSuccession: Sendable {
    private let followers: [any SuccessionFollower]

    public init(followers: [any SuccessionFollower]) {
        self.followers = followers
    }

    /// - Throws: `SuccessionRefusal`, `Problems`, `NotFound` for units outside what the caller may reorganise.
    public func callAsFunction(
        _ decision: SuccessionDecision, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> SuccessionPlan {
        try decision.check()
        for id in decision.sources + decision.successors + decision.childrenTo.values {
            guard let unit = try Unit.planned(id, on: decision.effectiveOn, in: db),
                caller.may(.decideSuccession, in: unit.path)
            else { throw NotFound() }
        }
        return try SuccessionPlan(decision, SuccessionFacts.gathered(for: decision, followers, in: db))
    }
}

extension SuccessionDecision {
    func check() throws {
        var problems = Problems()
        _ = problems.text("number", number, atMost: 100)
        _ = problems.text("legalBasis", legalBasis, atMost: 1000)
        _ = problems.optionalText("duty", duty, atMost: 500)
        problems.date("decidedOn", decidedOn)
        problems.date("effectiveOn", effectiveOn)
        if effectiveOn < decidedOn {
            problems.add(
                "effectiveOn",
                Wording("Ngày hiệu lực trước ngày ban hành", en: "It takes effect before it was decided"))
        }
        try problems.throwIfAny()
    }
}

/// Carries a reorganisation out, all of it in one transaction: posts, grants, units below and open work go to the
/// successors, and the closed units stay readable for ever.
public struct DecideSuccession: Sendable {
    private let followers: [any SuccessionFollower]

    public init(followers: [any SuccessionFollower]) {
        self.followers = followers
    }

    /// - Throws: `SuccessionRefusal`, also before the day it takes effect; `Problems`; `NotFound`.
    @discardableResult
    public func callAsFunction(
        _ decision: SuccessionDecision, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> ID<Succession> {
        try UnitTreeLock.take(in: db)
        let plan = try PrepareSuccession(followers: followers)(decision, by: caller, at: now, in: db)
        if decision.effectiveOn > now.date { throw SuccessionRefusal.notYetInForce(decision.effectiveOn) }
        if let obstacle = plan.obstacle { throw obstacle }
        let id = db.ids.next(Succession.self)
        try plan.store(as: id, at: now, in: db)
        try db.record(
            SuccessionDecided(
                succession: id, type: decision.kind.rawValue, from: decision.sources, to: decision.successors,
                decision: decision.number.trimmed, effectiveOn: decision.effectiveOn),
            by: caller.actor, at: now)
        if decision.kind.closesSources {
            try SuccessionExecution(plan: plan, succession: id, followers: followers, caller: caller, now: now, db: db)
                .run()
        }
        return id
    }
}

extension SuccessionPlan {
    func store(as id: ID<Succession>, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO succession (
                id, kind, decision_number, decided_on, legal_basis, effective_on, duty, carried_out_at)
            VALUES (
                \(id), \(decision.kind), \(decision.number.trimmed), \(decision.decidedOn),
                \(decision.legalBasis.trimmed), \(decision.effectiveOn), \(decision.duty?.trimmed), \(now))
            """)
        for source in Set(decision.sources).sorted() {
            for (index, successor) in decision.successors.enumerated() {
                try db.execute(
                    """
                    INSERT INTO succession_link (succession_id, from_unit_id, to_unit_id, is_main)
                    VALUES (\(id), \(source), \(successor), \(index == 0)) ON CONFLICT DO NOTHING
                    """)
            }
        }
    }
}
