import Directory
import Essentials
import Web

/// A person: posts, roles, account.
struct PersonPage: Page {
    let title: Wording
    let record: RecordHead
    let facts: FactList
    let posts: [PostRow]
    /// Shown to who gives roles, and to who manages the account.
    let showsGrants: Bool
    let grants: [GrantRow]
    let account: AccountPart?

    /// A post, now or before.
    struct PostRow: Viewable {
        let title: String
        let standing: Wording
        let unit: String
        let unitPath: String
        let period: Wording
        let state: StateTag
        let actions: [Action]
    }

    /// A role that one of the posts has.
    struct GrantRow: Viewable {
        let role: Wording
        let post: String
        let unit: String
        let coversSubtree: Bool
        let period: Wording
        let withdraw: Action?
    }

    /// What who manages the account sees of it.
    struct AccountPart: Viewable {
        let facts: FactList
        let actions: [Action]
        let sessions: [SessionRow]
    }

    init(_ facts: PersonFacts, at now: Instant, for caller: Caller) {
        let (person, today) = (facts.person, now.date)
        title = .verbatim(person.name)
        let main = facts.posts.first { $0.post.validity.contains(today) }
        record = RecordHead(
            kindLabel: Wording("Cán bộ, công chức", en: "Person"), title: .verbatim(person.name),
            back: Link(Wording("Danh sách cán bộ", en: "People"), path: AdministrationPaths.people),
            state: DirectoryWords.tag(of: person, hasPost: main != nil),
            holder: nil, actions: Self.headActions(facts, caller))
        self.facts = FactList([
            Fact(Wording("Chức vụ", en: "Post"), main?.office),
            Fact(Wording("Thư điện tử", en: "Mail"), person.mail),
            Fact(Wording("Điện thoại", en: "Telephone"), person.phone),
        ])
        posts = facts.posts.map { Self.row($0, facts, today, caller) }
        showsGrants = caller.rights.has(.manageRoles) || facts.mayManageAccount || caller.person == person.id
        grants = showsGrants ? facts.grants.map { Self.row($0, facts, caller) } : []
        account = facts.mayManageAccount ? AccountPart(facts, at: now, isOwn: caller.person == person.id) : nil
    }

    private static func headActions(_ facts: PersonFacts, _ caller: Caller) -> [Action] {
        var actions: [Action] = []
        if caller.rights.has(.manageDirectory) {
            actions.append(
                Action(
                    Wording("Giao chức vụ", en: "Give a post"),
                    path: AdministrationPaths.posts(of: facts.person.id) + "/new",
                    icon: "plus"))
        }
        if facts.mayManageAccount {
            actions.append(
                Action(
                    Wording("Sửa thông tin", en: "Edit"), path: AdministrationPaths.details(of: facts.person.id),
                    icon: "pencil"))
        }
        return actions
    }

    private static func row(
        _ holder: PostHolder, _ facts: PersonFacts, _ today: CivilDate, _ caller: Caller
    ) -> PostRow {
        let post = holder.post
        var actions: [Action] = []
        if post.validity.to.map({ $0 >= today }) ?? true {
            if caller.may(.manageDirectory, in: holder.unitPath) {
                actions.append(
                    Action(
                        Wording("Kết thúc", en: "End"), path: AdministrationPaths.end(of: post.id, facts.person.id)))
            }
            if caller.rights.has(.manageRoles) && caller.person != facts.person.id {
                actions.append(
                    Action(
                        Wording("Trao quyền", en: "Give a role"),
                        path: AdministrationPaths.grants(of: post.id, facts.person.id) + "/new", icon: "key"))
            }
        }
        return PostRow(
            title: post.title, standing: post.standing.name, unit: holder.unitName,
            unitPath: AdministrationPaths.unit(post.unit), period: DirectoryWords.period(post.validity),
            state: DirectoryWords.tag(post.validity, on: today), actions: actions)
    }

    private static func row(_ grant: Grant, _ facts: PersonFacts, _ caller: Caller) -> GrantRow {
        let unit = facts.units[grant.unit]
        let mayWithdraw = unit.map { caller.may(.manageRoles, in: $0.path) } ?? false
        return GrantRow(
            role: facts.roles[grant.role] ?? .verbatim("—"),
            post: facts.posts.first { $0.post.id == grant.post }?.post.title ?? "—", unit: unit?.name ?? "—",
            coversSubtree: grant.coversSubtree, period: DirectoryWords.period(grant.validity),
            withdraw: mayWithdraw
                ? Action(
                    Wording("Thu hồi", en: "Withdraw"),
                    posting: AdministrationPaths.withdrawal(of: grant.id, facts.person.id), icon: "stop",
                    isDanger: true) : nil)
    }
}
