public import Database
public import Directory
public import Essentials
import Journal

/// Hands an incoming document on (phân phối, chỉ đạo; NĐ 30/2020 Đ. 23): the agency's director to units and people, or a
/// unit's head to people of the unit.
public struct DirectDocument: Sendable {
    private let closing: TimeOfDay

    public init(closing: TimeOfDay) {
        self.closing = closing
    }

    /// - Throws: `NotFound` for who may not know the document; `DocumentRefusal`; `Problems` for an unknown target.
    public func callAsFunction(
        _ form: DirectDocumentForm, document id: ID<Document>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        _ = try db.visibleDocument(id, to: caller)
        guard let incoming = try db.incoming(id, forUpdate: true) else { throw NotFound() }
        guard incoming.isOpen else { throw DocumentRefusal.alreadyCompleted }
        let directions = try db.directions(of: id)
        let parent = try parent(among: directions, incoming: incoming, caller: caller, in: db)
        if form.lead != nil, directions.contains(where: { $0.role == .lead && $0.parent == parent?.id }) {
            throw DocumentRefusal.leadAlreadyNamed
        }
        let handed = try hand(form, id, parent: parent, by: caller, at: now, in: db)
        if let parent { try db.move(parent, to: .passedOn, at: now) }
        try db.move(incoming, to: parent == nil ? .directed : .handling, at: now)
        try db.record(
            DocumentDirected(document: id, directions: handed, opinion: form.opinion), by: caller.actor, at: now)
    }

    /// The direction that is carried on; nil when it is the agency's own distribution.
    private func parent(
        among directions: [Direction], incoming: IncomingDocument, caller: Caller, in db: Connection
    ) throws -> Direction? {
        if let own = directions.first(where: { $0.state == .open && $0.unit == caller.unit || $0.isOpen(for: caller) }),
            caller.may(.assignDocuments, in: caller.unitPath)
        {
            return own
        }
        guard let document = try db.document(incoming.id), document.agency == caller.agency,
            caller.mayHere(.directDocuments)
        else { throw NotFound() }
        return nil
    }

    private func hand(
        _ form: DirectDocumentForm, _ id: ID<Document>, parent: Direction?, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws -> [DocumentDirected.Handed] {
        let dueAt = form.dueOn.map { Instant($0, closing) } ?? parent?.dueAt
        var handed: [DocumentDirected.Handed] = []
        let roles: [(Direction.Role, [DirectDocumentForm.Target])] = [
            (.lead, [form.lead].compactMap { $0 }), (.coordinate, form.coordinators), (.inform, form.informed),
        ]
        for (role, targets) in roles {
            for target in targets {
                let (unit, post) = try reach(
                    target, from: parent == nil ? caller.agencyPath : caller.unitPath, on: now.date, in: db)
                let direction = Direction(
                    id: db.ids.next(), document: id, parent: parent?.id, unit: unit, post: post, role: role,
                    opinion: form.opinion, dueAt: role == .inform ? nil : dueAt, directedBy: caller.post,
                    directedAt: now, state: role == .inform ? .closed : .open, report: nil)
                try db.insert(direction)
                try db.share(id, unit: unit, post: post)
                handed.append(
                    .init(
                        direction: direction.id, unit: unit, post: post, role: role.rawValue, dueAt: direction.dueAt))
            }
        }
        return handed
    }

    /// One hands on within one's own agency or unit and what is below it.
    private func reach(
        _ target: DirectDocumentForm.Target, from top: UnitPath, on today: CivilDate, in db: Connection
    ) throws -> (ID<Unit>?, ID<Post>?) {
        let path: String?
        switch target {
        case .unit(let unit):
            path = try db.value(
                "SELECT path FROM unit_edition WHERE unit_id = \(unit) AND \(Validity.covers("unit_edition", on: today))"
            )
        case .post(let post):
            path = try db.value(
                """
                SELECT unit_edition.path FROM post JOIN unit_edition ON unit_edition.unit_id = post.unit_id
                WHERE post.id = \(post) AND \(Validity.covers("unit_edition", on: today))
                  AND \(Validity.covers("post", on: today))
                """)
        }
        guard let path, UnitPath(text: path).isWithin(top) else {
            var problems = Problems()
            problems.add(
                "lead",
                Wording(
                    "Chỉ giao được cho đơn vị, cá nhân thuộc phạm vi của bạn.",
                    en: "You can hand on only within your own agency or unit."))
            throw problems
        }
        switch target {
        case .unit(let unit): return (unit, nil)
        case .post(let post): return (nil, post)
        }
    }
}

extension Direction {
    /// Whether it waits for this very post.
    func isOpen(for caller: Caller) -> Bool {
        state == .open && post == caller.post
    }
}
