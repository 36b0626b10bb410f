import Directory
import Essentials
import Web

extension DirectoryFormPage {
    /// Units are merged, split, abolished, or a duty moves: what was decided.
    static func succession(_ unit: Unit, _ filling: Filling) -> DirectoryFormPage {
        DirectoryFormPage(
            Wording("Sắp xếp tổ chức", en: "Reorganise"),
            back: Link(.verbatim(unit.name), path: AdministrationPaths.unit(unit.id)),
            explanation: Wording(
                """
                Bước 1: ghi quyết định. Bước 2: xem trước những gì chuyển đi đâu. Bước 3: thực hiện. Đơn vị tiếp nhận \
                thành lập mới thì thêm vào cây đơn vị trước.
                """,
                en: """
                    Step 1: enter the decision. Step 2: see what would move where. Step 3: carry it out. A successor \
                    that is new is added to the tree first.
                    """),
            about: [Fact(Wording("Đơn vị", en: "Unit"), unit.name)], filling,
            form: EntryForm(
                to: AdministrationPaths.successionPreview(of: unit.id), draft: "succession", filling,
                fields: fields(filling), button: Wording("Xem trước", en: "Preview"),
                cancelPath: AdministrationPaths.unit(unit.id)))
    }

    private static func fields(_ filling: Filling) -> [any Viewable] {
        [
            filling.radio(
                "kind", Wording("Hình thức", en: "What is done"),
                SuccessionKind.allCases.map { ($0.rawValue, $0.name, $0.explanation) }),
            filling.unit(
                "others", Wording("Các đơn vị cùng được sắp xếp", en: "Further units that end"),
                help: Wording(
                    "Khi sáp nhập nhiều đơn vị trong một quyết định.", en: "When one decision merges several."),
                isOptional: true, isMultiple: true),
            filling.unit(
                "successors", Wording("Đơn vị tiếp nhận", en: "Who carries on"),
                help: Wording(
                    "Đơn vị chọn đầu tiên nhận mọi thứ không giao riêng cho đơn vị khác.",
                    en: "The first one takes all that is not sent elsewhere."), isMultiple: true),
            FieldRow(
                filling.text("number", Wording("Số, ký hiệu văn bản", en: "Number of the decision"), atMost: 100),
                filling.date("decidedOn", Wording("Ngày ban hành", en: "Decided on")),
                filling.date("effectiveOn", Wording("Có hiệu lực từ", en: "Takes effect on"))),
            filling.area("legalBasis", Wording("Căn cứ", en: "Legal basis"), atMost: 1000),
            filling.area(
                "duty", Wording("Nhiệm vụ được chuyển", en: "The duty that moves"),
                help: Wording("Chỉ khi chuyển nhiệm vụ.", en: "Only when a duty moves."), isOptional: true, rows: 2,
                atMost: 500),
        ]
    }
}

extension SuccessionKind {
    var explanation: Wording {
        switch self {
        case .merge:
            Wording("Một hoặc nhiều đơn vị nhập vào một đơn vị", en: "One or several units go up in one")
        case .split:
            Wording("Một đơn vị thành hai hay nhiều đơn vị", en: "One unit becomes two or more")
        case .abolish:
            Wording("Đơn vị kết thúc, đơn vị khác làm tiếp việc dở", en: "A unit ends; another finishes what is open")
        case .transferDuty:
            Wording("Hai bên đều giữ nguyên, chỉ chuyển một nhiệm vụ", en: "Both stay; one duty moves")
        }
    }
}
