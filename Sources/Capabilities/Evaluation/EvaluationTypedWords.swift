import Essentials
import Web

/// What the fields of a form are called: one of each for a criterion, by its place in the set.
enum LineField {
    static func value(_ place: Int, _ input: Int) -> String { "v\(place)x\(input)" }
    static func notApplicable(_ place: Int) -> String { "n\(place)" }
    static func explanation(_ place: Int) -> String { "e\(place)" }
    static func evidence(_ place: Int) -> String { "d\(place)" }
    /// Which state of the line the page showed: a ``LineMark``.
    static func revision(_ place: Int) -> String { "r\(place)" }
    static func finding(_ place: Int) -> String { "f\(place)" }
    static func verified(_ place: Int, _ input: Int) -> String { "a\(place)x\(input)" }
    static func reason(_ place: Int) -> String { "w\(place)" }
    /// Of the whole form, as the head read it.
    static let fingerprint = "fingerprint"
}

extension Evaluation {
    /// What the fields of the forms are called where a form is handed back without its page.
    var typedWords: TypedWords {
        let findings: [String: Wording] = Dictionary(
            uniqueKeysWithValues: Finding.allCases.map { ($0.rawValue, $0.name) })
        var choices: [String: [String: Wording]] = [:]
        var unsaid: Set<String> = ["holder", LineField.fingerprint]
        for place in 0..<ImportCriteriaSet.mostCriteria {
            choices[LineField.finding(place)] = findings
            unsaid.formUnion([LineField.revision(place), "units\(place)"])
        }
        return TypedWords(Self.labels, choices: choices, unsaid: unsaid)
    }

    private static let labels: [String: Wording] = {
        var labels: [String: Wording] = [
            "sample": Wording("Bộ tiêu chí mẫu", en: "Sample set"),
            "name": Wording("Tên đợt", en: "Name"), "year": Wording("Năm", en: "Year"),
            "declareUntil": Wording("Hạn tự chấm", en: "Declare until"),
            "verifyUntil": Wording("Hạn thẩm định", en: "Verify until"),
            "number": Wording("Số, ký hiệu quyết định", en: "Number of the decision"),
            "decidedOn": Wording("Ngày quyết định", en: "Date of the decision"),
            "refusesRelated": Wording("Cấp trên, cấp dưới không thẩm định", en: "Superiors and subordinates refused"),
            "lateUntil": Wording("Mở khóa đến hết ngày", en: "Unlocked until"),
            "lateNumber": Wording("Số văn bản cho phép", en: "Number of the document"),
            "lateReason": Wording("Lý do mở khóa", en: "Reason to unlock"),
        ]
        for place in 0..<ImportCriteriaSet.mostCriteria {
            let (vi, en) = ("Tiêu chí thứ \(place + 1)", "Criterion no. \(place + 1)")
            labels[LineField.notApplicable(place)] = Wording("\(vi): không áp dụng", en: "\(en): not applicable")
            labels[LineField.explanation(place)] = Wording("\(vi): giải trình", en: "\(en): explanation")
            labels[LineField.evidence(place)] = Wording("\(vi): minh chứng", en: "\(en): evidence")
            labels[LineField.finding(place)] = Wording("\(vi): thẩm định", en: "\(en): finding")
            labels[LineField.reason(place)] = Wording("\(vi): lý do", en: "\(en): reason")
            labels["units\(place)Query"] = Wording(
                "Đơn vị của nhóm thứ \(place + 1)", en: "Units of group \(place + 1)")
            labels["kind\(place)"] = Wording("Loại đơn vị của nhóm thứ \(place + 1)", en: "Kind of group \(place + 1)")
            for input in 0..<ImportCriteriaSet.mostInputs {
                let (vi, en) = ("\(vi): số liệu \(input + 1)", "\(en): value \(input + 1)")
                labels[LineField.value(place, input)] = Wording(vi, en: en)
                labels[LineField.verified(place, input)] = Wording("\(vi) (thẩm định)", en: "\(en) (verified)")
            }
        }
        return labels
    }()
}
