import Directory
import Essentials
import Web

/// The decisions that a document waits for, as far as they are the caller's.
struct DocumentDecisions {
    let shown: ShownDocument
    let actions: DocumentActions
    let problems: Problems?
    let typed: String?

    /// - Parameter leaders: who may direct it, the head first; whoever has it already is left out.
    func presenting(to leaders: [PostHolder]) -> DocumentPage.Presenting? {
        guard actions.mayPresent, let incoming = shown.incoming else { return nil }
        let others = leaders.filter { $0.post.id != incoming.presentedTo }
        guard !others.isEmpty else { return nil }
        let isFirst = incoming.presentedTo == nil
        return .init(
            panel: DecisionPanel(
                id: "presentation",
                title: isFirst
                    ? Wording("Trình lãnh đạo", en: "Present to a leader")
                    : Wording("Trình lãnh đạo khác", en: "Present to another leader"),
                action: DocumentsPaths.presentation(of: shown.document.id),
                opinion: TextAreaField(
                    FieldWords("note", Wording("Ý kiến trình", en: "Note"), isOptional: true, problems: problems),
                    value: typed, rows: 2, maxLength: 500),
                primary: .init(
                    Wording("Trình", en: "Present"), icon: "send", name: "decision", value: "present", isPrimary: true)),
            leader: DocumentWords.leaders(
                others, selected: isFirst ? others.first?.post.id.description : nil, problems: problems))
    }

    /// Reported results to approve.
    var reports: [DecisionPanel] {
        actions.reports.compactMap { id in
            guard let direction = shown.directions.first(where: { $0.id == id }) else { return nil }
            let action = DocumentsPaths.closure(of: id, on: shown.document.id)
            let who = direction.post.map { shown.names[$0].person } ?? direction.unit.map { shown.names[$0] } ?? "—"
            return DecisionPanel(
                id: "report-\(id)", title: Wording("Kết quả của \(who)", en: "Result of \(who)"),
                text: direction.report.map(Wording.verbatim), action: action,
                primary: .init(
                    Wording("Duyệt kết quả", en: "Approve"), icon: "check", name: "decision", value: "approve",
                    isPrimary: true),
                refusal: .init(
                    action: action, label: Wording("Yêu cầu làm lại", en: "Send back"),
                    reason: reason("reason-\(id)", Wording("Cần làm lại điều gì", en: "What has to be done again"))))
        }
    }

    /// What the caller can do with the document itself.
    var own: [DecisionPanel] {
        [actions.mayReport ? report : nil, actions.mayApprove ? approval : nil].compactMap { $0 }
    }

    private var report: DecisionPanel {
        DecisionPanel(
            id: "report", title: Wording("Báo cáo kết quả xử lý", en: "Report the result"),
            action: DocumentsPaths.report(on: shown.document.id),
            opinion: TextAreaField(
                FieldWords("report", Wording("Kết quả", en: "Result"), problems: problems), value: typed,
                maxLength: 1000),
            primary: .init(
                Wording("Gửi báo cáo", en: "Send"), icon: "check", name: "decision", value: "report", isPrimary: true))
    }

    private var approval: DecisionPanel {
        let action = DocumentsPaths.approval(of: shown.document.id)
        return DecisionPanel(
            id: "approval", title: Wording("Duyệt dự thảo", en: "Approve the draft"), action: action,
            primary: .init(
                Wording("Duyệt, ký ban hành", en: "Approve and sign"), icon: "sign", name: "decision",
                value: "approve", isPrimary: true),
            refusal: .init(
                action: action, label: Wording("Trả lại người soạn", en: "Send back"),
                isOpen: problems != nil,
                reason: reason("reason", Wording("Lý do trả lại", en: "Why it is sent back"))))
    }

    private func reason(_ id: String, _ label: Wording) -> TextAreaField {
        TextAreaField(FieldWords("reason", id: id, label, problems: problems), value: typed, rows: 2, maxLength: 500)
    }
}
