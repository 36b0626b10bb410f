import Database
import Directory
import Essentials

/// Makes what stands around a page.
struct FrameBuilder: Sendable {
    let settings: FrameSettings
    let province: ProvinceNameReader
    let assetsVersion: String

    func values(
        for page: some Page, caller: Caller?, facts: FrameFacts, path: String, address: String, language: Language,
        nonce: String, notice: FrameNotice?, formToken: LazyFormToken
    ) -> FrameValues {
        let isOffice = type(of: page).frame == .office
        return FrameValues(
            title: page.title, provinceName: province.current, language: language, nonce: nonce, path: address,
            assetsVersion: assetsVersion, searchQuery: page.searchQuery,
            person: caller.map {
                FramePerson(name: $0.personName, postTitle: $0.postTitle, unitName: $0.unitName)
            },
            navigation: isOffice ? navigation(for: caller, facts, at: path) : [],
            creations: isOffice ? creations(for: caller) : [],
            posts: isOffice ? posts(of: caller, facts) : [],
            publicLinks: isOffice ? [] : settings.publicLinks,
            notificationCount: Self.shown(facts.notifications), notice: notice, formToken: formToken)
    }

    private func navigation(for caller: Caller?, _ facts: FrameFacts, at path: String) -> [FrameNavigation] {
        guard let caller else { return [] }
        let seen = settings.navigation.filter { $0.isSeen(by: caller) }
        let current = seen.map(\.path).filter { Self.isPath(path, within: $0) }.max { $0.utf8.count < $1.utf8.count }
        return seen.map { item in
            FrameNavigation(
                label: item.label, path: item.path, icon: item.icon, count: Self.shown(facts.counts[item.path]),
                isCurrent: item.path == current)
        }
    }

    private func creations(for caller: Caller?) -> [FrameCreation] {
        guard let caller else { return [] }
        return settings.creations.filter { caller.rights.has($0.needs) }
            .map { FrameCreation(label: $0.label, path: $0.path, key: $0.key) }
    }

    /// One post is no choice.
    private func posts(of caller: Caller?, _ facts: FrameFacts) -> [FramePost] {
        guard let caller, facts.posts.count > 1 else { return [] }
        return facts.posts.map { post in
            FramePost(id: post.id.description, label: post.label, isCurrent: post.id == caller.post)
        }
    }

    /// Nothing waiting is no number.
    private static func shown(_ count: CappedCount?) -> Shown {
        guard let count, count.value > 0 else { return .absent }
        return .spoken(count)
    }

    private static func isPath(_ path: String, within other: String) -> Bool {
        path == other || (other != "/" && path.hasPrefix(other + "/"))
    }
}
