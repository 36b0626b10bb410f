import Directory
import Essentials
import Web

/// Fields of a role's form and of its preview.
enum RoleFields {
    static let name = "name"
    static let nameEnglish = "nameEnglish"
    static let code = "code"
    /// What the work needs.
    static let permissions = "permissions"
    /// What rules over others' rights; a group of its own, so that nobody ticks it unseen.
    static let ruling = "ruling"
    /// What the preview showed; a change is carried out only as it was seen.
    static let seen = "seen"
    /// Which button of the preview was pressed.
    static let step = "step"
}

extension RoleForm {
    /// A role as typed.
    ///
    /// - Parameter code: the code of a role that has one; nil takes what was typed.
    init(_ form: FormData, code: String? = nil) {
        self.init(
            code: code ?? form.text(RoleFields.code) ?? "",
            name: Wording(form.text(RoleFields.name) ?? "", en: form.text(RoleFields.nameEnglish) ?? ""),
            permissions: Set(form.texts(RoleFields.permissions) + form.texts(RoleFields.ruling)))
    }

    /// As the preview sends it on.
    func hidden(seen: String) -> [HiddenField] {
        [
            HiddenField(RoleFields.seen, seen), HiddenField(RoleFields.name, name.vietnamese),
            HiddenField(RoleFields.nameEnglish, name.english),
        ]
            + permissions.sorted().map {
                HiddenField(Filling.isRuling($0) ? RoleFields.ruling : RoleFields.permissions, $0)
            }
    }
}

extension Filling {
    /// A role's form as the role stands.
    init(_ role: Role) {
        self.init([RoleFields.name: role.name.vietnamese, RoleFields.nameEnglish: role.name.english])
        fill(RoleFields.permissions, with: role.permissions.filter { !Self.isRuling($0) })
        fill(RoleFields.ruling, with: role.permissions.filter(Self.isRuling))
    }

    static func isRuling(_ code: String) -> Bool { DirectoryPermissions.ruling.contains { $0.code == code } }
}

extension DirectoryFormPage {
    private static var back: Link {
        Link(Wording("Về nhóm quyền", en: "Back to roles"), path: AdministrationPaths.roles)
    }

    /// A role of the province's own.
    static func newRole(_ permissions: [Permission], _ filling: Filling) -> DirectoryFormPage {
        let code = filling.text(
            RoleFields.code, Wording("Mã", en: "Code"),
            help: Wording(
                "Chữ a–z, số và '-', dùng khi nhập từ tệp; không đổi về sau.",
                en: "Letters a–z, digits and '-', for imports; it stays."),
            width: .medium, atMost: 40)
        return DirectoryFormPage(
            Wording("Thêm nhóm quyền", en: "Add a role"), back: back, filling,
            form: EntryForm(
                to: AdministrationPaths.roles, draft: "new-role", filling,
                fields: names(filling) + [code] + boxes(permissions, filling),
                button: Wording("Thêm nhóm quyền", en: "Add the role"), cancelPath: AdministrationPaths.roles))
    }

    /// What a role of the province's own allows.
    static func changeRole(_ role: Role, _ permissions: [Permission], _ filling: Filling) -> DirectoryFormPage {
        DirectoryFormPage(
            Wording("Sửa nhóm quyền", en: "Change a role"), back: back,
            explanation: Wording(
                "Trước khi thay đổi được thực hiện, bạn xem ai được thêm và ai mất quyền gì.",
                en: "Before anything is changed you see who gains and who loses what."),
            about: [Fact(Wording("Mã", en: "Code"), role.code)], filling,
            form: EntryForm(
                to: AdministrationPaths.permissions(of: role.id), draft: nil, filling,
                fields: names(filling) + boxes(permissions, filling),
                button: Wording("Xem trước", en: "Preview"), cancelPath: AdministrationPaths.roles))
    }

    /// A role of the program's own, which is only read.
    static func builtInRole(_ role: Role, _ names: PermissionNames) -> DirectoryFormPage {
        var filling = Filling()
        filling.refusal = RoleRefusal.isBuiltIn.message
        return DirectoryFormPage(
            Wording("Nhóm quyền của hệ thống", en: "A role of the program"), back: back,
            about: [
                Fact(Wording("Nhóm quyền", en: "Role"), role.name),
                Fact(
                    Wording("Được làm", en: "What it allows"),
                    DirectoryWords.list(names.sorted(role.permissions).map { names[$0] })),
            ], filling, form: nil)
    }

    private static func names(_ filling: Filling) -> [any Viewable] {
        [
            filling.text(RoleFields.name, Wording("Tên nhóm quyền", en: "Name"), atMost: 120),
            filling.text(
                RoleFields.nameEnglish, Wording("Tên tiếng Anh", en: "English name"),
                help: Wording("Cho người đọc tiếng Anh.", en: "For who reads English."), atMost: 120),
        ]
    }

    private static func boxes(_ permissions: [Permission], _ filling: Filling) -> [any Viewable] {
        func boxes(_ name: String, _ label: Wording, help: Wording? = nil, ruling: Bool) -> CheckboxField {
            filling.checkboxes(
                name, label, help: help, isOptional: true,
                permissions.filter { Filling.isRuling($0.code) == ruling }.map { ($0.code, $0.name, nil) })
        }
        return [
            boxes(RoleFields.permissions, Wording("Quyền làm việc", en: "Rights of the work"), ruling: false),
            boxes(
                RoleFields.ruling, Wording("Quyền quản trị", en: "Rights to administer"),
                help: Wording(
                    """
                    Chi phối đơn vị, tài khoản, quyền của người khác. Chỉ người có quyền ấy trong toàn tỉnh mới đưa vào \
                    hoặc bỏ ra được.
                    """,
                    en: """
                        They rule over units, accounts and others' rights. Only who holds one in the whole province adds \
                        or removes it.
                        """), ruling: true),
        ]
    }
}
