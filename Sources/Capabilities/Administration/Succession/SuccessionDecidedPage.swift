import Directory
import Essentials
import Web

/// A reorganisation that was carried out.
struct SuccessionDecidedPage: Page {
    let title: Wording
    let back: Link
    let about: FactList
    let links: [LinkRow]

    /// From which unit to which.
    struct LinkRow: Viewable {
        let from: String
        let fromPath: String
        let to: String
        let toPath: String
        let isMain: Bool
    }

    init(_ succession: Succession, names: [ID<Unit>: Unit]) {
        title = succession.kind.name
        back = Link(Wording("Cơ quan, đơn vị", en: "Units"), path: AdministrationPaths.units)
        var facts = [
            Fact(Wording("Văn bản", en: "Decision"), succession.decisionNumber),
            Fact(Wording("Ngày ban hành", en: "Decided on"), succession.decidedOn),
            Fact(Wording("Có hiệu lực từ", en: "Takes effect on"), succession.effectiveOn),
            Fact(Wording("Căn cứ", en: "Legal basis"), succession.legalBasis),
        ]
        if let duty = succession.duty { facts.append(Fact(Wording("Nhiệm vụ", en: "Duty"), duty)) }
        about = FactList(facts)
        links = succession.links.map { link in
            LinkRow(
                from: names[link.from]?.name ?? "—", fromPath: AdministrationPaths.unit(link.from),
                to: names[link.to]?.name ?? "—", toPath: AdministrationPaths.unit(link.to), isMain: link.isMain)
        }
    }
}
