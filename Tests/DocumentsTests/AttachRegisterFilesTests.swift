import Database
import Directory
import Essentials
import Files
import Journal
import TestSupport
import Testing
import Web

@testable import Documents

/// Files that come after their register, by name.
struct AttachRegisterFilesTests {
    private static let register = """
        Ngày đến;Số đến;Tác giả;Trích yếu;Tên tệp
        02/01/2019;1;Bộ Nội vụ;Về việc họp;2019/Công văn số 1.pdf
        03/01/2019;2;Sở Tài chính;Quyết toán;QT-2
        04/01/2019;3;Sở Tài chính;Quyết toán, bản sao;qt-2.PDF
        05/01/2019;4;Sở Y tế;Khám;
        06/01/2019;5;Sở Y tế;Báo cáo;hong.pdf
        """

    /// Files in memory.
    private struct Sources: NamedFiles {
        let files: [(name: String, bytes: [UInt8])]

        var names: [String] { files.map(\.name) }

        func pieces(of name: String) -> AsyncStream<[UInt8]>? {
            guard let bytes = files.first(where: { $0.name == name })?.bytes else { return nil }
            return AsyncStream<[UInt8]> { continuation in
                continuation.yield(bytes)
                continuation.finish()
            }
        }
    }

    private static let first = MinimalPDF("Công văn số 1").bytes
    private static let second = MinimalPDF("Quyết toán năm").bytes
    private static let sent = Sources(files: [
        ("a/b/CÔNG VĂN SỐ 1.PDF", first), ("lạ.pdf", first), ("qt-2.pdf", second), ("qt-2.pdf.pdf", second),
        ("hong.pdf", Array(second.dropLast(20))),
    ])

    private func attach(_ source: some NamedFiles, to job: RegisterImport, _ old: OldRegisters) async throws
        -> AttachRegisterFiles.Report
    {
        try await AttachRegisterFiles(database: old.province.database, files: old.files)(
            source, to: job.id, by: old.province.clerk.actor)
    }

    @Test(arguments: Engine.tested)
    func `documents get their files by name, whatever the case and the folder`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(Self.register)
            let report = try await attach(Self.sent, to: job, old)
            #expect(report.attached == 3)
            #expect(report.left.map(\.name) == ["lạ.pdf", "qt-2.pdf.pdf", "hong.pdf"])
            let listed = try await old.listed(ListDocuments(flow: .incoming))
            #expect(listed.map { $0.document.file != nil } == [false, false, true, true, true])
            #expect(listed[2].document.file == listed[3].document.file)
            #expect(try await old.rows(of: "file") == 3)
            #expect(try await old.province.database.read { try $0.countWithoutFile(of: job.id) } == 1)
            let events = try await old.events(RegisterFilesAttached.kind)
            #expect(events.count == 1)
            let told: RegisterFilesAttached = try #require(try events.first?.decoded())
            #expect(told.documents == 3)
            #expect(told.files.count == 2)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `what came once is not asked for again, and what was missing comes later`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(Self.register)
            _ = try await attach(Self.sent, to: job, old)
            let before = try await old.listed(ListDocuments(flow: .incoming)).map(\.document.file)
            let again = try await attach(
                Sources(files: [("qt-2.pdf", Self.first), ("hong.pdf", Self.first)]), to: job, old)
            #expect(again.attached == 1)
            #expect(again.left.map(\.name) == ["qt-2.pdf"])
            let after = try await old.listed(ListDocuments(flow: .incoming)).map(\.document.file)
            #expect(Array(after.dropFirst()) == Array(before.dropFirst()))
            #expect(after[0] == before[4])
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `an import that is taken back takes no files, and one with files is taken back`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(Self.register)
            _ = try await attach(Self.sent, to: job, old)
            try await old.intake.undo(job.id, by: old.province.clerk.actor, at: old.province.now)
            await #expect(throws: RegisterImportRefusal.self) {
                _ = try await attach(Sources(files: [("hong.pdf", Self.first)]), to: job, old)
            }
            #expect(try await old.intake.work(on: job.id).state == .undone)
            #expect(try await old.rows(of: "document") == 0)
            #expect(try await old.violations() == [])
        }
    }

    @Test(arguments: [Engine.sqlite])
    func `an archive gives its files, and none of its folders`(engine: Engine) async throws {
        try await OldRegisters.with(engine) { old in
            let job = try await old.bringIn(Self.register)
            let archive = ZipSample.archive([
                (name: "2019/", content: []), (name: "2019/Công văn số 1.pdf", content: Self.first),
            ])
            let received = try await old.files.receive(bytes: archive, name: "tep.zip", by: old.province.clerk.actor)
            let upload = try await old.files.inspect(received, accepting: [.zip])
            let source = ZippedFiles(archive: try await old.files.open(upload).archive())
            #expect(source.names == ["2019/Công văn số 1.pdf"])
            #expect(try await attach(source, to: job, old).attached == 1)
        }
    }
}
