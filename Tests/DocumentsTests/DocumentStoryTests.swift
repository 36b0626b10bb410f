import Database
import Directory
import Documents
import Essentials
import Files
import Journal
import TestSupport
import Testing
import Web

/// One document from the province's clerk to two communes, through every hand.
struct DocumentStoryTests {
    @Test(arguments: Engine.tested)
    func `a document is registered, directed, handled, answered, issued and arrives at two units`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            let incoming = try await province.register()
            try await direct(incoming, in: province)
            let reply = try await answer(incoming, in: province)
            let symbol = try await issue(reply, in: province)
            #expect(symbol.text == "01/SKHCN-CĐS")
            try await expectCompleted(incoming, by: reply, in: province)
            for clerk in province.communeClerks { try await receive(reply, by: clerk, in: province) }
            try await expectJournalTells(reply, in: province)
        }
    }

    private func direct(_ id: ID<Document>, in province: SmallProvince) async throws {
        let now = province.now
        try await province.database.write { [leader = province.leader, unit = province.departmentLeader.unit] db in
            let form = try DirectDocumentForm(
                today: now.date,
                FormData([("lead", "unit:\(unit)"), ("opinion", "Tham mưu trả lời"), ("dueOn", "25/11/2026")]))
            try DirectDocument(closing: SmallProvince.closing)(form, document: id, by: leader, at: now, in: db)
        }
        try await province.database.write { [leader = province.departmentLeader, post = province.specialist.post] db in
            let form = try DirectDocumentForm(today: now.date, FormData([("lead", "post:\(post)")]))
            try DirectDocument(closing: SmallProvince.closing)(form, document: id, by: leader, at: now, in: db)
        }
    }

    private func answer(_ id: ID<Document>, in province: SmallProvince) async throws -> ID<Document> {
        let (now, types) = (province.now, province.types)
        let recipients = province.communeClerks.map(\.agency.description).joined(separator: ",")
        return try await province.database.write {
            [specialist = province.specialist, leader = province.departmentLeader] db in
            let form = try DraftDocumentForm(
                types: types, today: now.date,
                FormData([
                    ("type", "cong-van"), ("subject", "Trả lời về kế hoạch chuyển đổi số"),
                    ("recipients", recipients), ("inReplyTo", id.description),
                ]))
            let reply = try DraftDocument()(form, file: nil, by: specialist, at: now, in: db)
            try SubmitDraft()(reply, by: specialist, at: now, in: db)
            try ApproveDraft()(reply, by: leader, at: now, in: db)
            return reply
        }
    }

    private func issue(_ id: ID<Document>, in province: SmallProvince) async throws -> DocumentSymbol {
        let (now, types, file) = (province.now, province.types, try await province.storedFile())
        return try await province.database.write { [clerk = province.departmentClerk] db in
            let symbol = try NumberDocument(types: types)(id, by: clerk, at: now, in: db)
            try IssueDocument()(id, file: file, by: clerk, at: now, in: db)
            return symbol
        }
    }

    private func expectCompleted(
        _ id: ID<Document>, by reply: ID<Document>, in province: SmallProvince
    ) async throws {
        let shown = try await province.database.read { [leader = province.leader] db in
            try db.shownDocument(id, to: leader)
        }
        #expect(shown.incoming?.state == .completed)
        #expect(shown.incoming?.reply == reply)
        #expect(shown.directions.allSatisfy { $0.state == .closed })
    }

    private func receive(_ id: ID<Document>, by clerk: Caller, in province: SmallProvince) async throws {
        let (now, types) = (province.now, province.types)
        let waiting = try await province.database.read { db in
            try WorkQueue.arrivals.items(for: clerk, at: .newest, size: 10, in: db).items
        }
        #expect(waiting.map(\.document.id) == [id])
        let delivery = ID<Delivery>(rawValue: try #require(waiting.first).place)
        let form = try RegisterIncomingForm(
            types: types, today: now.date,
            SmallProvince.fields(["issuer": "Sở Khoa học và Công nghệ", "issuedOn": "20/11/2026"]))
        try await province.database.write { db in
            _ = try RegisterIncoming(closing: SmallProvince.closing)(
                form, file: nil, delivery: delivery, by: clerk, at: now, in: db)
        }
        let after = try await province.database.read { db in
            try WorkQueue.counts(of: [.arrivals], for: clerk, in: db).map(\.count)
        }
        #expect(after == [CappedCount(0)])
    }

    private func expectJournalTells(_ id: ID<Document>, in province: SmallProvince) async throws {
        let shown = try await province.database.read { [clerk = province.departmentClerk] db in
            try db.shownDocument(id, to: clerk)
        }
        #expect(
            shown.events.map(\.kind) == [
                "document.drafted", "document.submitted", "document.approved", "document.numbered",
                "document.issued", "document.delivered", "document.delivered",
            ])
        #expect(shown.deliveries.map(\.state) == [.registered, .registered])
    }
}
