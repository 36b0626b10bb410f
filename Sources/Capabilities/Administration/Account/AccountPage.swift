import Directory
import Essentials
import Web

/// Who I am here: my details, my posts, what they let me do.
struct AccountPage: Page {
    let title = Wording("Tài khoản", en: "Account")
    let tabs = AccountTab.overview.tabs
    let about: FactList
    let posts: [PostRow]
    let grants: [GrantRow]

    /// One of my posts, and the way to work in it.
    struct PostRow: Viewable {
        let title: String
        let unit: String
        let unitPath: String
        let period: Wording
        let isCurrent: Bool
        let switching: Action?
    }

    /// A role that my present post has.
    struct GrantRow: Viewable {
        let role: Wording
        let unit: String
        let coversSubtree: Bool
        let period: Wording
    }

    init(_ facts: AccountFacts, caller: Caller) {
        about = FactList([
            Fact(Wording("Họ và tên", en: "Name"), facts.person.name),
            Fact(Wording("Tên đăng nhập", en: "User name"), facts.person.username),
            Fact(Wording("Thư điện tử", en: "Mail"), facts.person.mail),
            Fact(Wording("Điện thoại", en: "Telephone"), facts.person.phone),
            Fact(Wording("Đang làm việc với tư cách", en: "Working as"), "\(caller.postTitle), \(caller.unitName)"),
            Fact(Wording("Cơ quan", en: "Agency"), caller.agencyName),
        ])
        posts = facts.posts.map { holder in
            let isCurrent = holder.post.id == caller.post
            return PostRow(
                title: holder.post.title, unit: holder.unitName,
                unitPath: AdministrationPaths.unit(holder.post.unit),
                period: DirectoryWords.period(holder.post.validity), isCurrent: isCurrent,
                switching: isCurrent
                    ? nil
                    : Action(
                        Wording("Chuyển sang chức vụ này", en: "Work in this post"), posting: "/post",
                        hidden: [
                            HiddenField("post", holder.post.id.description),
                            HiddenField("back", AdministrationPaths.account),
                        ]))
        }
        grants = facts.grants.map { grant in
            GrantRow(
                role: facts.roles[grant.role] ?? .verbatim("—"), unit: facts.units[grant.unit]?.name ?? "—",
                coversSubtree: grant.coversSubtree, period: DirectoryWords.period(grant.validity))
        }
    }
}
