public import Database
public import Directory
public import Essentials

/// A word to somebody that something happened which concerns them (thông báo): it arrives in the bar at the top.
public struct Notification: Sendable {
    public let id: ID<Notification>
    /// The post it is for: who holds two posts has two inboxes.
    public let post: ID<Post>
    public let at: Instant
    /// The symbol shown beside it.
    public let icon: String
    public let text: Wording
    /// Where it leads.
    public let path: String
    public let readAt: Instant?

    public init(id: ID<Notification>, post: ID<Post>, at: Instant, icon: String, text: Wording, path: String) {
        self.id = id
        self.post = post
        self.at = at
        self.icon = icon
        self.text = text
        self.path = path
        readAt = nil
    }
}

extension Notification: RowDecodable {
    static let columns: SQL = """
        notification.id, notification.post_id, notification.at, notification.icon, notification.vietnamese,
        notification.english, notification.path, notification.read_at
        """

    public init(row: Row) throws {
        id = try row["id"]
        post = try row["post_id"]
        at = try row["at"]
        icon = try row["icon"]
        text = Wording(try row["vietnamese"], en: try row["english"])
        path = try row["path"]
        readAt = try row["read_at"]
    }

    /// Where it stands in the list.
    public var keyset: Keyset {
        Keyset(order: at.microsecondsSince1970, id: id.rawValue)
    }
}

extension Connection {
    /// Tells a post of something.
    public func notify(_ notification: Notification) throws {
        try execute(
            """
            INSERT INTO notification (id, post_id, at, icon, vietnamese, english, path)
            VALUES (\(notification.id), \(notification.post), \(notification.at), \(notification.icon),
                \(String(notification.text.vietnamese.prefix(500))), \(String(notification.text.english.prefix(500))),
                \(notification.path))
            """)
    }

    /// What a post has not read yet.
    public func unreadNotifications(of post: ID<Post>) throws -> CappedCount {
        try count(of: "SELECT 1 AS one FROM notification WHERE post_id = \(post) AND read_at IS NULL")
    }

    /// A post's notifications, newest first.
    public func notifications(
        of post: ID<Post>, at position: KeysetPosition, size: Int
    ) throws -> KeysetPage<Notification> {
        try page(
            "SELECT \(Notification.columns) FROM notification", where: "notification.post_id = \(post)",
            order: "notification.at", id: "notification.id", at: position, size: size, keyset: \.keyset)
    }

    /// Marks all of a post's notifications as read, or the one given.
    public func markNotificationsRead(of post: ID<Post>, only id: ID<Notification>? = nil, at now: Instant) throws {
        let one: SQL = id.map { " AND id = \($0)" } ?? ""
        try execute("UPDATE notification SET read_at = \(now) WHERE post_id = \(post) AND read_at IS NULL\(one)")
    }
}

/// The tables of notifications.
public enum NotificationsMigrations {
    public static let all: [Migration] = [
        Migration(
            "2026-11-21 notifications: inbox",
            [
                """
                CREATE TABLE notification (
                    id \(type: .integer) PRIMARY KEY,
                    post_id \(type: .integer) NOT NULL REFERENCES post (id),
                    at \(type: .integer) NOT NULL,
                    icon \(type: .text) NOT NULL CHECK (length(icon) <= 40),
                    vietnamese \(type: .text) NOT NULL CHECK (length(vietnamese) <= 500),
                    english \(type: .text) NOT NULL CHECK (length(english) <= 500),
                    path \(type: .text) NOT NULL CHECK (length(path) <= 200),
                    read_at \(type: .integer)
                )\(idiom: .strict)
                """,
                "CREATE INDEX notification_of_post ON notification (post_id, at, id)",
                "CREATE INDEX notification_unread ON notification (post_id) WHERE read_at IS NULL",
            ])
    ]
}
