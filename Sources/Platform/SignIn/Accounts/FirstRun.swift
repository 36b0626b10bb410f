public import Database
public import Directory
public import Essentials
import Journal

/// The first administrator. There is no default password: the server prints a secret when it starts for the first time,
/// and who can read that may name the province and take the first account, once.
public struct FirstRun: Sendable {
    private let database: Database
    private let choose: NewPassword

    public init(database: Database, passwords: PasswordHasher, rules: PasswordRules = PasswordRules()) {
        self.database = database
        choose = NewPassword(database: database, passwords: passwords, rules: rules)
    }

    /// What the first page asks for.
    public struct Form: Sendable {
        /// `Tỉnh An Hải`
        public var province: String
        public var provinceOrganId: OrganId?
        public var name: String
        public var username: String
        public var mail: String?
        public var title: String
        public var password: String

        public init(
            province: String, provinceOrganId: OrganId? = nil, name: String, username: String, mail: String? = nil,
            title: String = "Quản trị hệ thống", password: String
        ) {
            self.province = province
            self.provinceOrganId = provinceOrganId
            self.name = name
            self.username = username
            self.mail = mail
            self.title = title
            self.password = password
        }
    }

    /// Whether the installation still waits for its first administrator.
    public static func isPending(in db: Connection) throws -> Bool {
        try FoundProvince.isPending(in: db)
    }

    /// Makes a new secret while there is nobody yet; an earlier one stops working, since it cannot be shown again.
    ///
    /// - Returns: what to print; nil when the installation has people.
    public static func prepare(at now: Instant, in db: Connection) throws -> String? {
        try db.lock("directory.first-run")
        guard try isPending(in: db) else { return nil }
        let token = SecretToken()
        try db.execute("DELETE FROM first_run")
        try db.execute("INSERT INTO first_run (id, token_hash, made_at) VALUES (1, \(token.hash), \(now))")
        return token.text
    }

    /// Whether the secret opens the page.
    public static func isValid(_ token: String, in db: Connection) throws -> Bool {
        let found: Int? = try db.value(
            "SELECT 1 FROM first_run WHERE token_hash = \(SecretToken.hash(of: token)) AND used_at IS NULL")
        return try found != nil && isPending(in: db)
    }

    /// Makes the province, the person, the post and the grant of the administrator's role over everything.
    ///
    /// - Throws: `FirstRunRefusal`, `Problems`.
    /// - Returns: the administrator's post.
    @discardableResult
    public func callAsFunction(
        _ form: Form, token: String, address: String?, at now: Instant
    ) async throws -> ID<Post> {
        let isValid = try await database.read { db in try Self.isValid(token, in: db) }
        guard isValid else { throw FirstRunRefusal.isDone }
        let draft = Person(
            id: ID(rawValue: 0), name: form.name, username: form.username.trimmed.lowercased(), mail: nil, phone: nil,
            isActive: true)
        if draft.username?.isEmpty ?? true {
            throw Problems("username", Wording("Chưa nhập mục này", en: "This is missing"))
        }
        let hash = try await choose.hash(form.password, for: draft, at: now)
        return try await database.write { db in
            try db.lock("directory.first-run")
            guard try Self.isValid(token, in: db) else { throw FirstRunRefusal.isDone }
            let post = try Self.makeAdministrator(form, hash, address: address, at: now, in: db)
            try db.execute("UPDATE first_run SET used_at = \(now)")
            return post
        }
    }

    /// For a sample province, which is made without a page.
    public static func makeAdministrator(
        _ form: Form, _ passwordHash: String, address: String?, at now: Instant, in db: Connection
    ) throws -> ID<Post> {
        let post = try FoundProvince()(form.founding, address: address, at: now, in: db)
        try Accounts.setPassword(hash: passwordHash, for: post.person, mustChange: false, at: now, in: db)
        return post.id
    }
}

extension FirstRun.Form {
    fileprivate var founding: FoundProvince.Form {
        FoundProvince.Form(
            province: province, provinceOrganId: provinceOrganId, name: name, username: username, mail: mail,
            title: title)
    }
}
