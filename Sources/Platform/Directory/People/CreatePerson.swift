public import Database
public import Essentials
import Journal

/// What is known of a person.
public struct NewPerson: Sendable {
    public var name: String
    public var username: String?
    public var mail: String?
    public var phone: String?

    public init(name: String, username: String? = nil, mail: String? = nil, phone: String? = nil) {
        self.name = name
        self.username = username
        self.mail = mail
        self.phone = phone
    }
}

/// Enters a person. An account with a password comes by invitation only: nobody ever knows another's password.
public struct CreatePerson: Sendable {
    public init() {}

    /// - Throws: `Problems`; `NotFound` when the caller manages no accounts.
    @discardableResult
    public func callAsFunction(
        _ form: NewPerson, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Person {
        guard caller.rights.has(.manageAccounts) else { throw NotFound() }
        let person = try Person.entering(form, in: db)
        try db.record(PersonCreated(person: person.id), by: caller.actor, at: now)
        return person
    }
}

/// Changes what is known of a person.
public struct ChangePerson: Sendable {
    public init() {}

    /// - Throws: `Problems`; `NotFound` for a person out of the caller's reach.
    @discardableResult
    public func callAsFunction(
        _ id: ID<Person>, _ form: NewPerson, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Person {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        let details = try PersonDetails(form, except: id, in: db)
        try db.execute(
            """
            UPDATE person SET name = \(details.name), sort_key = \(Person.sortKey(details.name)),
                username = \(details.username), mail = \(details.mail), phone = \(details.phone) WHERE id = \(id)
            """)
        try WordIndex.people.replace(id, with: details.searchable, in: db)
        try db.record(PersonChanged(person: id), by: caller.actor, at: now)
        guard let person = try Person.find(id, in: db) else { throw NotFound() }
        return person
    }
}

extension Person {
    /// Checks and enters a person, without asking who does it: for the first run and imports too.
    static func entering(_ form: NewPerson, in db: Connection) throws -> Person {
        let details = try PersonDetails(form, except: nil, in: db)
        let id = db.ids.next(Person.self)
        try db.execute(
            """
            INSERT INTO person (id, name, sort_key, username, mail, phone, is_active)
            VALUES (\(id), \(details.name), \(sortKey(details.name)), \(details.username), \(details.mail),
                    \(details.phone), \(true))
            """)
        try WordIndex.people.replace(id, with: details.searchable, in: db)
        return Person(
            id: id, name: details.name, username: details.username, mail: details.mail, phone: details.phone,
            isActive: true)
    }
}

/// A person's details as typed, checked.
struct PersonDetails {
    let name: String
    let username: String?
    let mail: String?
    let phone: String?

    init(_ form: NewPerson, except person: ID<Person>?, in db: Connection) throws {
        var problems = Problems()
        name = problems.text("name", form.name, atMost: 150)
        username = problems.optionalText("username", form.username?.lowercased(), atMost: 64)
        mail = problems.optionalText("mail", form.mail?.lowercased(), atMost: 254)
        phone = problems.optionalText("phone", form.phone, atMost: 32)
        if let username { try Self.check(username, except: person, &problems, in: db) }
        if let mail, !Self.isMailAddress(mail) {
            problems.add("mail", Wording("Địa chỉ thư không đúng dạng", en: "This is no mail address"))
        }
        if let phone,
            phone.utf8.count < 3 || !phone.allSatisfy({ $0.isASCII && ($0.isNumber || "+ ()-.".contains($0)) })
        {
            problems.add("phone", Wording("Số điện thoại chỉ gồm chữ số", en: "A telephone number is made of digits"))
        }
        try problems.throwIfAny()
    }

    var searchable: [String] {
        [name, username].compactMap(\.self)
    }

    private static func check(
        _ username: String, except person: ID<Person>?, _ problems: inout Problems, in db: Connection
    ) throws {
        let isPlain = username.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2E || byte == 0x2D || byte == 0x5F
        }
        if !isPlain || !(3...64).contains(username.utf8.count) {
            problems.add(
                "username",
                Wording(
                    "Tên đăng nhập dài 3–64 ký tự, gồm chữ không dấu, số, '.', '-' và '_'",
                    en: "3–64 characters: letters a–z, digits, '.', '-' and '_'"))
        } else if let holder = try Person.withUsername(username, in: db), holder.id != person {
            problems.add("username", Wording("Tên đăng nhập đã có người dùng", en: "This name is taken"))
        }
    }

    static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64 else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != 0x2C && $0 != 0x3B && $0 != 0x3C && $0 != 0x3E
        }
        return isPlain && labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
    }
}
