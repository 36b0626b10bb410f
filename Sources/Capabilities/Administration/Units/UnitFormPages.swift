import Directory
import Essentials
import Web

extension Filling {
    /// The names of a unit, in every form about one.
    var unitNames: [any Viewable] {
        [
            text("name", Wording("Tên đầy đủ", en: "Full name"), atMost: 300),
            FieldRow(
                text(
                    "shortName", Wording("Tên ngắn", en: "Short name"),
                    help: Wording("Cho danh sách, ví dụ Sở KH&CN", en: "For lists, say Sở KH&CN"), isOptional: true,
                    atMost: 100),
                text(
                    "symbol", Wording("Ký hiệu trong văn bản", en: "Symbol in documents"),
                    help: Wording("Ví dụ SKHCN", en: "For example SKHCN"), isOptional: true, atMost: 30)),
        ]
    }

    var unitKind: SelectField {
        select(
            "kind", Wording("Loại đơn vị", en: "Kind of unit"), blank: Wording("Chọn loại", en: "Choose"),
            UnitKind.allCases.map { ($0.rawValue, $0.name) })
    }

    /// What a unit is, besides its names.
    var unitProperties: [any Viewable] {
        [
            box(
                "isAgency", Wording("Tư cách", en: "Standing"),
                Wording("Có con dấu, văn thư và sổ riêng", en: "Has a seal, a clerk and registers of its own")),
            box(
                "worksCollectively", Wording("Chế độ làm việc", en: "How it decides"),
                Wording("Quyết định theo tập thể (ký TM.)", en: "Decides as a body (signed TM.)")),
            text(
                "order", Wording("Thứ tự trong danh sách", en: "Place among its siblings"),
                help: Wording(
                    "Số nhỏ đứng trước; cùng số thì theo tên.", en: "Small numbers first; equal ones by name."),
                isOptional: true, width: .short, atMost: 4, inputMode: "numeric"),
        ]
    }
}

extension DirectoryFormPage {
    static func newUnit(_ filling: Filling) -> DirectoryFormPage {
        let fields: [any Viewable] =
            [
                filling.unit("parent", Wording("Đơn vị cấp trên", en: "Unit above")), filling.unitKind,
            ] + filling.unitNames + [
                filling.date("from", Wording("Thành lập từ ngày", en: "Set up from"))
            ] + filling.unitProperties + [
                FieldRow(
                    filling.text(
                        "organIdFirst", Wording("Mã định danh (QĐ 20/2020)", en: "Identifier (Decision 20/2020)"),
                        help: Wording("Ví dụ H28.02", en: "For example H28.02"), isOptional: true, atMost: 35),
                    filling.text(
                        "organIdLast", Wording("Mã định danh (QCVN 102:2016)", en: "Identifier (QCVN 102:2016)"),
                        help: Wording("Ví dụ 000.00.02.H28", en: "For example 000.00.02.H28"), isOptional: true,
                        atMost: 13))
            ]
        return DirectoryFormPage(
            Wording("Thêm đơn vị", en: "Add a unit"),
            back: Link(Wording("Cơ quan, đơn vị", en: "Units"), path: AdministrationPaths.units), filling,
            form: EntryForm(
                to: AdministrationPaths.units, draft: "new-unit", filling, fields: fields,
                button: Wording("Thêm đơn vị", en: "Add the unit"), cancelPath: AdministrationPaths.units))
    }

    static func changeUnit(_ unit: Unit, _ filling: Filling) -> DirectoryFormPage {
        var fields: [any Viewable] = [filling.date("from", Wording("Áp dụng từ ngày", en: "Holds from"))]
        fields += filling.unitNames
        if unit.parent != nil { fields.append(filling.unit("parent", Wording("Đơn vị cấp trên", en: "Unit above"))) }
        return ofUnit(
            unit, Wording("Đổi tên, chuyển chỗ", en: "Rename or move"),
            explanation: Wording(
                "Tên và vị trí cũ vẫn đọc được cho thời gian trước đó. Ghi sai thì dùng Đính chính.",
                en: "The former name and place stay readable for the time before. For a slip, use Correct."),
            filling, to: AdministrationPaths.editions(of: unit.id), draft: "change-unit", fields: fields,
            button: Wording("Ghi thay đổi", en: "Record the change"))
    }

    static func correctUnit(_ unit: Unit, _ filling: Filling) -> DirectoryFormPage {
        ofUnit(
            unit, Wording("Đính chính", en: "Correct"),
            explanation: Wording(
                "Chỉ sửa chỗ ghi sai. Đơn vị được đổi tên hay chuyển chỗ thì dùng Đổi tên, chuyển chỗ.",
                en: "Only mends what was entered wrongly. A unit that was renamed or moved has its own form."),
            filling, to: AdministrationPaths.correction(of: unit.id), draft: "correct-unit",
            fields: [filling.unitKind] + filling.unitNames + filling.unitProperties,
            button: Wording("Lưu đính chính", en: "Save the correction"))
    }

    static func giveOrganId(_ unit: Unit, _ codes: [UnitCode], today: CivilDate, _ filling: Filling)
        -> DirectoryFormPage
    {
        let scheme = filling.radio(
            "scheme", Wording("Dạng mã", en: "Form of the identifier"),
            OrganIdScheme.allCases.reversed().map {
                (
                    $0.rawValue, $0.name,
                    $0 == .level1First
                        ? Wording("Ví dụ H28.02", en: "For example H28.02")
                        : Wording("Ví dụ 000.00.02.H28", en: "For example 000.00.02.H28")
                )
            })
        return ofUnit(
            unit, Wording("Cấp mã định danh", en: "Give an identifier"),
            explanation: Wording(
                "Mã cùng dạng đang dùng sẽ hết hiệu lực vào ngày hôm trước.",
                en: "An identifier of the same form in use now ends the day before."),
            about: codes.filter { $0.validity.contains(today) }.map { Fact($0.organId.scheme.name, $0.organId.code) },
            filling, to: AdministrationPaths.organIds(of: unit.id), draft: "give-organ-id",
            fields: [
                scheme,
                FieldRow(
                    filling.text("organId", Wording("Mã định danh", en: "Identifier"), atMost: 35),
                    filling.date("from", Wording("Dùng từ ngày", en: "In use from"))),
            ],
            button: Wording("Cấp mã", en: "Give the identifier"))
    }

    private static func ofUnit(
        _ unit: Unit, _ title: Wording, explanation: Wording, about: [Fact] = [], _ filling: Filling, to action: String,
        draft: String, fields: [any Viewable], button: Wording
    ) -> DirectoryFormPage {
        DirectoryFormPage(
            title, back: Link(.verbatim(unit.name), path: AdministrationPaths.unit(unit.id)), explanation: explanation,
            about: about, filling,
            form: EntryForm(
                to: action, draft: draft, filling, fields: fields, button: button,
                cancelPath: AdministrationPaths.unit(unit.id)))
    }
}
