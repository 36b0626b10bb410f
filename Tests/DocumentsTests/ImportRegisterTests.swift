import Database
import Deadlines
import Directory
import Essentials
import Files
import Journal
import TestSupport
import Testing
import Web

@testable import Documents

/// Old registers brought in: what stands in the registers then, what the journal tells, and the way back.
struct ImportRegisterTests {
    @Test(arguments: Engine.tested)
    func `imported documents keep their numbers, are found, and take none of the living register`(
        engine: Engine
    ) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(OldRegisters.incoming)
            #expect(job.state == .done)
            #expect(job.done == 3)
            let listed = try await old.listed(ListDocuments(flow: .incoming))
            #expect(listed.map(\.entryNumber) == ["2a", "2", "1"])
            #expect(listed.map(\.state) == ["imported", "imported", "imported"])
            #expect(listed.map { $0.document.symbol?.text } == [nil, "7/STC-NS", "15/QĐ-BNV"])
            #expect(try await old.rows(of: "number_sequence") == 0)
            #expect(try await old.rows(of: "incoming_document") == 0)
            _ = try await old.province.register()
            let living = try await old.listed(ListDocuments(flow: .incoming))
            #expect(living.map(\.arrivalNumber) == [1, nil, nil, nil])
            for search in ["15/qd-bnv", "quyet toan ngan sach", "hòa bình", "phong noi vu"] {
                let found = try await old.listed(ListDocuments(search: search, state: "imported"))
                #expect(found.count == 1, "\(search)")
            }
            #expect(try await old.listed(ListDocuments(flow: .incoming, state: "registered")).count == 1)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `a register of what was sent is the agency's own`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            try await old.bringIn(OldRegisters.outgoing, .outgoing)
            let listed = try await old.listed(ListDocuments(flow: .outgoing))
            #expect(listed.map { $0.document.symbol?.text } == ["12/UBND-VX", "01/QĐ-UBND"])
            #expect(listed.map(\.document.issuerName) == Array(repeating: "Ủy ban nhân dân tỉnh An Hải", count: 2))
            #expect(listed.map(\.document.signerName) == Array(repeating: "Lê Quang Đạo", count: 2))
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `one event tells the whole import, and its hash is that of the rows in the tables`(engine: Engine) async throws
    {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(OldRegisters.incoming)
            let events = try await old.events(RegisterImported.kind)
            #expect(events.count == 1)
            let told: RegisterImported = try #require(try events.first?.decoded())
            #expect(told.documents == 3)
            #expect(told.file == job.file)
            #expect(events.first?.actor.person == old.province.clerk.person.rawValue)
            let stored = try await old.province.database.read { db in try db.storedHash(of: job.id) }
            #expect(stored.rows == 3)
            #expect(RegisterHash.text(stored.hash) == told.contentHash)
            #expect(try await old.rows(of: "event WHERE kind LIKE 'document.%'") == 0)
            try await old.province.database.write { db in
                _ = try db.execute("UPDATE document SET subject = 'Một tên khác' WHERE code_number = '15'")
            }
            #expect(try await old.violations().contains { $0.contains("not those that were brought in") })
        }
    }

    @Test(arguments: Engine.tested)
    func `while a row is wrong nothing is imported, unless the wrong ones are left out`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let text = OldRegisters.incoming + "32/01/2019;3;Sở Y tế;;;Về việc khám;;;;\r\n"
            await #expect(throws: RegisterImportRefusal.hasWrongRows(1)) { try await old.bringIn(text) }
            #expect(try await old.rows(of: "register_import") == 0)
            #expect(try await old.rows(of: "document") == 0)
            let job = try await old.bringIn(text, leavingWrongRowsOut: true)
            #expect(job.done == 3)
            #expect(job.leftOut == 1)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `the same rows are warned of, whatever the file, until they were taken back`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let first = try await old.bringIn(OldRegisters.incoming)
            let commas = OldRegisters.incoming.replacing("Năm 2019", with: "Năm 2019 (bản in lại)")
            let checked = try await old.check(commas)
            #expect(checked.twin?.id == first.id)
            await #expect(throws: RegisterImportRefusal.self) { try await old.bringIn(commas) }
            try await old.bringIn(commas, again: true)
            #expect(try await old.rows(of: "imported_document") == 6)
            // Another agency's register, or the other book, is another thing.
            let sent = try await old.check(OldRegisters.outgoing, .outgoing)
            #expect(sent.twin == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `an import that stopped goes on where it was, and two that work on it do not double it`(
        engine: Engine
    ) async throws {
        try await OldRegisters.with(engine) { old in
            let checked = try await old.check(OldRegisters.long(3500))
            let id = try await old.intake.order(
                checked, leavesWrongRowsOut: false, isAgain: false, by: old.province.clerk.actor, at: old.province.now)
            let begun = try await old.intake.work(on: id, rows: 1)
            #expect(begun.state == .running)
            #expect(begun.done == RegisterImportWork.batch)
            #expect(try await old.events(RegisterImported.kind).isEmpty)
            #expect(try await old.violations() == [])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await old.intake.work(on: id) } }
                try await group.waitForAll()
            }
            let done = try await old.intake.work(on: id)
            #expect(done.state == .done)
            #expect(try await old.rows(of: "imported_document") == 3500)
            #expect(try await old.events(RegisterImported.kind).count == 1)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `a whole import is taken back, and the journal keeps both`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let kept = try await old.bringIn(OldRegisters.outgoing, .outgoing)
            let job = try await old.bringIn(OldRegisters.long(2500))
            let (clerk, now) = (old.province.clerk, old.province.now)
            try await old.province.database.write { db in
                try UndoRegisterImport()(job.id, by: clerk, at: now, in: db)
            }
            #expect(try await old.intake.work(on: job.id).state == .undone)
            #expect(try await old.listed(ListDocuments(flow: .incoming)).isEmpty)
            #expect(try await old.listed(ListDocuments(search: "bao cao so")).isEmpty)
            #expect(try await old.rows(of: "imported_document") == 2)
            #expect(try await old.rows(of: "document_text") == 2)
            #expect(try await old.rows(of: "document_party") == 2)
            #expect(try await old.events(RegisterImported.kind).count == 2)
            #expect(try await old.events(RegisterImportUndone.kind).count == 1)
            #expect(kept.state == .done)
            await #expect(throws: RegisterImportRefusal.wrongState(RegisterImport.State.undone.name)) {
                try await old.intake.undo(job.id, by: clerk.actor, at: now)
            }
            #expect(try await old.violations() == [])
            #expect(try await old.bringIn(OldRegisters.long(2500)).state == .done)
        }
    }

    @Test(arguments: Engine.tested)
    func `an import whose documents somebody answers is not taken back, and the documents are named`(
        engine: Engine
    ) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(OldRegisters.incoming)
            let (clerk, now) = (old.province.clerk, old.province.now)
            let document = try #require(try await old.listed(ListDocuments(search: "15/QĐ-BNV")).first?.document)
            let form = try DraftDocumentForm(
                types: old.province.types, today: now.date,
                FormData([
                    ("type", "cong-van"), ("subject", "Trả lời"), ("urgency", "0"),
                    ("inReplyTo", document.id.description),
                ]))
            _ = try await old.province.database.write { db in
                try DraftDocument()(form, file: nil, by: clerk, at: now, in: db)
            }
            await #expect(throws: RegisterImportRefusal.isInUse(["15/QĐ-BNV"])) {
                try await old.intake.undo(job.id, by: clerk.actor, at: now)
            }
            #expect(try await old.rows(of: "imported_document") == 3)
            #expect(try await old.events(RegisterImportUndone.kind).isEmpty)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `a document of an import that is being taken back is not answered any more`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(OldRegisters.incoming)
            let (clerk, now) = (old.province.clerk, old.province.now)
            let document = try #require(try await old.listed(ListDocuments(search: "15/QĐ-BNV")).first?.document)
            try await old.intake.undo(job.id, by: clerk.actor, at: now)
            let form = try DraftDocumentForm(
                types: old.province.types, today: now.date,
                FormData([
                    ("type", "cong-van"), ("subject", "Trả lời"), ("urgency", "0"),
                    ("inReplyTo", document.id.description),
                ]))
            await #expect(throws: NotFound.self) {
                try await old.province.database.write { db in
                    _ = try DraftDocument()(form, file: nil, by: clerk, at: now, in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an import is known to those of its agency who may import, and to nobody else`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(OldRegisters.incoming)
            let now = old.province.now
            let others = [
                old.province.departmentClerk, old.province.communeClerks[0], old.province.leader,
                old.province.specialist,
            ]
            try await old.province.database.write { [clerk = old.province.clerk] (db: Connection) throws -> Void in
                #expect(try db.registerImport(job.id, for: clerk).id == job.id)
                for caller in others {
                    #expect(throws: NotFound.self) { try db.registerImport(job.id, for: caller) }
                    #expect(throws: NotFound.self) { try UndoRegisterImport()(job.id, by: caller, at: now, in: db) }
                }
            }
            #expect(try await old.listed(ListDocuments(flow: .incoming), for: old.province.departmentClerk).isEmpty)
            #expect(try await old.listed(ListDocuments(search: "15/QĐ-BNV"), for: others[1]).isEmpty)
            #expect(try await old.rows(of: "imported_document") == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `no command works on closed history`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            try await old.bringIn(OldRegisters.incoming)
            let id = try #require(try await old.listed(ListDocuments(search: "15/QĐ-BNV")).first?.document.id)
            let (clerk, leader, now) = (old.province.clerk, old.province.leader, old.province.now)
            let types = old.province.types
            try await old.province.database.write { (db: Connection) throws -> Void in
                #expect(throws: NotFound.self) {
                    try PresentDocument()(.init(leader: leader.post), document: id, by: clerk, at: now, in: db)
                }
                #expect(throws: NotFound.self) { try NumberDocument(types: types)(id, by: clerk, at: now, in: db) }
                #expect(throws: NotFound.self) { try SubmitDraft()(id, by: clerk, at: now, in: db) }
                let shown = try db.shownDocument(id, to: clerk)
                let actions = DocumentActions(shown, for: leader)
                #expect(actions.mayDraftReply)
                #expect(![actions.mayPresent, actions.mayDirect, actions.mayReport, actions.mayApprove].contains(true))
                let calendar = try WorkingCalendar.national().snapshot()
                let page = try DocumentPage(
                    shown, actions: DocumentActions(shown, for: clerk),
                    words: DocumentWords(types: types, calendar: calendar, now: now))
                #expect("\(page.record)".contains("Nhập từ hệ thống cũ"))
                #expect("\(page.timeline)".contains("nhập từ hệ thống cũ, cùng sổ có 3 văn bản"))
                #expect("\(page.facts)".contains("Phòng Nội vụ"))
            }
        }
    }
}
