import Database
import Directory
import Essentials
import EvaluationEngine
import Web

/// Open a round from an issued set: its name, calendar, who decides and who takes part.
struct NewRoundPage: Page {
    let title = Wording("Mở đợt đánh giá", en: "Open a round")
    let back: Link
    let problem: Notice?
    let action: String
    let errors: ErrorSummary?
    let name: TextField
    let year: TextField
    let holder: SelectField
    let declareUntil: DateField
    let verifyUntil: DateField
    let related: CheckboxField
    let groups: [GroupFields]

    struct GroupFields: Viewable {
        let name: Wording
        let kind: SelectField
        let units: Picker
    }

    /// What the page is made from.
    struct Found: Sendable {
        let kept: KeptSet
        /// Where the reader may run rounds.
        let holders: [Unit]
        /// The units chosen already, when the form comes back.
        let chosen: [String: [Picker.Choice]]
    }

    init(_ found: Found, _ filling: Filling, refused: Wording? = nil) throws {
        back = Link(.verbatim(found.kept.name), path: EvaluationPaths.set(found.kept.id))
        problem = refused.map { Notice(.warn, $0) }
        action = EvaluationPaths.rounds(of: found.kept.id)
        errors = filling.errors
        name = filling.text("name", Wording("Tên đợt", en: "Name"), atMost: 200)
        year = TextField(
            filling.words("year", Wording("Năm", en: "Year")), value: filling["year"], width: .short,
            inputMode: "numeric")
        holder = filling.select(
            "holder", Wording("Cơ quan quyết định", en: "Decided by"),
            help: Wording(
                "Đơn vị tham gia phải trực thuộc cơ quan này.", en: "The units that take part stand below it."),
            found.holders.map { ($0.id.description, .verbatim($0.name)) })
        declareUntil = filling.date("declareUntil", Wording("Hạn tự chấm (hết ngày)", en: "Declare until (inclusive)"))
        verifyUntil = filling.date("verifyUntil", Wording("Hạn thẩm định (hết ngày)", en: "Verify until (inclusive)"))
        related = Self.related(filling)
        groups = try Self.groups(found, filling)
    }

    private static func related(_ filling: Filling) -> CheckboxField {
        CheckboxField(
            filling.words(
                "refusesRelated", Wording("Xung đột lợi ích khi thẩm định", en: "Conflicts of interest"),
                help: Wording(
                    "Không ai thẩm định đơn vị của chính mình.", en: "Nobody ever verifies their own unit."),
                isOptional: true),
            options: [
                ChoiceOption(
                    "1",
                    Wording(
                        "Người của cơ quan cấp trên, cấp dưới cũng không thẩm định đơn vị",
                        en: "Nor do people of a superior or subordinate agency"),
                    isSelected: filling["refusesRelated"] != nil)
            ])
    }

    private static func groups(_ found: Found, _ filling: Filling) throws -> [GroupFields] {
        try found.kept.set().groups.enumerated().map { place, group in
            GroupFields(
                name: group.name,
                kind: filling.select(
                    "kind\(place)", Wording("Mọi cơ quan thuộc loại", en: "All agencies of a kind"), isOptional: true,
                    blank: Wording("Chỉ những đơn vị chọn dưới đây", en: "Only the units chosen below"),
                    UnitKind.allCases.map { ($0.rawValue, $0.name) }),
                units: Picker(
                    filling.words(
                        "units\(place)", Wording("Đơn vị", en: "Units"),
                        help: Wording("Gõ tên, không cần dấu.", en: "Type a name; diacritics are not needed."),
                        isOptional: true), searchPath: EvaluationPaths.unitChoices, isMultiple: true,
                    query: filling["units\(place)Query"], selected: found.chosen["units\(place)"] ?? []))
        }
    }
}
