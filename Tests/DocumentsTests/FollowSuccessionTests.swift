import Database
import Directory
import Essentials
import Journal
import Notifications
import TestSupport
import Testing
import Web

@testable import Documents

/// Open work goes to whoever carries on after a reorganisation; what is finished stays.
struct FollowSuccessionTests {
    @Test(arguments: Engine.tested)
    func `a merger takes over what is open at every step`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let desk = try await Desk(province)
            let heir = try await province.newUnit("Sở Đổi mới sáng tạo", "SĐMST")
            let old = province.departmentClerk.agency
            try await province.reorganise(.merge, [old], into: [heir])
            try await province.later { db, now in
                let clerk = try province.departmentClerk.heir(in: db)
                let leader = try province.departmentLeader.heir(in: db)
                #expect(try WorkQueue.toPresent.documents(of: clerk, db) == [desk.registered])
                #expect(try WorkQueue.toDirect.documents(of: leader, db) == [desk.presented])
                #expect(try WorkQueue.toHandle.documents(of: province.specialist.heir(in: db), db) == [desk.directed])
                #expect(try WorkQueue.arrivals.documents(of: clerk, db) == [desk.arrived])
                #expect(try WorkQueue.returned.documents(of: clerk, db) == [desk.returned])
                #expect(try Set(WorkQueue.toApprove.documents(of: leader, db)) == [desk.submitted, desk.approved])
                #expect(try WorkQueue.toIssue.documents(of: clerk, db) == [desk.numbered])
                for id in desk.atTheAgency {
                    #expect(try db.document(id)?.agency == heir)
                    #expect(try db.followed(id).map(\.to) == [heir])
                }
                #expect(try db.followed(desk.approved).map(\.note) == [.approvalLapsed])
                #expect(try db.followed(desk.arrived).map(\.to) == [heir])
                #expect(try db.document(desk.draft)?.issuerName == "Sở Đổi mới sáng tạo")
                #expect(try db.directions(of: desk.directed).map(\.dueAt) == [desk.dueAt])
                #expect(try db.followed(desk.completed).isEmpty)
                #expect(try db.document(desk.completed)?.agency == old)
                #expect(try db.isVisible(desk.completed, to: leader))
                #expect(try !db.isVisible(desk.completed, to: province.communeClerks[0].heir(in: db)))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the successor draws from its own registers, and the closed ones give no number`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let desk = try await Desk(province)
            let file = try await province.storedFile()
            let heir = try await province.newUnit("Sở Đổi mới sáng tạo", "SĐMST")
            let old = province.departmentClerk.agency
            try await province.reorganise(.merge, [old], into: [heir])
            try await province.later { db, now in
                let clerk = try province.departmentClerk.heir(in: db)
                let leader = try province.departmentLeader.heir(in: db)
                let form = try RegisterIncomingForm(
                    types: province.types, today: now.date, SmallProvince.fields(["number": "77"]))
                let register = RegisterIncoming(closing: SmallProvince.closing)
                #expect(throws: DocumentRefusal.registerIsClosed) {
                    _ = try register(form, file: nil, by: province.departmentClerk, at: now, in: db)
                }
                #expect(try register(form, file: nil, by: clerk, at: now, in: db).arrivalNumber == 1)
                #expect(try db.incoming(desk.registered)?.register == old)
                #expect(try db.incoming(desk.registered)?.arrivalNumber == 1)
                #expect(throws: DocumentRefusal.wrongState(OutgoingDocument.State.submitted.name)) {
                    try NumberDocument(types: province.types)(desk.approved, by: clerk, at: now, in: db)
                }
                try ApproveDraft()(desk.approved, by: leader, at: now, in: db)
                let symbol = try NumberDocument(types: province.types)(desk.approved, by: clerk, at: now, in: db)
                #expect(symbol.text == "01/SĐMST-CĐS")
                try IssueDocument()(desk.numbered, file: file, by: clerk, at: now, in: db)
                #expect(try db.document(desk.numbered)?.symbol?.notation == "SKHCN-CĐS")
                #expect(try db.document(desk.numbered)?.issuerName == "Sở Khoa học và Công nghệ")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a handling that was open goes on to its end in the new unit`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let desk = try await Desk(province)
            let heir = try await province.newUnit("Sở Đổi mới sáng tạo", "SĐMST")
            try await province.reorganise(.merge, [province.departmentClerk.agency], into: [heir])
            try await province.later { db, now in
                let specialist = try province.specialist.heir(in: db)
                let leader = try province.departmentLeader.heir(in: db)
                try ReportHandling()("Đã xong", document: desk.directed, by: specialist, at: now, in: db)
                #expect(try WorkQueue.reports.documents(of: leader, db) == [desk.directed])
                let direction = try #require(try db.directions(of: desk.directed).first)
                try CloseHandling()(direction.id, document: desk.directed, by: leader, at: now, in: db)
                #expect(try db.incoming(desk.directed)?.state == .completed)
                let shown = try db.shownDocument(desk.directed, to: leader)
                let sentences = try shown.events.map { try TimelineSentence($0, names: shown.names).what.vietnamese }
                #expect(
                    sentences.contains("chuyển theo sắp xếp đơn vị: Sở Khoa học và Công nghệ → Sở Đổi mới sáng tạo"))
                #expect(!sentences.contains { $0.contains("—") })
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a split sends each document with whoever has it, and the rest to the main successor`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            let old = province.departmentClerk.agency
            let trade = try await province.official("Lý Thương", in: old)
            let led = try await province.register(["number": "1"], by: province.departmentClerk)
            try await province.direct(led, to: "post:\(trade.post)", by: province.departmentLeader)
            let handed = try await province.register(["number": "2"])
            try await province.direct(handed, to: "unit:\(old)", by: province.leader)
            try await province.direct(handed, to: "post:\(trade.post)", by: province.departmentLeader)
            let waiting = try await province.register(["number": "3"], by: province.departmentClerk)
            let draft = try await province.draft(by: trade)
            let main = try await province.newUnit("Sở Khoa học", "SKH")
            let other = try await province.newUnit("Sở Công nghệ", "SCN")
            try await province.reorganise(.split, [old], into: [main, other], posts: [trade.post: other])
            try await province.later { db, now in
                let mover = try trade.heir(in: db)
                #expect(mover.unit == other)
                #expect(try db.document(led)?.agency == other)
                #expect(try db.document(draft)?.agency == other)
                #expect(try db.document(waiting)?.agency == main)
                #expect(try db.document(handed)?.agency == province.clerk.agency)
                #expect(try db.directions(of: handed).map(\.unit) == [other, nil])
                #expect(try db.directions(of: handed).map(\.post) == [nil, mover.post])
                #expect(try Set(WorkQueue.toHandle.documents(of: mover, db)) == [led, handed])
                #expect(try WorkQueue.toPresent.documents(of: province.departmentClerk.heir(in: db), db) == [waiting])
                #expect(try !db.isVisible(waiting, to: mover))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an abolished unit's arrivals go to its heir, and one document is received once`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let (first, second) = (province.communeClerks[0], province.communeClerks[1])
            let file = try await province.storedFile()
            let both = try await province.issued(to: [first.agency, second.agency], file: file)
            let one = try await province.issued(to: [first.agency], file: file)
            let later = try await province.numbered(to: [first.agency, second.agency])
            try await province.reorganise(.abolish, [first.agency], into: [second.agency])
            try await province.later { db, now in
                let heir = try second.heir(in: db)
                #expect(try Set(WorkQueue.arrivals.documents(of: heir, db)) == [both, one])
                #expect(try WorkQueue.counts(of: [.arrivals], for: heir, in: db).map(\.count) == [CappedCount(2)])
                #expect(try db.followed(both).map(\.note) == [.receivedAlready])
                try IssueDocument()(later, file: file, by: province.departmentClerk.heir(in: db), at: now, in: db)
                let shown = try db.shownDocument(later, to: province.departmentClerk.heir(in: db))
                #expect(shown.deliveries.map(\.recipient) == [second.agency])
                #expect(shown.heirs == [first.agency: second.agency])
                let sent = try db.shownDocument(one, to: province.departmentClerk.heir(in: db))
                #expect(sent.heirs == [first.agency: second.agency])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what lay before a leader who went elsewhere is the clerk's again`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let (clerk, leader) = (province.departmentClerk, province.departmentLeader)
            let id = try await province.register(["presentTo": leader.post.description], by: clerk)
            let main = try await province.newUnit("Sở Khoa học", "SKH")
            let other = try await province.newUnit("Sở Công nghệ", "SCN")
            try await province.reorganise(.split, [clerk.agency], into: [main, other], posts: [leader.post: other])
            try await province.later { db, _ in
                #expect(try leader.heir(in: db).unit == other)
                #expect(try db.incoming(id)?.state == .registered)
                #expect(try db.incoming(id)?.presentedTo == nil)
                let heir = try clerk.heir(in: db)
                #expect(try WorkQueue.toPresent.documents(of: heir, db) == [id])
                #expect(try db.followed(id).map(\.holders) == [[heir.post]])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `done twice nothing more changes, and the preview had counted each kind`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            _ = try await Desk(province)
            let heir = try await province.newUnit("Sở Đổi mới sáng tạo", "SĐMST")
            let old = province.departmentClerk.agency
            let handed = try await province.register(["number": "9"])
            try await province.direct(handed, to: "unit:\(old)", by: province.leader)
            let counts = try await province.database.read { db in
                try DocumentsFollower().openWork(of: old, in: db).map(\.count)
            }
            #expect(counts == [3, 1, 4, 1, 1])
            let moves = Recorder()
            try await province.reorganise(.merge, [old], into: [heir], also: moves)
            try await province.later { db, _ in
                let rows = "SELECT count(*) FROM event" as SQL
                let events: Int? = try db.value(rows)
                let parties: Int? = try db.value("SELECT count(*) FROM document_party")
                for move in moves.all { try DocumentsFollower().move(move, in: db) }
                #expect(moves.all.count == 1)
                #expect(try db.value(rows) == events)
                #expect(try db.value("SELECT count(*) FROM document_party") == parties)
                #expect(try DocumentsFollower().openWork(of: old, in: db).map(\.count) == [0, 0, 0, 0, 0])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever has the work now is told`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let desk = try await Desk(province)
            let heir = try await province.newUnit("Sở Đổi mới sáng tạo", "SĐMST")
            try await province.reorganise(.merge, [province.departmentClerk.agency], into: [heir])
            try await province.later { db, _ in
                for event in try db.events(ofKind: DocumentFollowed.kind) {
                    try DocumentNotifications().receive(event, in: db)
                }
                func told(_ caller: Caller) throws -> Set<String> {
                    Set(try db.values("SELECT path FROM notification WHERE post_id = \(caller.post)"))
                }
                let leader = try province.departmentLeader.heir(in: db)
                #expect(
                    try told(leader)
                        == Set([desk.presented, desk.submitted, desk.approved].map(DocumentsPaths.document)))
                let clerk = try province.departmentClerk.heir(in: db)
                #expect(try told(clerk).count == 4)
                #expect(try told(province.specialist).contains(DocumentsPaths.document(desk.draft)))
            }
        }
    }
}
