import Directory
import Essentials
import Web

extension SuccessionPreviewPage {
    /// - Parameters:
    ///   - refusal: why it was not carried out just now.
    init(_ preview: SuccessionPreview, of unit: Unit, today: CivilDate, refusal: Wording? = nil) {
        let plan = preview.plan
        let decision = plan.decision
        back = Link(.verbatim(unit.name), path: AdministrationPaths.unit(unit.id))
        let isEarly = decision.effectiveOn > today
        mayDecide = !isEarly && plan.obstacle == nil
        notices =
            [
                refusal, isEarly ? SuccessionRefusal.notYetInForce(decision.effectiveOn).message : nil,
                plan.obstacle?.message,
            ]
            .compactMap { $0.map { Notice(.warn, $0) } }
        about = Self.facts(decision, preview)
        closings = plan.closings.map { closing in
            ClosingRow(
                unit: closing.unit.name, to: closing.to.name,
                work: closing.openWork.map { WorkRow(name: $0.name, count: Quantity($0.count)) })
        }
        let choosing = Choosing(successors: preview.successors)
        mayChoose = preview.successors.count > 1 && !(plan.posts.isEmpty && plan.children.isEmpty)
        posts = plan.posts.map { Self.row($0, choosing) }
        postsCount = Wording(
            "\(plan.posts.count) người", en: "\(plan.posts.count) \(plan.posts.count == 1 ? "person" : "people")")
        children = plan.children.map { Self.row($0, choosing) }
        childrenCount = DirectoryWords.count(plan.children.count, "đơn vị", "unit")
        grants = preview.grantRows
        lapsing = preview.lapsingRows
        substitutions = preview.substitutionRows
        hidden = Self.hidden(decision, seen: preview.fingerprint)
        previewPath = AdministrationPaths.successionPreview(of: unit.id)
        decidePath = AdministrationPaths.succession(of: unit.id)
    }

    private static func facts(_ decision: SuccessionDecision, _ preview: SuccessionPreview) -> FactList {
        var facts = [
            Fact(Wording("Hình thức", en: "What is done"), decision.kind.name),
            Fact(
                Wording("Đơn vị được sắp xếp", en: "Units concerned"),
                preview.plan.closings.map(\.unit.name).joined(separator: ", ")),
            Fact(
                Wording("Đơn vị tiếp nhận", en: "Who carries on"),
                preview.successors.map(\.name).joined(separator: ", ")),
            Fact(Wording("Văn bản", en: "Decision"), decision.number),
            Fact(Wording("Ngày ban hành", en: "Decided on"), decision.decidedOn),
            Fact(Wording("Có hiệu lực từ", en: "Takes effect on"), decision.effectiveOn),
            Fact(Wording("Căn cứ", en: "Legal basis"), decision.legalBasis),
        ]
        if let duty = decision.duty { facts.append(Fact(Wording("Nhiệm vụ", en: "Duty"), duty)) }
        return FactList(facts)
    }

    /// Where there are several successors, each may go to any of them.
    private struct Choosing {
        let successors: [Unit]

        func field(_ name: String, of label: String, to unit: ID<Unit>) -> SelectField? {
            guard successors.count > 1 else { return nil }
            return SelectField(
                FieldWords(name, Wording("\(label) chuyển đến", en: "\(label) goes to")),
                options: successors.map {
                    .init($0.id.description, .verbatim($0.name), isSelected: $0.id == unit)
                })
        }
    }

    private static func row(_ move: SuccessionPlan.PostMove, _ choosing: Choosing) -> PostRow {
        let holder = move.holder
        return PostRow(
            name: holder.personName, post: holder.post.title, from: holder.unitName, to: move.to.name,
            choice: choosing.field(
                SuccessionFields.name(of: holder.post.id), of: holder.personName, to: move.to.id),
            note: move.needsAppointment
                ? Wording(
                    "Nơi đến đã có người đứng đầu: chuyển thành thành viên, chờ bổ nhiệm",
                    en: "The unit has a head: becomes a member until appointed") : nil)
    }

    private static func row(_ move: SuccessionPlan.ChildMove, _ choosing: Choosing) -> ChildRow {
        ChildRow(
            name: move.unit.name, to: move.to.name,
            choice: choosing.field(SuccessionFields.name(of: move.unit.id), of: move.unit.name, to: move.to.id),
            note: move.nameIsTaken ? Wording("Trùng tên ở nơi đến", en: "The name is taken there") : nil)
    }

    private static func hidden(_ decision: SuccessionDecision, seen: String) -> [HiddenField] {
        var hidden = [
            HiddenField("kind", decision.kind.rawValue), HiddenField("number", decision.number),
            HiddenField("decidedOn", decision.decidedOn.description),
            HiddenField("effectiveOn", decision.effectiveOn.description),
            HiddenField("legalBasis", decision.legalBasis), HiddenField(SuccessionFields.seen, seen),
        ]
        hidden += decision.sources.dropFirst().map { HiddenField("others", $0.description) }
        hidden += decision.successors.map { HiddenField("successors", $0.description) }
        if let duty = decision.duty { hidden.append(HiddenField("duty", duty)) }
        return hidden
    }
}
