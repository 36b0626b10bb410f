import Database
import Directory
import Essentials
import Web

/// Who may sign for the head of an agency: KT., TL., TUQ., each by its document (NĐ 30/2020 Đ. 13).
struct AuthorisationsPage: Page {
    let title = Wording("Văn bản ủy quyền ký", en: "Authorisations to sign")
    let create: Action?
    let about: FactList
    let countText: Wording
    let rows: [AuthorisationRow]
    let pagination: Pagination?

    /// An authorisation in the table.
    struct AuthorisationRow: Viewable {
        let kind: Wording
        let decision: String
        let decidedOn: CivilDate
        let giver: String
        let receiver: String
        let scope: String
        let types: Wording
        let period: Wording
        let state: StateTag
        let end: Action?
    }

    /// What the page is made from.
    struct Found: Sendable {
        let agency: Unit
        let count: CappedCount
        let page: KeysetPage<WrittenAuthorisation>
        let holders: [ID<Post>: PostHolder]
    }

    init(_ found: Found, query: Query, for caller: Caller, on today: CivilDate) {
        let mayRecord = caller.may(.recordAuthorisations, in: found.agency.path)
        create =
            mayRecord
            ? Action(
                Wording("Ghi văn bản ủy quyền", en: "Record an authorisation"),
                path: AdministrationPaths.newAuthorisation, icon: "plus", isPrimary: true) : nil
        about = FactList([
            Fact(
                Wording("Cơ quan", en: "Agency"), found.agency.name,
                path: AdministrationPaths.unit(found.agency.id))
        ])
        countText = DirectoryWords.count(found.count, "văn bản", "authorisation")
        rows = found.page.items.map { authorisation in
            let isOver = authorisation.validity.to.map { $0 < today } ?? false
            return AuthorisationRow(
                kind: authorisation.kind.name, decision: authorisation.decisionNumber,
                decidedOn: authorisation.decidedOn, giver: found.name(authorisation.giver),
                receiver: found.name(authorisation.receiver), scope: authorisation.scope,
                types: authorisation.documentTypes.isEmpty
                    ? Wording("Mọi loại", en: "Every type")
                    : .verbatim(authorisation.documentTypes.sorted().joined(separator: ", ")),
                period: DirectoryWords.period(authorisation.validity),
                state: DirectoryWords.tag(authorisation.validity, on: today),
                end: mayRecord && !isOver
                    ? Action(
                        Wording("Kết thúc", en: "End"), path: AdministrationPaths.end(of: authorisation.id)) : nil)
        }
        pagination = found.page.pagination(path: AdministrationPaths.authorisations, query: query, text: countText)
    }
}

extension AuthorisationsPage.Found {
    fileprivate func name(_ post: ID<Post>) -> String {
        holders[post].map { "\($0.personName), \($0.office)" } ?? "—"
    }
}
