import Database
import Essentials
import Notifications
import Web

/// What a post was told, newest first.
struct NotificationsPage: Page {
    let title = Wording("Thông báo", en: "Notifications")
    let readAll: Action?
    let table: WorkList

    private static let text = WorkList.Column(Wording("Nội dung", en: "What"))
    private static let at = WorkList.Column(Wording("Lúc", en: "When"))
    private static let empty = EmptyState(
        icon: "bell", Wording("Chưa có thông báo nào", en: "No notifications yet"),
        text: Wording(
            "Khi có việc giao cho bạn hoặc kết quả cần biết, thông báo hiện ở đây.",
            en: "When something is handed to you or concerns you, it is told here."))

    init(
        _ found: KeysetPage<Notification>, unread: CappedCount, language: Language, now: Instant, query: Query
    ) {
        let hasUnread = unread.value > 0
        readAll =
            hasUnread
            ? Action(
                Wording("Đánh dấu đã đọc tất cả", en: "Mark all as read"),
                posting: AdministrationPaths.notificationsRead, hidden: [HiddenField("which", "all")], icon: "check")
            : nil
        let countText =
            hasUnread
            ? Wording(
                "\(unread.text(in: .vietnamese)) thông báo chưa đọc", en: "\(unread.text(in: .english)) unread")
            : Wording("Đã đọc hết", en: "All read")
        let canMark = found.items.contains { $0.readAt == nil }
        var table = WorkList(
            id: "notifications", caption: Wording("Thông báo", en: "Notifications"), countText: countText,
            columns: [Self.text, Self.at], rows: found.items.map { Self.row($0, language, now, mayChoose: canMark) })
        if canMark {
            table.bulk = .init(
                action: AdministrationPaths.notificationsRead,
                buttons: [
                    FormButton(
                        Wording("Đánh dấu đã đọc", en: "Mark as read"), icon: "check", name: "which", value: "chosen")
                ])
        }
        table.pagination = found.pagination(path: AdministrationPaths.notifications, query: query, text: countText)
        table.empty = Self.empty
        self.table = table
    }

    private static func row(
        _ notification: Notification, _ language: Language, _ now: Instant, mayChoose: Bool
    ) -> WorkList.Row {
        let text = notification.text
        return WorkList.Row(
            id: notification.id.description,
            selectLabel: mayChoose ? Wording("Chọn: \(text.vietnamese)", en: "Choose: \(text.english)") : nil,
            isUnread: notification.readAt == nil,
            cells: [
                .init(Self.text, .link(path: AdministrationPaths.notification(notification.id), text: text[language])),
                .init(Self.at, .text(Age(of: notification.at, at: now))),
            ])
    }
}
