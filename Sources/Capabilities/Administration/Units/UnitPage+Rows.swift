import Directory
import Essentials
import Web

extension UnitPage.CodeRow {
    init(_ code: UnitCode, on day: CivilDate) {
        scheme = code.organId.scheme.name
        self.code = code.organId.code
        period = DirectoryWords.period(code.validity)
        state = DirectoryWords.tag(code.validity, on: day)
    }
}

extension UnitPage.EditionRow {
    init(_ edition: UnitEdition, parent: String?, on day: CivilDate) {
        period = DirectoryWords.period(edition.validity)
        name = edition.name
        symbol = edition.symbol
        self.parent = parent
        isShown = edition.validity.contains(day)
    }
}

extension UnitPage.ChildRow {
    init(_ unit: Unit, on linkDay: CivilDate?) {
        name = unit.name
        path = AdministrationPaths.unit(unit.id, on: linkDay)
        kind = unit.kind.name
        symbol = unit.symbol
    }
}

extension UnitPage.HolderRow {
    init(_ holder: PostHolder) {
        name = holder.personName
        path = AdministrationPaths.person(holder.post.person)
        post = holder.post.title
        standing = holder.post.standing.name
        isInactive = !holder.isActive
    }
}

extension UnitPage.SuccessionRow {
    init(_ succession: Succession, _ facts: UnitFacts) {
        func names(_ side: KeyPath<SuccessionLink, ID<Unit>>) -> String {
            var ids: [ID<Unit>] = []
            for link in succession.links where !ids.contains(link[keyPath: side]) { ids.append(link[keyPath: side]) }
            return ids.map(facts.name).joined(separator: ", ")
        }
        kind = succession.kind.name
        decision = succession.decisionNumber
        effectiveOn = succession.effectiveOn
        path = AdministrationPaths.succession(succession.id)
        from = names(\.from)
        to = names(\.to)
    }
}
