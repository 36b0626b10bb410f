import Database
import Directory
import Essentials
import Notifications
import TestSupport
import Testing

struct NotificationsTests {
    private func notify(_ house: AdministrationHouse, _ post: ID<Post>, count: Int) async throws -> [ID<Notification>] {
        try await house.database.write { db in
            try (1...count).map { number in
                let id = db.ids.next(Notification.self)
                try db.notify(
                    Notification(
                        id: id, post: post, at: AdministrationHouse.now.adding(seconds: Int64(number - count)),
                        icon: "inbox", text: Wording("Văn bản số \(number)", en: "Document \(number)"),
                        path: "/account"))
                return id
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `opening a notification marks it read and goes where it leads`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let ids = try await notify(house, house.administrator, count: 2)
            let browser = try await house.browser()
            #expect(try await browser.get("/notifications").text.contains("2 thông báo chưa đọc"))
            #expect(try await browser.get("/notifications/\(ids[0])").path == "/account")
            #expect(try await browser.get("/notifications").text.contains("1 thông báo chưa đọc"))
        }
    }

    @Test(arguments: Engine.tested)
    func `all are marked read at once, or those chosen`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            let ids = try await notify(house, house.administrator, count: 5)
            let browser = try await house.browser()
            try await browser.get("/notifications")
            try await browser.post(
                "/notifications/read", [("which", "chosen")] + ids.prefix(2).map { ("id", $0.description) })
            #expect(browser.page.text.contains("3 thông báo chưa đọc"))
            try await browser.post("/notifications/read", [("which", "all")])
            #expect(browser.page.text.contains("Đã đọc hết"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a long list goes on by key`(engine: Engine) async throws {
        try await AdministrationHouse.with(engine) { house in
            _ = try await notify(house, house.administrator, count: 60)
            let browser = try await house.browser()
            let first = try await browser.get("/notifications")
            #expect(first.text.contains(">Văn bản số 60<") || first.text.contains("Văn bản số 60"))
            #expect(!first.text.contains("Văn bản số 10\""))
            let older = try #require(first.text(after: "/notifications?older=", before: "\""))
            #expect(try await browser.get("/notifications?older=\(older)").text.contains("Văn bản số 10\""))
        }
    }

    @Test func `another post's notification is not there`() async throws {
        try await AdministrationHouse.with(.sqlite) { house in
            let unit = try await house.unit("Sở Nội vụ")
            let post = try await house.official("Lê Văn An", "levanan", in: unit)
            let id = try await notify(house, post.id, count: 1)[0]
            let browser = try await house.browser()
            #expect(try await browser.get("/notifications/\(id)").status == 404)
            #expect(try await browser.get("/notifications").text.contains("Chưa có thông báo nào"))
            let unread = try await house.database.read { db in try db.unreadNotifications(of: post.id) }
            #expect(unread.value == 1)
        }
    }
}
