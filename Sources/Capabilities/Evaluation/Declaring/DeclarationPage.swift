import Directory
import Essentials
import EvaluationEngine
import Web

/// A unit's form: to be filled in, to be verified, or to be read, with the lock that acts.
struct DeclarationPage: Page {
    let title: Wording
    let record: RecordHead
    /// Which lock acts for this reader, or what a command refused.
    let notices: [Notice]
    let declaring: DeclaringForm?
    let signing: Signing?
    let verifying: VerifyingForm?
    let unlocking: Unlocking?
    /// Typed by the reader, and not saved because of a lock.
    let unsaved: [AnswerRow]
    /// To be read, where nothing is to be filled in.
    let fields: [AnswerTable]

    /// Criteria of one field together.
    struct LineGroup: Viewable {
        let number: String
        let name: Wording
        let lines: [any Viewable]
    }

    struct DeclaringForm: Viewable {
        let action: String
        let draft: String
        let errors: ErrorSummary?
        let groups: [LineGroup]
    }

    /// The head's signature, on what this page shows.
    struct Signing: Viewable {
        let panel: DecisionPanel
        let fingerprint: HiddenField
    }

    /// An exception from the deadline, by the secretary.
    struct Unlocking: Viewable {
        let panel: DecisionPanel
        let until: DateField
        let number: TextField
        let reason: TextField
    }

    struct VerifyingForm: Viewable {
        let action: String
        let draft: String
        /// The page it stands on, since it is sent elsewhere.
        let draftPath: String
        let errors: ErrorSummary?
        let groups: [LineGroup]
    }

    struct AnswerTable: Viewable {
        let id: String
        let number: String
        let name: Wording
        let rows: [AnswerRow]
    }

    struct AnswerRow: Viewable {
        let number: String
        let name: Wording
        let values: [Wording]
        let explanation: String?
        let evidence: String?
        let finding: Wording?
        let verified: [Wording]
        let reason: String?
        var late: Wording?
    }

    init(_ form: ShownForm) {
        let round = form.round
        title = .verbatim(form.entrant.name)
        record = RecordHead(
            kindLabel: Wording("Phiếu tự đánh giá", en: "Self-assessment"), number: Wording.verbatim(round.name),
            title: .verbatim(form.entrant.name),
            back: Link(.verbatim(round.name), path: EvaluationPaths.round(round.id)),
            state: EvaluationWords.tag(form.entrant.state),
            facts: [
                Fact(
                    Wording("Hạn tự chấm", en: "Declare until"), form.entrant.lastDay(in: round) as (any Spoken)?),
                Fact(Wording("Nhóm", en: "Group"), EvaluationWords.group(form.entrant.group, in: form.set)),
            ], actions: Self.actions(form))
        notices = form.notices
        declaring = form.mayDeclare ? Self.declaring(form) : nil
        signing = form.maySign ? Self.signing(form) : nil
        verifying = form.mayVerify ? Self.verifying(form) : nil
        unlocking = form.mayUnlock ? Self.unlocking(form) : nil
        unsaved = Self.unsaved(form)
        fields = form.mayDeclare || form.mayVerify ? [] : Self.answers(form)
    }

    private static func actions(_ form: ShownForm) -> [Action] {
        guard form.seesResult else { return [] }
        return [
            Action(
                Wording("Kết quả của đơn vị", en: "Result of the unit"),
                path: EvaluationPaths.result(form.round.id, form.entrant.unit), icon: "chart")
        ]
    }

    private static func signing(_ form: ShownForm) -> Signing {
        Signing(
            panel: DecisionPanel(
                id: "signing", title: Wording("Ký gửi phiếu", en: "Sign off"),
                text: Wording(
                    "Sau khi ký gửi, phiếu không sửa được nữa. Lưu phiếu trước khi ký.",
                    en: "Once signed the form does not change. Save it before signing."),
                action: EvaluationPaths.signature(form.round.id, form.entrant.unit),
                primary: FormButton(
                    Wording("Ký gửi", en: "Sign and hand in"), icon: "sign", name: "decision", value: "sign",
                    isPrimary: true)),
            fingerprint: HiddenField(LineField.fingerprint, form.fingerprint))
    }

    private static func unlocking(_ form: ShownForm) -> Unlocking {
        Unlocking(
            panel: DecisionPanel(
                id: "unlocking", title: Wording("Mở khóa trễ hạn", en: "Unlock after the deadline"),
                text: Wording(
                    "Phiếu tự khóa lại khi hết ngày ghi dưới đây. Điều sửa sau hạn được đánh dấu trong kết quả.",
                    en: "The form locks again by itself. What is changed after the deadline is marked in the result."),
                action: EvaluationPaths.exception(form.round.id, form.entrant.unit),
                primary: FormButton(
                    Wording("Mở khóa phiếu", en: "Unlock the form"), icon: "key", name: "decision", value: "unlock",
                    isPrimary: true)),
            until: form.filling.date("lateUntil", Wording("Mở khóa đến hết ngày", en: "Unlocked until")),
            number: form.filling.text(
                "lateNumber", Wording("Số văn bản cho phép", en: "Number of the document that allows it"),
                width: .medium, atMost: 60),
            reason: form.filling.text("lateReason", Wording("Lý do", en: "Reason"), atMost: 500))
    }
}
