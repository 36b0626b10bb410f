public import Essentials

/// Something one may be allowed to do. Each capability declares its own; nothing is allowed that was not granted.
public struct Permission: Hashable, Sendable {
    /// `documents.register`, as it stands in the database.
    public let code: String
    /// What it allows, for the person who grants it.
    public let name: Wording

    public init(_ code: String, _ name: Wording) {
        self.code = code
        self.name = name
    }

    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.code == rhs.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

/// Where a permission holds: a unit, or a unit and all below it.
public struct PermissionScope: Hashable, Sendable {
    public let unit: UnitPath
    public let coversSubtree: Bool

    public init(unit: UnitPath, coversSubtree: Bool) {
        self.unit = unit
        self.coversSubtree = coversSubtree
    }

    /// Whether the scope takes in a unit.
    public func covers(_ other: UnitPath) -> Bool {
        coversSubtree ? other.isWithin(unit) : other == unit
    }
}

/// The way from the top of the tree down to a unit: `/0A…/0B…/`, ids in Crockford base 32, so that a subtree is a range
/// of text on both engines.
public struct UnitPath: Hashable, Sendable {
    public let text: String

    public init(text: String) {
        self.text = text
    }

    /// Whether the unit is the other one or stands below it.
    public func isWithin(_ ancestor: UnitPath) -> Bool {
        text.utf8.starts(with: ancestor.text.utf8)
    }
}

/// What a caller may do and where, as it stands in the database at this moment.
public struct Rights: Hashable, Sendable {
    let scopes: [String: [PermissionScope]]
    /// The absent colleagues whose rights are among these: what waits for them waits here too.
    public let standsInFor: Set<ID<Post>>

    /// - Parameters:
    ///   - scopes: for each permission's code, where it holds.
    ///   - posts: whose rights are lent, with approval.
    public init(_ scopes: [String: [PermissionScope]], standingInFor posts: Set<ID<Post>> = []) {
        self.scopes = scopes
        standsInFor = posts
    }

    /// Whether the permission was granted anywhere.
    public func has(_ permission: Permission) -> Bool {
        scopes[permission.code] != nil
    }

    /// Whether the permission holds in a unit.
    public func allow(_ permission: Permission, in unit: UnitPath) -> Bool {
        scopes[permission.code]?.contains { $0.covers(unit) } ?? false
    }

    /// Everywhere the permission holds; for the WHERE of a list.
    public func scopes(of permission: Permission) -> [PermissionScope] {
        scopes[permission.code] ?? []
    }

    /// Everywhere a permission's code holds.
    public func scopes(of code: String) -> [PermissionScope] {
        scopes[code] ?? []
    }

    /// The codes of everything granted anywhere.
    public var codes: Set<String> {
        Set(scopes.keys)
    }
}
