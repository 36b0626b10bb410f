public import Database
public import Essentials

/// What someone in a certain kind of work may do (vai trò, nhóm quyền): a set of permissions with a name.
public struct Role: Hashable, Sendable {
    public let id: ID<Role>
    /// `clerk`, for imports and for the program's own roles.
    public let code: String
    public let name: Wording
    /// Codes of permissions.
    public let permissions: Set<String>
    /// Comes with the program and follows its new versions; to vary one, make another role of its permissions.
    public let isBuiltIn: Bool
}

extension Role {
    /// All roles, the program's own first.
    public static func all(in db: Connection) throws -> [Role] {
        try roles(where: "1 = 1", in: db)
    }

    /// A role by its identifier.
    public static func find(_ id: ID<Role>, in db: Connection) throws -> Role? {
        try roles(where: "role.id = \(id)", in: db).first
    }

    /// A role by its code: `clerk`.
    public static func withCode(_ code: String, in db: Connection) throws -> Role? {
        try roles(where: "role.code = \(code)", in: db).first
    }

    private static func roles(where condition: SQL, in db: Connection) throws -> [Role] {
        let rows = try db.rows(
            """
            SELECT role.id, role.code, role.name_vi, role.name_en, role.is_built_in, role_permission.permission
            FROM role LEFT JOIN role_permission ON role_permission.role_id = role.id
            WHERE \(condition) ORDER BY role.is_built_in DESC, role.id
            """)
        var order: [ID<Role>] = []
        var heads: [ID<Role>: Row] = [:]
        var permissions: [ID<Role>: Set<String>] = [:]
        for row in rows {
            let id: ID<Role> = try row["id"]
            if heads.updateValue(row, forKey: id) == nil { order.append(id) }
            if let permission: String = try row["permission"] { permissions[id, default: []].insert(permission) }
        }
        return try order.compactMap { id in
            guard let row = heads[id] else { return nil }
            return Role(
                id: id, code: try row["code"], name: Wording(try row["name_vi"], en: try row["name_en"]),
                permissions: permissions[id] ?? [], isBuiltIn: try row["is_built_in"])
        }
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO role (id, code, name_vi, name_en, is_built_in)
            VALUES (\(id), \(code), \(name.vietnamese), \(name.english), \(isBuiltIn))
            """)
        try replacePermissions(in: db)
    }

    func replacePermissions(in db: Connection) throws {
        try db.execute("DELETE FROM role_permission WHERE role_id = \(id)")
        for permission in permissions.sorted() {
            try db.execute("INSERT INTO role_permission (role_id, permission) VALUES (\(id), \(permission))")
        }
    }
}
