import Directory
import Essentials
import Web

/// The keys with which other programs act in my post, and the form for another one.
struct TokensPage: Page {
    let title = Wording("Mã truy cập API", en: "API tokens")
    let tabs = AccountTab.tokens.tabs
    let problem: Notice?
    let tokens: [TokenRow]
    let form: EntryForm?

    /// - Parameters:
    ///   - permissions: what the caller may do, by code and name.
    init(
        _ tokens: [ApiToken], granted: [ID<ApiToken>: [String]], names: PermissionNames, caller: Caller,
        at now: Instant,
        _ filling: Filling
    ) {
        problem = filling.notice
        self.tokens = tokens.map { TokenRow($0, granted[$0.id] ?? [], names, at: now) }
        let held = names.options(of: caller.rights.codes)
        form =
            held.isEmpty || caller.session == nil
            ? nil
            : EntryForm(
                to: AdministrationPaths.tokens, draft: "new-token", filling,
                fields: [
                    filling.text(
                        "name", Wording("Dùng cho", en: "What it is for"),
                        help: Wording(
                            "Tên phần mềm hoặc việc sẽ dùng mã này.", en: "The program or work that will use it."),
                        width: .medium, atMost: 100),
                    filling.checkboxes("permissions", Wording("Được phép", en: "It may"), held),
                    filling.date(
                        "lastDay", Wording("Dùng đến hết ngày", en: "Works until"),
                        help: Wording(
                            "Nhiều nhất \(ApiToken.longestDays) ngày.", en: "At most \(ApiToken.longestDays) days.")),
                ],
                button: Wording("Tạo mã", en: "Make the token"))
    }
}

/// A token in a table.
struct TokenRow: Viewable {
    let name: String
    let permissions: Wording
    let createdAt: Instant
    let expiresAt: Instant
    let lastUsed: Age?
    let state: StateTag
    let end: Action?

    init(_ token: ApiToken, _ codes: [String], _ names: PermissionNames, at now: Instant) {
        name = token.name
        permissions = DirectoryWords.list(codes.map { names[$0] })
        createdAt = token.createdAt
        expiresAt = token.expiresAt
        lastUsed = token.lastUsedAt.map { Age(of: $0, at: now) }
        let isOver = token.revokedAt != nil || token.expiresAt <= now
        state =
            token.revokedAt != nil
            ? StateTag(.stopped, Wording("Đã thu hồi", en: "Revoked"))
            : isOver
                ? StateTag(.stopped, Wording("Hết hạn", en: "Expired"))
                : StateTag(.active, Wording("Đang dùng được", en: "Works"))
        end =
            isOver
            ? nil
            : Action(
                Wording("Thu hồi", en: "Revoke"), posting: AdministrationPaths.tokenEnd(token.id), icon: "stop",
                isDanger: true)
    }
}

/// A new token's secret, shown this once.
struct TokenMadePage: Page {
    let title = Wording("Mã truy cập API mới", en: "New API token")
    let name: String
    let secret: String
    let expiresAt: Instant
    let back = Link(Wording("Về danh sách mã", en: "Back to the tokens"), path: AdministrationPaths.tokens)
}
