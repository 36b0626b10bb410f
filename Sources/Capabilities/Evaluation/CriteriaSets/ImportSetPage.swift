import Essentials
import EvaluationEngine
import Web

/// Bring in a criteria set: a file, or one of the shipped sets to begin from.
struct ImportSetPage: Page {
    let title = Wording("Nhập bộ tiêu chí", en: "Import a criteria set")
    let back = Link(Wording("Đánh giá, xếp hạng", en: "Evaluation"), path: EvaluationPaths.home)
    let problem: Notice?
    let action = EvaluationPaths.importSet
    let errors: ErrorSummary?
    let file: FileField
    let sample: SelectField

    init(_ filling: Filling = Filling(), refused: Wording? = nil) {
        problem = refused.map { Notice(.warn, $0) }
        errors = filling.errors
        file = FileField(
            filling.words(
                "file", Wording("Tệp bộ tiêu chí (JSON)", en: "File of the set (JSON)"),
                help: Wording(
                    "Theo docs/evaluation-formats.md. Bản dự thảo cùng mã và phiên bản được thay thế.",
                    en: "As in docs/evaluation-formats.md. A draft of the same code and version is replaced."),
                isOptional: true), accept: ".json,application/json")
        sample = filling.select(
            "sample", Wording("Hoặc lấy một bộ mẫu", en: "Or take a shipped set"), isOptional: true,
            blank: Wording("Không lấy bộ mẫu", en: "None"),
            ShippedSets.names.compactMap { name in
                ShippedSets.named(name).map { (name, $0.set.title) }
            })
    }
}
