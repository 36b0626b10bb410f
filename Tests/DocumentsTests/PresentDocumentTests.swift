import Database
import Deadlines
import Directory
import Essentials
import Journal
import Notifications
import TestSupport
import Testing
import Web

@testable import Documents

/// From the clerk to the leader who directs (trình): who has it, who sees it waiting, and who may not be named.
struct PresentDocumentTests {
    @Test(arguments: Engine.tested)
    func `a registered document is the clerk's to present, then the leader's to direct`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let id = try await province.register()
            let (clerk, leader, now) = (province.clerk, province.leader, province.now)
            try await province.database.write { db in
                #expect(try WorkQueue.toPresent.documents(of: clerk, db) == [id])
                #expect(try WorkQueue.toDirect.documents(of: leader, db).isEmpty)
                let form = PresentDocumentForm(leader: leader.post, note: "Kính trình đồng chí Chủ tịch")
                try PresentDocument()(form, document: id, by: clerk, at: now, in: db)
                #expect(try WorkQueue.toPresent.documents(of: clerk, db).isEmpty)
                #expect(try WorkQueue.presented.documents(of: clerk, db) == [id])
                #expect(try WorkQueue.toDirect.documents(of: leader, db) == [id])
                #expect(try db.incoming(id)?.state == .presented)
                let told = try db.events(ofKind: DocumentPresented.kind).map { try $0.decoded() as DocumentPresented }
                #expect(told.map(\.to) == [leader.post])
                #expect(told.map(\.note) == ["Kính trình đồng chí Chủ tịch"])
                for event in try db.events(ofKind: DocumentPresented.kind) {
                    try DocumentNotifications().receive(event, in: db)
                }
                let notified: [ID<Post>] = try db.values("SELECT post_id FROM notification")
                #expect(notified == [leader.post])
            }
            try await province.direct(id, to: "unit:\(province.departmentLeader.unit)", by: leader)
            try await province.database.read { (db: Connection) throws -> Void in
                #expect(try WorkQueue.toDirect.documents(of: leader, db).isEmpty)
                #expect(try WorkQueue.presented.documents(of: clerk, db).isEmpty)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `registering presents at once, and the page names who has the document and tells how`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            let (clerk, leader) = (province.clerk, province.leader)
            let id = try await province.register(["presentTo": leader.post.description])
            let kept = try await province.register(["number": "16"])
            let calendar = try WorkingCalendar.national().snapshot()
            try await province.database.read { [now = province.now, types = province.types] db in
                #expect(try WorkQueue.toDirect.documents(of: leader, db) == [id])
                let words = DocumentWords(types: types, calendar: calendar, now: now)
                func page(_ id: ID<Document>) throws -> DocumentPage {
                    let shown = try db.shownDocument(id, to: clerk)
                    return try DocumentPage(
                        shown, actions: DocumentActions(shown, for: clerk),
                        leaders: db.directors(of: clerk.agency, on: now.date), words: words)
                }
                let (before, waiting) = (try page(id), try page(kept))
                #expect("\(before.record)".contains("Lê Quang Đạo"))
                #expect("\(before.timeline)".contains("trình Lê Quang Đạo"))
                #expect(before.presenting == nil)
                #expect("\(waiting.record)".contains("Phạm Thu Hà"))
                #expect(waiting.presenting != nil)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `before another leader it is the other's, and once directed it is presented no more`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            let (clerk, leader, now) = (province.clerk, province.leader, province.now)
            let deputy = try await province.secondLeader()
            let id = try await province.register(["presentTo": leader.post.description])
            try await province.database.write { db in
                try PresentDocument()(.init(leader: deputy.post), document: id, by: clerk, at: now, in: db)
                #expect(try WorkQueue.toDirect.documents(of: leader, db).isEmpty)
                #expect(try WorkQueue.toDirect.documents(of: deputy, db) == [id])
                #expect(throws: DocumentRefusal.alreadyPresented) {
                    try PresentDocument()(.init(leader: deputy.post), document: id, by: clerk, at: now, in: db)
                }
            }
            // Whoever may direct does, also when another was expected to.
            try await province.direct(id, to: "unit:\(province.departmentLeader.unit)", by: leader)
            try await province.database.write { (db: Connection) throws -> Void in
                #expect(throws: DocumentRefusal.wrongState(IncomingDocument.State.directed.name)) {
                    try PresentDocument()(.init(leader: leader.post), document: id, by: clerk, at: now, in: db)
                }
                #expect(try db.events(ofKind: DocumentPresented.kind).count == 2)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who may not present learns nothing, and who does not direct cannot be named`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let (clerk, leader, now) = (province.clerk, province.leader, province.now)
            let id = try await province.register()
            let foreign = [province.departmentClerk, province.communeClerks[0], leader, province.specialist]
            try await province.database.write { [specialist = province.specialist] (db: Connection) throws -> Void in
                for caller in foreign {
                    #expect(throws: NotFound.self) {
                        try PresentDocument()(.init(leader: leader.post), document: id, by: caller, at: now, in: db)
                    }
                }
                #expect(throws: Problems.self) {
                    try PresentDocument()(.init(leader: specialist.post), document: id, by: clerk, at: now, in: db)
                }
                #expect(try db.incoming(id)?.state == .registered)
                #expect(try db.events(ofKind: DocumentPresented.kind).isEmpty)
            }
            await #expect(throws: Problems.self) {
                _ = try await province.register([
                    "number": "17", "presentTo": province.departmentLeader.post.description,
                ])
            }
            try await province.database.read { db in
                let documents: Int? = try db.value("SELECT count(*) FROM document")
                #expect(documents == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who stands in for an absent leader has that leader's queue`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let (leader, now) = (province.leader, province.now)
            let deputy = try await province.secondLeader()
            let id = try await province.register(["presentTo": leader.post.description])
            try await province.database.write { [administrator = province.administrator] db in
                let asked = try RequestSubstitution()(
                    NewSubstitution(
                        absent: leader.post, substitute: deputy.post, from: now.date, to: now.date,
                        reason: "Đi công tác"), by: leader, at: now, in: db)
                try ApproveSubstitution()(asked.id, by: administrator, at: now, in: db)
                let acting = try #require(try Caller.acting(as: deputy.post, at: now, in: db))
                #expect(try WorkQueue.toDirect.documents(of: acting, db) == [id])
                #expect(try WorkQueue.toDirect.documents(of: leader, db) == [id])
            }
        }
    }
}

extension SmallProvince {
    /// A deputy of the People's Committee, who directs too.
    fileprivate func secondLeader() async throws -> Caller {
        try await database.write { [administrator, clerk, now] db in
            let person = try CreatePerson()(NewPerson(name: "Mai Phó"), by: administrator, at: now, in: db)
            let post = try AssignPost()(
                NewPost(
                    person: person.id, unit: clerk.agency, title: "Phó Chủ tịch", standing: .deputy, from: now.date),
                by: administrator, at: now, in: db)
            try GiveRole()(
                NewGrant(
                    role: DefaultRole.leader.rawValue, post: post.id, unit: clerk.agency, coversSubtree: false,
                    from: now.date), by: administrator, at: now, in: db)
            return try #require(try Caller.acting(as: post.id, at: now, in: db))
        }
    }
}
