import Database
import Directory
import Essentials
import Journal
import Notifications
import SignIn
import Web

/// Follows the journal: every change of rights becomes an alarm for those who give roles there.
struct RightsAlarm: Subscriber {
    let name = "administration.rights-alarm"

    /// What stands in the journal before this was never asked to be confirmed: an installation begins without a backlog.
    static func begin(in db: Connection) throws {
        let last: Int64 = try db.value("SELECT max(id) FROM event") ?? 0
        try db.execute(
            "INSERT INTO rights_change_start (id, after_event) VALUES (1, \(last)) ON CONFLICT (id) DO NOTHING")
    }

    func receive(_ event: RecordedEvent, in db: Connection) throws {
        if event.kind == RightsChangeConfirmed.kind {
            let told: RightsChangeConfirmed = try event.decoded()
            if let person = event.actor.person {
                _ = try Self.confirm(told.change, by: ID(rawValue: person), at: event.at, in: db)
            }
            return
        }
        let start: Int64? = try db.value("SELECT after_event FROM rights_change_start")
        guard let kind = RightsChange.Kind(rawValue: event.kind), event.id.rawValue > start ?? 0,
            let change = try change(kind, event, in: db)
        else { return }
        if try insert(change, kind, event, in: db) { try tell(change, kind, event, in: db) }
    }

    /// - Returns: false when it was confirmed before.
    static func confirm(
        _ id: ID<RightsChange>, by person: ID<Person>, at now: Instant, in db: Connection
    ) throws -> Bool {
        try db.execute(
            """
            UPDATE rights_change SET confirmed_by_id = \(person), confirmed_at = \(now)
            WHERE id = \(id) AND confirmed_at IS NULL
            """) == 1
    }

    /// Whose rights, by which role, over which unit.
    private struct Change {
        var person: ID<Person>?
        var role: ID<Role>?
        let unit: ID<Unit>
    }

    /// Nil for what is no person's doing: a new version of the program brings its own roles up to date.
    private func change(_ kind: RightsChange.Kind, _ event: RecordedEvent, in db: Connection) throws -> Change? {
        switch kind {
        case .granted:
            let told: GrantGiven = try event.decoded()
            return Change(person: try Post.find(told.post, in: db)?.person, role: told.role, unit: told.unit)
        case .withdrawn:
            let told: GrantWithdrawn = try event.decoded()
            guard let post = try Post.find(told.post, in: db) else { return nil }
            let grant = try Grant.find(told.grant, in: db)
            return Change(person: post.person, role: grant?.role, unit: grant?.unit ?? post.unit)
        case .roleDefined:
            let told: RoleDefined = try event.decoded()
            guard event.actor.person != nil, let root = try Unit.root(on: event.at.date, in: db) else { return nil }
            return Change(role: told.role, unit: root.id)
        case .postAssigned:
            let told: PostAssigned = try event.decoded()
            return Change(person: told.person, unit: told.unit)
        case .postEnded:
            let told: PostEnded = try event.decoded()
            guard let post = try Post.find(told.post, in: db) else { return nil }
            return Change(person: told.person, unit: post.unit)
        case .breakGlassSealed:
            let told: BreakGlassSealed = try event.decoded()
            return try everywhere(told.person, at: event.at, in: db)
        case .breakGlassOpened:
            let told: BreakGlassOpened = try event.decoded()
            return try everywhere(told.person, at: event.at, in: db)
        }
    }

    /// The emergency account administers everything.
    private func everywhere(_ person: ID<Person>, at now: Instant, in db: Connection) throws -> Change? {
        try Unit.root(on: now.date, in: db).map { Change(person: person, unit: $0.id) }
    }

    private func insert(
        _ change: Change, _ kind: RightsChange.Kind, _ event: RecordedEvent, in db: Connection
    ) throws -> Bool {
        try db.execute(
            """
            INSERT INTO rights_change (id, at, kind, actor_post_id, actor_id, person_id, role_id, unit_id)
            VALUES (\(event.id), \(event.at), \(kind.rawValue), \(event.actor.post), \(event.actor.person),
                \(change.person), \(change.role), \(change.unit))
            ON CONFLICT (id) DO NOTHING
            """) == 1
    }

    /// Those who may confirm it; whoever did it or gains by it is not asked.
    private func tell(
        _ change: Change, _ kind: RightsChange.Kind, _ event: RecordedEvent, in db: Connection
    ) throws {
        let day = event.at.date
        guard let unit = try Unit.find(change.unit, on: day, in: db) else { return }
        let concerned =
            try change.person.flatMap { try Person.find($0, in: db).map { Wording.verbatim($0.name) } }
            ?? change.role.flatMap { try Role.find($0, in: db)?.name } ?? .verbatim("—")
        let text = Wording(
            "Thay đổi quyền chờ xác nhận: \(kind.name.vietnamese) · \(concerned.vietnamese) · \(unit.name)",
            en: "A change of rights to confirm: \(kind.name.english) · \(concerned.english) · \(unit.name)")
        for (post, person) in try Administrators.posts(holding: .manageRoles, over: unit.path, on: day, in: db)
        where person.rawValue != event.actor.person && person != change.person {
            try db.notify(
                Notification(
                    id: db.ids.next(), post: post, at: event.at, icon: "shield-warn", text: text,
                    path: AdministrationPaths.rightsChanges))
        }
    }
}
