public import Database
public import Essentials
import Journal

/// A decision of appointment (quyết định bổ nhiệm, điều động).
public struct NewPost: Sendable {
    public var person: ID<Person>
    public var unit: ID<Unit>
    public var title: String
    public var signatureTitle: String?
    public var standing: Standing
    public var order: Int
    public var from: CivilDate
    public var to: CivilDate?

    public init(
        person: ID<Person>, unit: ID<Unit>, title: String, signatureTitle: String? = nil,
        standing: Standing = .member, order: Int = 0, from: CivilDate, to: CivilDate? = nil
    ) {
        self.person = person
        self.unit = unit
        self.title = title
        self.signatureTitle = signatureTitle
        self.standing = standing
        self.order = order
        self.from = from
        self.to = to
    }
}

/// Gives a person a post in a unit.
public struct AssignPost: Sendable {
    public init() {}

    /// - Throws: `Problems`, `PostRefusal`; `NotFound` when the caller does not manage the unit.
    @discardableResult
    public func callAsFunction(_ form: NewPost, by caller: Caller, at now: Instant, in db: Connection) throws -> Post {
        guard let unit = try Unit.planned(form.unit, on: form.from, in: db),
            caller.may(.manageDirectory, in: unit.path), try Person.find(form.person, in: db) != nil
        else {
            throw NotFound()
        }
        let post = try Post.assigning(form, in: unit, db)
        try db.record(
            PostAssigned(post: post.id, person: post.person, unit: post.unit, from: post.validity.from),
            by: caller.actor, at: now)
        return post
    }
}

extension Post {
    /// Checks and enters a post, without asking who does it: for the first run too.
    static func assigning(_ form: NewPost, in unit: Unit, _ db: Connection) throws -> Post {
        var problems = Problems()
        let title = problems.text("title", form.title, atMost: 150)
        let signatureTitle = problems.optionalText("signatureTitle", form.signatureTitle, atMost: 150)
        let validity = problems.validity(form.from, form.to)
        if !unit.existence.contains(form.from) {
            problems.add("unit", UnitRefusal.doesNotExist(unit.name).message)
        }
        try problems.throwIfAny()
        if form.standing == .head || form.standing == .actingHead {
            try refuseSecondHead(of: unit.id, during: validity, in: db)
        }
        let post = Post(
            id: db.ids.next(), person: form.person, unit: unit.id, title: title, signatureTitle: signatureTitle,
            standing: form.standing, order: form.order, validity: validity, predecessor: nil)
        try post.insert(in: db)
        return post
    }

    private static func refuseSecondHead(of unit: ID<Unit>, during validity: Validity, in db: Connection) throws {
        try db.lock("directory.head \(unit)")
        if let head = try heads(of: unit, in: db).first(where: { $0.validity.overlaps(validity) }) {
            throw PostRefusal.unitHasHead(try Person.find(head.person, in: db)?.name ?? "", head.validity)
        }
    }

    /// Everyone who was, is or will be at the head of a unit.
    static func heads(of unit: ID<Unit>, in db: Connection) throws -> [Post] {
        try db.all(
            """
            SELECT \(columns) FROM post
            WHERE unit_id = \(unit) AND standing_rank <= \(Standing.actingHead.rank) ORDER BY valid_from, id
            """)
    }
}

/// Ends a post after its last day; what was granted to it ends with it.
public struct EndPost: Sendable {
    public init() {}

    /// - Throws: `Problems`, `PostRefusal`; `NotFound` when the caller does not manage the unit.
    public func callAsFunction(
        _ id: ID<Post>, lastDay: CivilDate, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let post = try Post.find(id, in: db), let unit = try Unit.find(post.unit, on: now.date, in: db),
            caller.may(.manageDirectory, in: unit.path)
        else { throw NotFound() }
        if lastDay < post.validity.from {
            throw Problems(
                "lastDay", Wording("Ngày cuối trước ngày nhận chức vụ", en: "The last day is before the first"))
        }
        if let end = post.validity.to, end < now.date { throw PostRefusal.hasEnded(end) }
        try db.execute("UPDATE post SET valid_to = \(lastDay) WHERE id = \(id)")
        try db.record(PostEnded(post: id, person: post.person, lastDay: lastDay), by: caller.actor, at: now)
    }
}

/// Why a post cannot be given or ended.
public enum PostRefusal: Refusal {
    case unitHasHead(String, Validity)
    case hasEnded(CivilDate)

    public var message: Wording {
        switch self {
        case .unitHasHead(let name, let validity):
            Wording(
                "Đơn vị đã có người đứng đầu: \(name), từ ngày \(validity.from.vietnamese)",
                en: "The unit has a head: \(name), from \(validity.from)")
        case .hasEnded(let day):
            Wording("Chức vụ đã kết thúc ngày \(day.vietnamese)", en: "The post ended on \(day)")
        }
    }
}
