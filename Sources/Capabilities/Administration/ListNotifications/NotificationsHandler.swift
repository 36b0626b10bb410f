import Database
import Directory
import Essentials
import Notifications
import Web

extension Administration {
    func addNotifications(to routes: inout Routes) {
        routes.route(.get, "/notifications", .signedIn, handler: showNotifications)
        routes.route(.get, "/notifications/{id}", .signedIn, handler: openNotification)
        routes.route(.post, "/notifications/read", .signedIn, handler: readNotifications)
    }

    /// `GET /notifications`.
    private func showNotifications(_ visit: StaffVisit) async throws -> Answer {
        let (post, position) = (visit.caller.post, visit.query.position)
        let (unread, found) = try await database.read { db in
            (
                try db.unreadNotifications(of: post),
                try db.notifications(of: post, at: position, size: 50)
            )
        }
        return .page(
            NotificationsPage(found, unread: unread, language: visit.language, now: visit.now, query: visit.query))
    }

    /// `GET /notifications/{id}`: read, and on to what it is about.
    private func openNotification(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Notification> = try visit.id()
        let (post, now) = (visit.caller.post, visit.now)
        let path: String? = try await database.write { db in
            let found = try db.notification(id, of: post)
            if found?.readAt == nil { try db.markNotificationsRead(of: post, only: id, at: now) }
            return found?.path
        }
        guard let path else { throw NotFound() }
        return .redirect(to: path)
    }

    /// `POST /notifications/read`: those chosen, or all.
    private func readNotifications(_ visit: StaffVisit) async throws -> Answer {
        var problems = Problems()
        let chosen = visit.form.ids("id", as: Notification.self, &problems)
        let isAll = visit.form.text("which") == "all"
        if !isAll && chosen.isEmpty {
            problems.add("id", Wording("Chọn ít nhất một thông báo.", en: "Choose at least one."))
        }
        try problems.throwIfAny()
        let (post, now) = (visit.caller.post, visit.now)
        try await database.write { db in
            if isAll { return try db.markNotificationsRead(of: post, at: now) }
            for id in chosen { try db.markNotificationsRead(of: post, only: id, at: now) }
        }
        return .redirect(to: AdministrationPaths.notifications)
    }
}

extension Connection {
    /// One of a post's notifications.
    fileprivate func notification(_ id: ID<Notification>, of post: ID<Post>) throws -> Notification? {
        try first(
            """
            SELECT id, post_id, at, icon, vietnamese, english, path, read_at FROM notification
            WHERE id = \(id) AND post_id = \(post)
            """)
    }
}
