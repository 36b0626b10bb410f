import Database
import Directory
import Essentials
import Web

/// The people of the province, or those a search finds.
struct PeoplePage: Page {
    let title = Wording("Cán bộ, công chức", en: "People")
    let actions: [Action]
    let table: WorkList
    /// The list goes on in the order of names, not of time.
    let firstPath: String?
    let nextPath: String?

    /// What the page is made from.
    struct Found: Sendable {
        let people: [Person]
        let posts: [ID<Person>: PostHolder]
        let count: CappedCount
        /// More were found than a search shows.
        var isCut = false
        var hasNext = false
    }

    init(_ found: Found, words: String?, state: ListPeople.State?, query: Query, for caller: Caller) {
        actions = Self.actions(for: caller)
        var table = PeopleTable(found).list
        table.filter = WorkList.Filter(
            path: AdministrationPaths.people, query: words,
            queryLabel: Wording("Họ tên hoặc tên đăng nhập", en: "Name or user name"),
            choices: [
                .init(
                    "state", Wording("Tình trạng", en: "State"),
                    options: [.init("", Wording("Tất cả", en: "All"), isSelected: state == nil)]
                        + ListPeople.State.allCases.map { .init($0.rawValue, $0.name, isSelected: $0 == state) })
            ])
        self.table = table
        let path = AdministrationPaths.people
        firstPath = query.text("after") == nil ? nil : path + query.with(["after": nil])
        nextPath =
            found.hasNext ? found.people.last.map { path + query.with(["after": $0.id.description]) } : nil
    }

    private static func actions(for caller: Caller) -> [Action] {
        guard caller.rights.has(.manageAccounts) else { return [] }
        var actions = [
            Action(
                Wording("Thêm người", en: "Add a person"), path: AdministrationPaths.newPerson, icon: "plus",
                isPrimary: true)
        ]
        if caller.rights.has(.manageDirectory) {
            actions.append(
                Action(
                    Wording("Nhập từ tệp CSV", en: "Import from CSV"), path: AdministrationPaths.peopleImport,
                    icon: "upload"))
        }
        if caller.widest(.manageAccounts) != nil && caller.widest(.readDirectory) != nil {
            actions.append(
                Action(
                    Wording("Tải về CSV", en: "Download CSV"), path: AdministrationPaths.peopleExport,
                    icon: "download"))
        }
        return actions
    }
}

/// People as a list.
struct PeopleTable {
    private let found: PeoplePage.Found

    init(_ found: PeoplePage.Found) {
        self.found = found
    }

    private static let name = WorkList.Column(Wording("Họ và tên", en: "Name"))
    private static let post = WorkList.Column(Wording("Chức vụ", en: "Post"))
    private static let unit = WorkList.Column(Wording("Đơn vị", en: "Unit"))
    private static let state = WorkList.Column(Wording("Tình trạng", en: "State"), isMinor: true)

    var list: WorkList {
        var list = WorkList(
            id: "people", caption: Wording("Danh sách cán bộ", en: "List of people"),
            countText: found.isCut
                ? Wording(
                    "\(found.people.count) người đầu tiên; gõ thêm từ để thu hẹp",
                    en: "The first \(found.people.count); type more words to narrow down")
                : Wording(
                    "\(found.count.text(in: .vietnamese)) người",
                    en: "\(found.count.text(in: .english)) \(found.count.value == 1 ? "person" : "people")"),
            columns: [Self.name, Self.post, Self.unit, Self.state], rows: found.people.map(row))
        list.empty = EmptyState(
            icon: "people", Wording("Không có ai phù hợp", en: "Nobody matches"),
            text: Wording("Gõ ít từ hơn; không cần dấu.", en: "Type fewer words; diacritics are not needed."))
        return list
    }

    private func row(_ person: Person) -> WorkList.Row {
        let holder = found.posts[person.id]
        return WorkList.Row(
            id: person.id.description,
            cells: [
                .init(Self.name, .link(path: AdministrationPaths.person(person.id), text: person.name)),
                .init(Self.post, .text(holder.map { Wording.verbatim($0.post.title) })),
                .init(Self.unit, .text(holder.map { Wording.verbatim($0.unitName) })),
                .init(Self.state, .state(DirectoryWords.tag(of: person, hasPost: holder != nil))),
            ])
    }
}

extension DirectoryWords {
    static func tag(of person: Person, hasPost: Bool) -> StateTag {
        if !person.isActive { return StateTag(.stopped, ListPeople.State.disabled.name) }
        return hasPost
            ? StateTag(.active, ListPeople.State.active.name)
            : StateTag(.waiting, ListPeople.State.withoutPost.name)
    }
}
