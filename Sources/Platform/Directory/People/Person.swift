public import Database
public import Essentials

/// A person who works in the province's agencies (cán bộ, công chức, viên chức). One person has one account, and as
/// many posts as decisions gave.
public struct Person: Hashable, Sendable {
    public let id: ID<Person>
    /// `Nguyễn Thị Minh Anh`.
    public let name: String
    /// What is typed to sign in; nil for a person without an account, a member of a committee from outside say.
    public let username: String?
    public let mail: String?
    public let phone: String?
    /// A person who is not active cannot sign in; the name stays in what was done.
    public let isActive: Bool

    package init(id: ID<Person>, name: String, username: String?, mail: String?, phone: String?, isActive: Bool) {
        self.id = id
        self.name = name
        self.username = username
        self.mail = mail
        self.phone = phone
        self.isActive = isActive
    }

    /// A key that sorts people as a Vietnamese list does: by given name, then family name, then what stands between.
    static func sortKey(_ name: String) -> String {
        let words = name.split(separator: " ").map(String.init)
        guard let given = words.last else { return "" }
        let family = words.count > 1 ? words[0] : ""
        let middle = words.dropFirst().dropLast().joined(separator: " ")
        return [given, family, middle].map(VietnameseText.sortKey).joined(separator: "\u{2}")
    }
}

extension Person: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        username = try row["username"]
        mail = try row["mail"]
        phone = try row["phone"]
        isActive = try row["is_active"]
    }

    /// A person by identifier, active or not.
    public static func find(_ id: ID<Person>, in db: Connection) throws -> Person? {
        try db.first("SELECT * FROM person WHERE id = \(id)")
    }

    /// - Parameter username: as typed; case does not matter.
    public static func withUsername(_ username: String, in db: Connection) throws -> Person? {
        try db.first("SELECT * FROM person WHERE username = \(username.trimmed.lowercased())")
    }

    /// Several people at once, for the names in a list.
    public static func all(_ ids: some Sequence<ID<Person>>, in db: Connection) throws -> [ID<Person>: Person] {
        let people: [Person] = try db.all("SELECT * FROM person WHERE id IN (\(list: Set(ids).sorted()))")
        return Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// People whose names hold every word, each as a beginning, with or without diacritics.
    public static func search(_ text: String, limit: Int = 20, in db: Connection) throws -> [Person] {
        guard let matches = WordIndex.people.matches(text) else { return [] }
        return try db.all("SELECT * FROM person WHERE id IN (\(matches)) ORDER BY sort_key, id LIMIT \(limit)")
    }

    /// People in the order of their names, a part at a time.
    ///
    /// - Parameter last: the last person of the part before; nil for the beginning.
    public static func list(after last: Person? = nil, limit: Int = 50, in db: Connection) throws -> [Person] {
        let isLater: SQL =
            last.map { "(sort_key, id) > (\(Person.sortKey($0.name)), \($0.id))" } ?? "1 = 1"
        return try db.all("SELECT * FROM person WHERE \(isLater) ORDER BY sort_key, id LIMIT \(limit)")
    }
}
