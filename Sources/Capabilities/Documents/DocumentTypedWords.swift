import Essentials
import Web

extension Documents {
    /// What the fields of the forms are called where a form is handed back without its page.
    var typedWords: TypedWords {
        TypedWords(
            [
                "number": Wording("Số", en: "Number"), "notation": Wording("Ký hiệu", en: "Symbol"),
                "issuedOn": Wording("Ngày văn bản", en: "Date"),
                "issuer": Wording("Cơ quan ban hành", en: "Issuing agency"),
                "type": Wording("Loại văn bản", en: "Type"), "subject": Wording("Trích yếu nội dung", en: "Subject"),
                "urgency": Wording("Mức độ khẩn", en: "Urgency"),
                "arrivedOn": Wording("Ngày đến", en: "Arrived on"), "dueOn": Wording("Thời hạn", en: "Deadline"),
                "signerName": Wording("Người ký", en: "Signer"),
                "signerPosition": Wording("Chức vụ", en: "Position"), "note": Wording("Ghi chú", en: "Note"),
                "duplicateReason": Wording("Lý do vào sổ lần nữa", en: "Why it is registered again"),
                "reason": Wording("Lý do", en: "Reason"), "opinion": Wording("Ý kiến chỉ đạo", en: "Instruction"),
                "report": Wording("Kết quả", en: "Result"), "flow": Wording("Sổ", en: "Register"),
                "firstYear": Wording("Năm", en: "Year"), "lastYear": Wording("Đến năm", en: "To year"),
            ],
            choices: [
                "type": Dictionary(types.all.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first }),
                "urgency": Dictionary(
                    uniqueKeysWithValues: Urgency.allCases.map { (String($0.rawValue), $0.name) }),
                "flow": Dictionary(
                    uniqueKeysWithValues: [Document.Flow.incoming, .outgoing].map { ($0.rawValue, $0.registerName) }),
            ],
            unsaid: [
                PresentDocumentForm.leader, "delivery", "inReplyTo", "recipients", "lead", "coordinators", "informed",
                "step", "leaveOut", "again",
            ], unsaidBeginnings: ["column"])
    }
}
