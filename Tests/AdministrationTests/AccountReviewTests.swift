import Crypto
import Database
import Directory
import Essentials
import Foundation
import Journal
import Notifications
import SignIn
import TestSupport
import Testing

@testable import Administration

private let now = AdministrationHouse.now

/// A review of accounts from its first day to its minutes.
struct AccountReviewTests {
    /// The department's leader, two officials, and the administrator's review of everything.
    private struct Sample {
        let house: AdministrationHouse
        let leader: Post
        let officials: [Post]
        let review: ID<AccountReview>

        var path: String { "/account-reviews/\(review)" }

        func root() async throws -> Directory.Unit {
            try await house.database.read { [house] db in
                try #require(try Directory.Unit.find(house.root, on: now.date, in: db))
            }
        }

        func told(_ post: ID<Post>) async throws -> [String] {
            try await house.database.read { db in
                try db.values("SELECT vietnamese FROM notification WHERE post_id = \(post) ORDER BY id")
            }
        }

        func decided() async throws -> [String?] {
            try await house.database.read { db in
                let rows = try db.rows(
                    "SELECT decision FROM account_review_item WHERE review_id = \(review) ORDER BY person_id")
                return try rows.map { try $0["decision"] as String? }
            }
        }
    }

    private func with(
        _ engine: Engine, _ body: (Sample) async throws -> Void
    ) async throws {
        try await AdministrationHouse.with(engine) { house in
            let unit = try await house.unit("Sở Nội vụ", symbol: "SNV")
            let leader = try await house.official("Bùi Ba", "ba.bui", in: unit, .head, role: .leader)
            let officials = [
                try await house.official("Lê An", "an.le", in: unit),
                try await house.official("Vũ Chi", "chi.vu", in: unit),
            ]
            _ = try await house.browser(as: "an.le")
            let review = try await house.database.write { db in
                try OpenAccountReview()(
                    name: "Quý I", dueOn: now.date.adding(days: 30), by: house.admin(in: db), at: now, in: db)
            }
            try await body(Sample(house: house, leader: leader, officials: officials, review: review))
        }
    }

    @Test(arguments: Engine.tested)
    func `every account is in it once, those never used and longest idle first, and who answers for a unit is told`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            let admin = try await sample.house.database.read { db in try sample.house.admin(in: db) }
            let list = ListReviewedAccounts(review: sample.review, caller: admin, isDecided: false, day: now.date)
            let page = try await sample.house.database.read { db in try list.page(at: .newest, size: 50, in: db) }
            #expect(page.items.count == 4 && Set(page.items.map(\.person)).count == 4)
            #expect(page.items.last?.personName == "Lê An" && page.items.first?.lastUsedAt == nil)
            #expect(try await sample.told(sample.leader.id) == ["Rà soát tài khoản của đơn vị: Quý I"])
            #expect(try await sample.told(sample.officials[0].id) == [])
            #expect(try await sample.house.events(AccountReviewOpened.kind) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `who answers for a unit decides on its accounts, with a reason, and on no other nor the own`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            let leader = try await sample.house.browser(as: "ba.bui")
            let page = try await leader.get(sample.path)
            #expect(page.status == 200 && page.text.contains("Vũ Chi") && !page.text.contains("(quantri)"))
            let chi = "\(sample.path)/accounts/\(sample.officials[1].person)"
            try await leader.get(chi)
            let bare = try await leader.post(chi, [("decision", "keep"), ("reason", "")])
            #expect(bare.status == 422 && bare.text.contains("Ghi lý do."))
            #expect(try await sample.decided().allSatisfy { $0 == nil })
            let done = try await leader.post(chi, [("decision", "disable"), ("reason", "Đã nghỉ việc")])
            #expect(done.path == sample.path)
            #expect(try await leader.get("\(sample.path)?decided=1").text.contains("Vũ Chi"))
            let own = "\(sample.path)/accounts/\(sample.leader.person)"
            try await leader.get(own)
            #expect(try await leader.post(own, [("decision", "keep"), ("reason", "Của tôi")]).status == 409)
            let admin = try await sample.house.database.read { db in try sample.house.admin(in: db).person }
            #expect(try await leader.get("\(sample.path)/accounts/\(admin)").status == 404)
            #expect(try await sample.house.events(AccountReviewed.kind) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `accounts in use are kept together, idle ones are not`(engine: Engine) async throws {
        try await with(engine) { sample in
            let leader = try await sample.house.browser(as: "ba.bui")
            let page = try await leader.get(sample.path)
            // The head and three rows, of which one may be chosen: all have the same columns.
            #expect(page.text.components(separatedBy: "class=\"list__check\"").count - 1 == 4)
            #expect(page.text.components(separatedBy: "name=\"id\"").count - 1 == 1)
            let idle = ("id", sample.officials[1].person.description)
            let refused = try await leader.post("\(sample.path)/keeping", [idle, ("which", "chosen")])
            #expect(refused.status == 422)
            let used = ("id", sample.officials[0].person.description)
            try await leader.post("\(sample.path)/keeping", [idle, used, ("which", "chosen")])
            #expect(try await sample.decided().compactMap(\.self) == ["keep"])
        }
    }

    @Test(arguments: Engine.tested)
    func
        `a review is closed when everything is decided, carries out what was decided, and its minutes are in the journal`(
            engine: Engine
        ) async throws
    {
        try await with(engine) { sample in
            let admin = try await sample.house.browser()
            try await admin.get(sample.path)
            let early = try await admin.post("\(sample.path)/closure")
            #expect(early.status == 409 && early.text.contains("Còn 4 tài khoản chưa rà soát"))
            try await sample.house.database.write { db in
                let (decide, leader) = (
                    DecideAccount(review: sample.review),
                    try #require(try Caller.acting(as: sample.leader.id, at: now, in: db))
                )
                let admin = try sample.house.admin(in: db)
                try decide(
                    sample.officials[0].person, .change, reason: "Chuyển phòng", by: leader, at: now, in: db)
                try decide(
                    sample.officials[1].person, .disable, reason: "Đã nghỉ việc", by: leader, at: now, in: db)
                try decide(sample.leader.person, .keep, reason: "Đương nhiệm", by: admin, at: now, in: db)
                #expect(throws: AccountReviewRefusal.ownAccount) {
                    try decide(admin.person, .keep, reason: "Của tôi", by: admin, at: now, in: db)
                }
                try db.execute(
                    """
                    UPDATE account_review_item SET decision = 'keep', decided_at = \(now), reason = 'Trực'
                    WHERE person_id = \(admin.person)
                    """)
            }
            try await admin.get(sample.path)
            let minutes = try await admin.post("\(sample.path)/closure")
            #expect(minutes.path == "\(sample.path)/minutes" && minutes.status == 200)
            #expect(minutes.text.contains("Vũ Chi (chi.vu)") && minutes.text.contains("lý do: Đã nghỉ việc"))
            #expect(minutes.text.contains("Khóa: 1, đã thực hiện 1"))
            try await sample.house.database.read { db in
                #expect(try Person.find(sample.officials[1].person, in: db)?.isActive == false)
                #expect(try Person.find(sample.officials[0].person, in: db)?.isActive == true)
                let text = try ReviewMinutes.stored(sample.review, in: db)
                let hash = Array(SHA256.hash(data: Data(text.utf8))).hexadecimal
                let event: RecordedEvent = try #require(
                    try db.first("SELECT * FROM event WHERE kind = \(AccountReviewClosed.kind)"))
                let told: AccountReviewClosed = try event.decoded()
                #expect(told.minutes == hash && told.disabled == 1 && told.toChange == 1 && told.undecided == 0)
            }
            #expect(minutes.text.contains("<code>"))
            let late = try await admin.get("\(sample.path)/accounts/\(sample.officials[0].person)")
            #expect(late.status == 200)
            let again = try await admin.post(
                "\(sample.path)/accounts/\(sample.officials[0].person)", [("decision", "keep"), ("reason", "x")])
            #expect(again.status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `who has accounts left is reminded a week before the last day, once, and nobody else`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            sample.house.clock.advance(seconds: 22 * 86_400)
            try await sample.house.administration.tellOfReviews()
            #expect(try await sample.told(sample.leader.id).count == 1)
            sample.house.clock.advance(seconds: 86_400)
            let day = sample.house.database.clock.now()
            try await sample.house.database.write { db in
                let leader = try #require(try Caller.acting(as: sample.leader.id, at: day, in: db))
                for official in sample.officials {
                    try DecideAccount(review: sample.review)(
                        official.person, .keep, reason: "Còn làm việc", by: leader, at: day, in: db)
                }
                #expect(try ListReviewedAccounts.waiting(for: leader, on: day.date, in: db).value == 0)
            }
            for _ in 0..<2 { try await sample.house.administration.tellOfReviews() }
            #expect(try await sample.told(sample.leader.id).count == 1)
            #expect(
                try await sample.told(sample.house.administrator).dropFirst()
                    == ["Còn 1 tài khoản chờ rà soát, hạn 05/04/2026: Quý I"])
        }
    }

    @Test(arguments: Engine.tested)
    func `one past its day is an alarm, told once, and is closed with what is undecided in its minutes`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            sample.house.clock.advance(seconds: 31 * 86_400)
            for _ in 0..<2 { try await sample.house.administration.tellOfReviews() }
            for post in [sample.house.administrator, sample.leader.id] {
                #expect(
                    try await sample.told(post) == [
                        "Rà soát tài khoản của đơn vị: Quý I", "Rà soát tài khoản quá hạn: Quý I",
                    ])
            }
            let admin = try await sample.house.browser()
            #expect(try await admin.get(sample.path).text.contains("Đợt rà soát đã quá hạn"))
            let minutes = try await admin.post("\(sample.path)/closure")
            #expect(minutes.text.contains("Chưa rà soát: 4") && minutes.text.contains("CHƯA RÀ SOÁT"))
            #expect(try await !admin.get("/security").text.contains("Chưa có đợt rà soát tài khoản nào"))
            try await sample.house.database.read { db in
                let unit = try #require(try Directory.Unit.find(sample.leader.unit, on: now.date, in: db))
                #expect(try AccountReview.lastClosed(of: unit.path, in: db) != nil)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the minutes are read by who answers for everybody in them, and a reason writes no line of its own`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            try await sample.house.official(
                "Đỗ Trưởng", "truong.do", in: try await sample.root(), .head, role: .leader)
            try await sample.house.database.write { db in
                let leader = try #require(try Caller.acting(as: sample.leader.id, at: now, in: db))
                try DecideAccount(review: sample.review)(
                    sample.officials[0].person, .change, reason: "Chuyển phòng\n9. Ma (ma); Giữ nguyên", by: leader,
                    at: now, in: db)
                try db.execute("UPDATE account_review SET due_on = \(now.date.adding(days: -1))")
                try CloseAccountReview()(sample.review, by: sample.house.admin(in: db), at: now, in: db)
                let text = try ReviewMinutes.stored(sample.review, in: db)
                #expect(text.contains("lý do: Chuyển phòng 9. Ma (ma); Giữ nguyên; Bùi Ba, 09:00 06/03/2026"))
                #expect(text.contains("Người kết thúc: Trần Quản Trị"))
            }
            let leader = try await sample.house.browser(as: "ba.bui")
            let seen = try await leader.get("\(sample.path)?decided=1")
            #expect(seen.text.contains("Lê An") && !seen.text.contains("/minutes"))
            for what in ["minutes", "minutes/text", "minutes/proof"] {
                #expect(try await leader.get("\(sample.path)/\(what)").status == 404)
            }
            let above = try await sample.house.browser(as: "truong.do")
            #expect(try await above.get(sample.path).text.contains("\(sample.path)/minutes"))
            let minutes = try await above.get("\(sample.path)/minutes")
            #expect(minutes.status == 200 && minutes.heading == "Biên bản rà soát tài khoản")
        }
    }

    @Test func `what is stored as text is spelled as it always was`() {
        #expect(ReviewDecision.allCases.map(\.rawValue) == ["keep", "disable", "change"])
        #expect(
            [AccountReviewOpened.kind, AccountReviewed.kind, AccountReviewClosed.kind] == [
                "directory.account-review-opened", "directory.account-reviewed", "directory.account-review-closed",
            ])
    }

    @Test(arguments: Engine.tested)
    func `one unit has one open review, within its days, begun by who manages its accounts`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample in
            let admin = try await sample.house.browser()
            try await admin.get("/account-reviews/new")
            let second = try await admin.post("/account-reviews", [("name", "Quý II"), ("dueOn", "01/05/2026")])
            #expect(second.status == 409)
            let wrong = try await admin.post("/account-reviews", [("name", ""), ("dueOn", "01/01/2026")])
            #expect(wrong.status == 422)
            let leader = try await sample.house.browser(as: "ba.bui")
            #expect(try await leader.get("/account-reviews/new").status == 404)
            let clerk = try await sample.house.browser(as: "an.le")
            #expect(try await clerk.get(sample.path).status == 404)
            #expect(try await sample.house.events(AccountReviewOpened.kind) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a page of many accounts costs no more statements than one of few`(engine: Engine) async throws {
        try await with(engine) { sample in
            let admin = try await sample.house.browser()
            // What the frame counts is kept while nothing changes: the second look is the page's own cost.
            func cost() async throws -> Int {
                try await admin.get(sample.path)
                let before = sample.house.database.statementCount
                try await admin.get(sample.path)
                return sample.house.database.statementCount - before
            }
            let few = try await cost()
            let unit = try await sample.house.unit("Sở Tài chính", symbol: "STC")
            for number in 0..<20 {
                let post = try await sample.house.official("Người \(number)", "nguoi.\(number)", in: unit)
                try await sample.house.database.write { db in
                    _ = try db.execute(
                        """
                        INSERT INTO account_review_item (review_id, person_id, unit_id, rank)
                        VALUES (\(sample.review), \(post.person), \(unit.id), 0)
                        """)
                }
            }
            #expect(try await cost() == few)
        }
    }
}
