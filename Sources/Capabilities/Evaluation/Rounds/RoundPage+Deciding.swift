import Essentials
import Web

extension RoundPage {
    /// What the secretary can do at this step; the chair's own decision is ``deciding(_:_:)``.
    static func decisions(_ found: Found, on today: CivilDate) -> [DecisionPanel] {
        guard found.rights.mayRun else { return [] }
        switch found.round.state {
        case .declaring: return reminder(found, on: today) + [closing(found.round)]
        case .verifying: return [proposal(found.round)]
        case .decided: return [publication(found.round)]
        case .proposed, .published: return []
        }
    }

    /// Nothing to offer when all have handed in, or the time is over.
    private static func reminder(_ found: Found, on today: CivilDate) -> [DecisionPanel] {
        let missing = found.entrants.filter { $0.state == .declaring }.count
        guard missing > 0, found.round.isDeclaring(on: today) else { return [] }
        return [
            DecisionPanel(
                id: "reminder", title: Wording("Nhắc gửi phiếu", en: "Remind"),
                text: Wording(
                    "\(missing) đơn vị chưa gửi phiếu nhận một thông báo.",
                    en: "\(missing) units that have not handed in get a notification."),
                action: EvaluationPaths.reminder(found.round.id),
                primary: FormButton(
                    Wording("Nhắc các đơn vị", en: "Remind the units"), name: "decision", value: "go", isPrimary: false
                ))
        ]
    }

    private static func closing(_ round: Round) -> DecisionPanel {
        DecisionPanel(
            id: "closing", title: Wording("Khóa tự chấm", en: "Close the declaration"),
            text: Wording(
                "Khi mọi đơn vị đã gửi phiếu hoặc đã hết hạn. Đơn vị chưa gửi không được xếp hạng.",
                en: "When everybody has handed in or the time is over. Who has not is not ranked."),
            action: EvaluationPaths.closing(round.id),
            primary: button(Wording("Chuyển sang thẩm định", en: "Go on to verification")))
    }

    private static func proposal(_ round: Round) -> DecisionPanel {
        DecisionPanel(
            id: "proposal", title: Wording("Hội đồng đề nghị", en: "Proposal of the council"),
            text: Wording(
                "Khi mọi phiếu đã thẩm định xong. Kết quả không thay đổi nữa.",
                en: "When every form is verified. The result changes no more."),
            action: EvaluationPaths.proposal(round.id),
            primary: button(Wording("Trình kết quả", en: "Propose the result")))
    }

    private static func publication(_ round: Round) -> DecisionPanel {
        DecisionPanel(
            id: "publication", title: Wording("Công bố", en: "Publication"),
            text: Wording(
                "Ai cũng xem được bảng xếp hạng và tải gói kết quả để tính lại.",
                en: "Everybody can read the ranking and recompute the package."),
            action: EvaluationPaths.publication(round.id),
            primary: button(Wording("Công bố kết quả", en: "Publish the result")))
    }

    private static func button(_ label: Wording) -> FormButton {
        FormButton(label, name: "decision", value: "go", isPrimary: true)
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
