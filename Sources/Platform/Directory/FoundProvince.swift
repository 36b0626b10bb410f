public import Database
public import Essentials
import Journal

/// Makes the province and its first administrator: what an installation needs before anybody can do anything in it.
/// Who may do so is for the caller to know; there is nobody yet who could be asked.
public struct FoundProvince: Sendable {
    public init() {}

    /// What there is to say about the province and its first person.
    public struct Form: Sendable {
        /// `Tỉnh An Hải`
        public var province: String
        public var provinceOrganId: OrganId?
        public var name: String
        public var username: String
        public var mail: String?
        public var title: String

        public init(
            province: String, provinceOrganId: OrganId? = nil, name: String, username: String, mail: String? = nil,
            title: String = "Quản trị hệ thống"
        ) {
            self.province = province
            self.provinceOrganId = provinceOrganId
            self.name = name
            self.username = username
            self.mail = mail
            self.title = title
        }
    }

    /// Whether the installation still waits for its first administrator.
    public static func isPending(in db: Connection) throws -> Bool {
        try db.value("SELECT id FROM person LIMIT 1", as: Int64.self) == nil
    }

    /// - Throws: `FirstRunRefusal`, `Problems`.
    /// - Returns: the administrator's post, with the administrator's role over everything.
    @discardableResult
    public func callAsFunction(_ form: Form, address: String?, at now: Instant, in db: Connection) throws -> Post {
        guard try Self.isPending(in: db) else { throw FirstRunRefusal.isDone }
        let root = try Self.makeRoot(form, at: now, in: db)
        let actor = Actor.visitor(from: address)
        try db.record(UnitCreated(unit: root.id, parent: nil, from: root.existence.from), by: actor, at: now)
        let post = try Administrators.appoint(
            NewPerson(name: form.name, username: form.username, mail: form.mail), form.title, over: root, by: actor,
            at: now, in: db)
        try db.record(FirstRunCompleted(province: root.id, person: post.person, post: post.id), by: actor, at: now)
        return post
    }

    private static func makeRoot(_ form: Form, at now: Instant, in db: Connection) throws -> Unit {
        var problems = Problems()
        let name = problems.text("province", form.province, atMost: 300)
        try problems.throwIfAny()
        let id = db.ids.next(Unit.self)
        // Long before the first document: what is entered later about earlier times needs a tree to stand in.
        let from = CivilDate(dayNumber: 0)
        try Unit.insert(
            id, kind: .province, isAgency: true, worksCollectively: false, order: 0, from: from, in: db)
        let edition = UnitEdition(
            unit: id, name: name, shortName: nil, symbol: nil, parent: nil, path: UnitPath(root: id), agency: id,
            validity: Validity(from: from))
        try edition.insert(in: db)
        if let organId = form.provinceOrganId {
            try UnitCode(unit: id, organId: organId, validity: Validity(from: from)).insert(in: db)
        }
        try Unit.index(id, in: db)
        return Unit(
            id: id, kind: .province, name: name, shortName: nil, symbol: nil, parent: nil, path: edition.path,
            isAgency: true, agency: id, worksCollectively: false, order: 0, existence: edition.validity)
    }
}

/// Why the first run is refused.
public enum FirstRunRefusal: Refusal {
    /// It is done, or the secret is not the one that was printed last.
    case isDone
    case rolesAreMissing

    public var message: Wording {
        switch self {
        case .isDone:
            Wording(
                "Hệ thống đã được thiết lập hoặc mã thiết lập không đúng",
                en: "The installation is already set up, or the set-up code is not right")
        case .rolesAreMissing:
            Wording("Chưa có nhóm quyền của hệ thống", en: "The program's roles are not installed")
        }
    }
}
