import Essentials
import Web

extension RoundPage {
    /// What the secretary can do at this step; the chair's own decision is ``deciding(_:_:)``.
    static func decisions(_ found: Found) -> [DecisionPanel] {
        guard found.rights.mayRun else { return [] }
        let id = found.round.id
        func panel(_ name: String, _ title: Wording, _ text: Wording, _ path: String, _ label: Wording) -> DecisionPanel
        {
            DecisionPanel(
                id: name, title: title, text: text, action: path,
                primary: FormButton(label, name: "decision", value: name, isPrimary: true))
        }
        switch found.round.state {
        case .declaring:
            return [
                panel(
                    "closing", Wording("Khóa tự chấm", en: "Close the declaration"),
                    Wording(
                        "Khi mọi đơn vị đã gửi phiếu hoặc đã hết hạn. Đơn vị chưa gửi không được xếp hạng.",
                        en: "When everybody has handed in or the time is over. Who has not is not ranked."),
                    EvaluationPaths.closing(id), Wording("Chuyển sang thẩm định", en: "Go on to verification"))
            ]
        case .verifying:
            return [
                panel(
                    "proposal", Wording("Hội đồng đề nghị", en: "Proposal of the council"),
                    Wording(
                        "Khi mọi phiếu đã thẩm định xong. Kết quả không thay đổi nữa.",
                        en: "When every form is verified. The result changes no more."),
                    EvaluationPaths.proposal(id), Wording("Trình kết quả", en: "Propose the result"))
            ]
        case .decided:
            return [
                panel(
                    "publication", Wording("Công bố", en: "Publication"),
                    Wording(
                        "Ai cũng xem được bảng xếp hạng và tải gói kết quả để tính lại.",
                        en: "Everybody can read the ranking and recompute the package."),
                    EvaluationPaths.publication(id), Wording("Công bố kết quả", en: "Publish the result"))
            ]
        case .proposed, .published: return []
        }
    }

    static func deciding(_ found: Found, _ filling: Filling) -> Deciding? {
        guard found.rights.mayDecide, found.round.state == .proposed else { return nil }
        return Deciding(
            panel: DecisionPanel(
                id: "deciding", title: Wording("Quyết định kết quả", en: "Decide the result"),
                text: Wording(
                    "Ghi số và ngày của quyết định phê duyệt kết quả.", en: "Enter number and date of the decision."),
                action: EvaluationPaths.decision(found.round.id),
                primary: FormButton(
                    Wording("Phê duyệt kết quả", en: "Approve the result"), icon: "sign", name: "decision",
                    value: "approve", isPrimary: true)),
            number: filling.text(
                "number", Wording("Số, ký hiệu quyết định", en: "Number of the decision"), width: .medium, atMost: 60),
            decidedOn: filling.date("decidedOn", Wording("Ngày quyết định", en: "Date of the decision")))
    }
}
