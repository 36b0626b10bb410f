import Database
import Directory
import Documents
import Essentials
import Files
import Journal
import TestSupport
import Testing
import Web

/// What is refused, and that nothing is changed by it.
struct DocumentRefusalTests {
    @Test(arguments: Engine.tested)
    func `a document with the same number, symbol and issuer is not registered twice without a reason`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            _ = try await province.register(["number": "05"])
            let before = try await counts(province)
            await #expect(throws: DocumentRefusal.self) {
                _ = try await province.register(["number": "5", "notation": "qđ-bnv", "issuer": "BỘ NỘI VỤ"])
            }
            #expect(try await counts(province) == before)
            _ = try await province.register(["number": "5", "duplicateReason": "Bản giấy đến sau"])
            #expect(try await counts(province).documents == before.documents + 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `numbers that a refusal would have taken are not lost`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            _ = try await province.register(["number": "1"])
            await #expect(throws: DocumentRefusal.self) { _ = try await province.register(["number": "1"]) }
            let id = try await province.register(["number": "2"])
            let shown = try await province.database.read { [clerk = province.clerk] in
                try $0.shownDocument(id, to: clerk)
            }
            #expect(shown.incoming?.arrivalNumber == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever may not register learns nothing and changes nothing`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let before = try await counts(province)
            for caller in [province.leader, province.specialist, province.divisionHead] {
                await #expect(throws: NotFound.self) { _ = try await province.register(by: caller) }
            }
            #expect(try await counts(province) == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `a document of another agency cannot be seen, directed, counted or found`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let id = try await province.register()
            let stranger = province.communeClerks[0]
            let now = province.now
            await #expect(throws: NotFound.self) {
                try await province.database.read { _ = try $0.shownDocument(id, to: stranger) }
            }
            await #expect(throws: NotFound.self) {
                try await province.database.write { db in
                    let form = try DirectDocumentForm(
                        today: now.date, FormData([("lead", "unit:\(stranger.unit)")]))
                    try DirectDocument(closing: SmallProvince.closing)(
                        form, document: id, by: stranger, at: now, in: db)
                }
            }
            let found = try await province.database.read { db in
                let list = ListDocuments(search: "chuyen doi so")
                return (
                    try list.count(for: stranger, at: now, in: db),
                    try list.page(for: stranger, at: now, position: .newest, size: 10, in: db).items.count
                )
            }
            #expect(found.0 == CappedCount(0))
            #expect(found.1 == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `there is one lead, and only the lead's approved result completes the document`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let id = try await province.register()
            let now = province.now
            let (leader, head, department) = (
                province.leader, province.departmentLeader, province.departmentLeader.unit
            )
            try await province.database.write { db in
                let form = try DirectDocumentForm(today: now.date, FormData([("lead", "unit:\(department)")]))
                try DirectDocument(closing: SmallProvince.closing)(form, document: id, by: leader, at: now, in: db)
            }
            await #expect(throws: DocumentRefusal.leadAlreadyNamed) {
                try await province.database.write { [post = province.leader.post] db in
                    let form = try DirectDocumentForm(today: now.date, FormData([("lead", "post:\(post)")]))
                    try DirectDocument(closing: SmallProvince.closing)(form, document: id, by: leader, at: now, in: db)
                }
            }
            try await province.database.write { db in
                try ReportHandling()("Đã xử lý xong", document: id, by: head, at: now, in: db)
            }
            var shown = try await province.database.read { try $0.shownDocument(id, to: leader) }
            #expect(shown.incoming?.state == .handling)
            let direction = try #require(shown.directions.first)
            await #expect(throws: NotFound.self) {
                try await province.database.write { [specialist = province.specialist] db in
                    try CloseHandling()(direction.id, document: id, by: specialist, at: now, in: db)
                }
            }
            try await province.database.write { db in
                try CloseHandling()(direction.id, document: id, by: leader, at: now, in: db)
            }
            shown = try await province.database.read { try $0.shownDocument(id, to: leader) }
            #expect(shown.incoming?.state == .completed)
            #expect(shown.incoming?.result == "Đã xử lý xong")
        }
    }

    private struct Counts: Equatable, Sendable {
        let documents: Int
        let events: Int
    }

    private func counts(_ province: SmallProvince) async throws -> Counts {
        try await province.database.read { db in
            Counts(
                documents: try db.value("SELECT count(*) FROM document") ?? 0,
                events: try db.value("SELECT count(*) FROM event") ?? 0)
        }
    }
}
