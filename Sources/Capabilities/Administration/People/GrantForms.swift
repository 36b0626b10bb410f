import Database
import Directory
import Essentials
import Web

extension NewGrant {
    /// A role for a post, as typed.
    ///
    /// - Throws: `Problems`.
    init(to post: ID<Post>, _ form: FormData, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let role = form.required(
            "role", atMost: 40, missing: Wording("Chọn nhóm quyền.", en: "Choose the role."), &problems)
        let unit = try db.chosenUnit(
            form, "unit", missing: Wording("Chọn phạm vi.", en: "Choose where it holds."), on: today, &problems)
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày bắt đầu.", en: "Enter the first day."), &problems)
        let to = form.date("to", &problems)
        try problems.throwIfAny()
        guard let role, let unit, let from else { throw problems }
        self.init(
            role: role, post: post, unit: unit, coversSubtree: form.flag("coversSubtree"), from: from, to: to)
    }
}

extension DirectoryFormPage {
    static func newGrant(
        _ holder: PostHolder, _ roles: [Role], _ names: PermissionNames, _ filling: Filling
    ) -> DirectoryFormPage {
        let person = AdministrationPaths.person(holder.post.person)
        let fields: [any Viewable] = [
            filling.radio(
                "role", Wording("Nhóm quyền", en: "Role"),
                roles.map { role in
                    (role.code, role.name, DirectoryWords.list(names.sorted(role.permissions).map { names[$0] }))
                }),
            filling.unit(
                "unit", Wording("Phạm vi", en: "Where it holds"),
                help: Wording(
                    "Văn thư, lãnh đạo: chọn cơ quan. Trưởng phòng, chuyên viên: chọn đơn vị của người đó.",
                    en: "Clerks and leaders: the agency. Heads and specialists: the person's own unit.")),
            filling.box(
                "coversSubtree", Wording("Các đơn vị trực thuộc", en: "Units below"),
                Wording("Gồm cả các đơn vị trực thuộc", en: "Includes all units below")),
            FieldRow(
                filling.date("from", Wording("Từ ngày", en: "From")),
                filling.date("to", Wording("Đến hết ngày", en: "Until"), isOptional: true)),
        ]
        return DirectoryFormPage(
            Wording("Trao quyền", en: "Give a role"), back: Link(.verbatim(holder.personName), path: person),
            about: [
                Fact(Wording("Người nhận", en: "To"), holder.personName),
                Fact(Wording("Chức vụ", en: "Post"), holder.office),
            ], filling,
            form: EntryForm(
                to: AdministrationPaths.grants(of: holder.post.id, holder.post.person), draft: "new-grant", filling,
                fields: fields, button: Wording("Trao quyền", en: "Give the role"), cancelPath: person))
    }
}
