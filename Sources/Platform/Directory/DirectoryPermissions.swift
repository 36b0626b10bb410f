import Essentials

extension Permission {
    public static let readDirectory = Permission(
        "directory.read", Wording("Xem danh bạ cơ quan, cán bộ", en: "See units and people"))
    public static let manageDirectory = Permission(
        "directory.manage", Wording("Quản lý đơn vị, chức vụ", en: "Manage units and posts"))
    public static let decideSuccession = Permission(
        "directory.succession", Wording("Sắp xếp, sáp nhập, giải thể đơn vị", en: "Merge, split and abolish units"))
    public static let manageAccounts = Permission(
        "directory.accounts", Wording("Quản lý tài khoản, phiên đăng nhập", en: "Manage accounts and sessions"))
    public static let manageRoles = Permission(
        "directory.roles", Wording("Phân quyền", en: "Give and withdraw roles"))
    public static let reviewAccounts = Permission(
        "directory.review", Wording("Rà soát tài khoản của đơn vị", en: "Go through the unit's accounts"))
    public static let recordAuthorisations = Permission(
        "directory.authorisations", Wording("Ghi văn bản ủy quyền ký", en: "Record authorisations to sign"))
    public static let approveSubstitutions = Permission(
        "directory.substitutions", Wording("Duyệt người làm thay", en: "Approve substitutes"))
}

/// What the directory can allow.
public enum DirectoryPermissions {
    public static let all: [Permission] = [
        .readDirectory, .manageDirectory, .decideSuccession, .manageAccounts, .manageRoles, .reviewAccounts,
        .recordAuthorisations, .approveSubstitutions,
    ]

    /// Permissions that rule over others' rights. Only who holds one may give it, and never wider than it is held.
    public static let ruling: [Permission] = all.filter { $0 != .readDirectory }
}
