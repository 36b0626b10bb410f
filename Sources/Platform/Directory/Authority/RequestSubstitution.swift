public import Database
public import Essentials
import Journal

/// An absence, and who is to act meanwhile.
public struct NewSubstitution: Sendable {
    public var absent: ID<Post>
    public var substitute: ID<Post>
    public var from: CivilDate
    public var to: CivilDate
    public var reason: String

    public init(absent: ID<Post>, substitute: ID<Post>, from: CivilDate, to: CivilDate, reason: String) {
        self.absent = absent
        self.substitute = substitute
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// Asks that someone acts for an absent person: oneself, or a person of a unit whose substitutions one approves.
public struct RequestSubstitution: Sendable {
    public init() {}

    /// - Throws: `Problems`, `SubstitutionRefusal`; `NotFound` for somebody else's absence.
    @discardableResult
    public func callAsFunction(
        _ form: NewSubstitution, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Substitution {
        guard let absent = try PostHolder.find(form.absent, on: now.date, in: db),
            absent.post.person == caller.person || caller.may(.approveSubstitutions, in: absent.unitPath),
            let substitute = try PostHolder.find(form.substitute, on: now.date, in: db)
        else { throw NotFound() }
        var problems = Problems()
        let reason = problems.text("reason", form.reason, atMost: 500)
        let validity = problems.validity(form.from, form.to)
        if form.to < now.date {
            problems.add("to", Wording("Thời gian này đã qua", en: "That time is past"))
        }
        try problems.throwIfAny()
        try refuse(absent, substitute, validity, in: db)
        let substitution = Substitution(
            id: db.ids.next(), absent: form.absent, substitute: form.substitute, reason: reason, validity: validity,
            requestedBy: caller.person, approvedBy: nil, approvedAt: nil, endedAt: nil)
        try substitution.insert(in: db)
        try db.record(
            SubstitutionRequested(
                substitution: substitution.id, absent: form.absent, substitute: form.substitute, from: form.from,
                to: form.to),
            by: caller.actor, at: now)
        return substitution
    }

    private func refuse(
        _ absent: PostHolder, _ substitute: PostHolder, _ validity: Validity, in db: Connection
    ) throws {
        if absent.post.person == substitute.post.person { throw SubstitutionRefusal.samePerson }
        if absent.agency != substitute.agency { throw SubstitutionRefusal.anotherAgency }
        for post in [absent.post, substitute.post]
        where !post.validity.contains(validity.from) || !post.validity.contains(validity.to ?? validity.from) {
            throw SubstitutionRefusal.postDoesNotHold
        }
        let others = try Substitution.of(absent.post.id, from: validity.from, in: db)
        if others.contains(where: { $0.absent == absent.post.id && $0.validity.overlaps(validity) }) {
            throw SubstitutionRefusal.overlaps
        }
    }
}

/// Approves that someone acts for another.
public struct ApproveSubstitution: Sendable {
    public init() {}

    /// Approving twice changes nothing.
    ///
    /// - Throws: `SubstitutionRefusal`; `NotFound` when the caller approves none in the unit.
    public func callAsFunction(
        _ id: ID<Substitution>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let substitution = try Substitution.find(id, in: db),
            let absent = try PostHolder.find(substitution.absent, on: now.date, in: db),
            let substitute = try PostHolder.find(substitution.substitute, on: now.date, in: db),
            caller.may(.approveSubstitutions, in: absent.unitPath)
        else { throw NotFound() }
        let concerned = [absent.post.person, substitute.post.person]
        if concerned.contains(caller.person) { throw SubstitutionRefusal.approvedByOneConcerned }
        if substitution.endedAt != nil || (substitution.validity.to ?? now.date) < now.date {
            throw SubstitutionRefusal.isOver
        }
        let approved = try db.execute(
            """
            UPDATE substitution SET approved_by = \(caller.person), approved_at = \(now)
            WHERE id = \(id) AND approved_at IS NULL AND ended_at IS NULL
            """)
        guard approved == 1 else { return }
        try db.record(SubstitutionApproved(substitution: id), by: caller.actor, at: now)
    }
}

/// Ends a substitution before its last day, or takes the request back.
public struct EndSubstitution: Sendable {
    public init() {}

    /// - Throws: `SubstitutionRefusal`; `NotFound` for one the caller has no part in.
    public func callAsFunction(
        _ id: ID<Substitution>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let substitution = try Substitution.find(id, in: db),
            let absent = try PostHolder.find(substitution.absent, on: now.date, in: db),
            let substitute = try PostHolder.find(substitution.substitute, on: now.date, in: db),
            [absent.post.person, substitute.post.person].contains(caller.person)
                || caller.may(.approveSubstitutions, in: absent.unitPath)
        else { throw NotFound() }
        let ended = try db.execute("UPDATE substitution SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL")
        guard ended == 1 else { throw SubstitutionRefusal.isOver }
        try db.record(SubstitutionEnded(substitution: id), by: caller.actor, at: now)
    }
}
