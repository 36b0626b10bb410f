import Directory
import Essentials
import Web

/// A unit: what it is, how it was named and placed through time, who works in it, what became of it.
struct UnitPage: Page {
    let title: Wording
    let record: RecordHead
    let crumbs: Breadcrumb
    let notices: [Notice]
    let facts: FactList
    let codes: [CodeRow]
    let editions: [EditionRow]
    let children: [ChildRow]
    let childrenCount: Wording
    let people: [HolderRow]
    let peopleCount: Wording
    let successions: [SuccessionRow]

    struct CodeRow: Viewable {
        let scheme: Wording
        let code: String
        let period: Wording
        let state: StateTag
    }

    struct EditionRow: Viewable {
        let period: Wording
        let name: String
        let symbol: String?
        let parent: String?
        let isShown: Bool
    }

    struct ChildRow: Viewable {
        let name: String
        let path: String
        let kind: Wording
        let symbol: String?
    }

    struct HolderRow: Viewable {
        let name: String
        let path: String
        let post: String
        let standing: Wording
        let isInactive: Bool
    }

    struct SuccessionRow: Viewable {
        let kind: Wording
        let decision: String
        let effectiveOn: CivilDate
        let path: String
        let from: String
        let to: String
    }
}

extension UnitPage {
    init(_ facts: UnitFacts, today: CivilDate, for caller: Caller) {
        let (unit, day) = (facts.unit, facts.day)
        let linkDay = day == today ? nil : day
        title = .verbatim(unit.name)
        record = RecordHead(
            kindLabel: unit.kind.name, number: unit.symbol.map(Wording.verbatim), title: .verbatim(unit.name),
            back: Link(Wording("Cơ quan, đơn vị", en: "Units"), path: AdministrationPaths.units),
            state: DirectoryWords.tag(of: unit, on: day), facts: Self.headFacts(facts, linkDay),
            actions: UnitActions(unit, today: today, for: caller).all)
        crumbs = Breadcrumb(
            facts.above.map { .init(.verbatim($0.listName), path: AdministrationPaths.unit($0.id, on: linkDay)) }
                + [.init(.verbatim(unit.listName))])
        notices = Self.notices(facts, today: today)
        self.facts = Self.details(unit)
        codes = facts.codes.map { CodeRow($0, on: day) }
        editions = facts.editions.reversed().map { EditionRow($0, parent: $0.parent.map(facts.name), on: day) }
        children = facts.children.map { ChildRow($0, on: linkDay) }
        childrenCount = DirectoryWords.count(facts.children.count, "đơn vị", "unit")
        people = facts.people.map(HolderRow.init)
        peopleCount = Wording(
            "\(facts.people.count) người", en: "\(facts.people.count) \(facts.people.count == 1 ? "person" : "people")")
        successions = facts.successions.reversed().map { SuccessionRow($0, facts) }
    }

    private static func details(_ unit: Unit) -> FactList {
        FactList([
            Fact(Wording("Tên ngắn", en: "Short name"), unit.shortName),
            Fact(Wording("Ký hiệu trong văn bản", en: "Symbol in documents"), unit.symbol),
            Fact(
                Wording("Có con dấu, văn thư riêng", en: "Has a seal and clerk of its own"),
                DirectoryWords.yesNo(unit.isAgency)),
            Fact(
                Wording("Làm việc theo chế độ tập thể", en: "Decides as a body"),
                DirectoryWords.yesNo(unit.worksCollectively)),
            Fact(Wording("Tồn tại", en: "Exists"), DirectoryWords.period(unit.existence)),
        ])
    }

    private static func headFacts(_ facts: UnitFacts, _ linkDay: CivilDate?) -> [Fact] {
        var shown: [Fact] = []
        if let parent = facts.above.last {
            shown.append(
                Fact(
                    Wording("Đơn vị cấp trên", en: "Unit above"), parent.name,
                    path: AdministrationPaths.unit(parent.id, on: linkDay)))
        }
        if !facts.unit.isAgency, let agency = facts.above.last(where: { $0.id == facts.unit.agency }) {
            shown.append(
                Fact(
                    Wording("Cơ quan", en: "Agency"), agency.name,
                    path: AdministrationPaths.unit(agency.id, on: linkDay)))
        }
        shown.append(Fact(Wording("Xem tại ngày", en: "As of"), facts.day))
        return shown
    }

    private static func notices(_ facts: UnitFacts, today: CivilDate) -> [Notice] {
        var notices: [Notice] = []
        if facts.day != today {
            notices.append(
                Notice(
                    .info,
                    Wording(
                        "Đang xem đơn vị tại ngày \(facts.day.text(in: .vietnamese)).",
                        en: "This is how the unit stood on \(facts.day.text(in: .english))."),
                    links: [
                        Link(Wording("Xem hôm nay", en: "See today"), path: AdministrationPaths.unit(facts.unit.id))
                    ]))
        }
        if let end = facts.unit.existence.to, end < today {
            notices.append(
                Notice(
                    .warn,
                    Wording(
                        "Đơn vị đã kết thúc hoạt động sau ngày \(end.text(in: .vietnamese)). Đơn vị tiếp nhận:",
                        en: "The unit closed after \(end.text(in: .english)). Who carries on:"),
                    links: facts.successors.map {
                        Link(.verbatim($0.name), path: AdministrationPaths.unit($0.id))
                    }))
        }
        return notices
    }
}
