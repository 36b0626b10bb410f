import Database
import Essentials
import Foundation
import Journal
import SystemPackage
import TestSupport
import Testing

@testable import Files

/// A store in a folder of its own, on a real engine, on a day in November.
struct StoreHouse {
    let store: FileStore
    let database: Database
    let clock: ManualClock
    let folder: TemporaryFolder

    static let migrations = JournalMigrations.all + FilesMigrations.all
    static let start = Instant("2026-11-23T08:00") ?? Instant(microsecondsSince1970: 0)

    static func with(
        _ engine: Engine, disk: any FileSystem = DiskFileSystem(), tools: FileTools = FileTools(),
        scanner: VirusScanner? = nil, _ body: (StoreHouse) async throws -> Void
    ) async throws {
        let clock = ManualClock(start)
        try await TestDatabase.withMigrated(engine, migrations, clock: clock.clock) { database in
            try await TemporaryFolder.with { folder in
                let store = try FileStore(
                    directory: folder.path(of: "data"), database: database, files: disk, tools: tools,
                    scanner: scanner)
                try await body(StoreHouse(store: store, database: database, clock: clock, folder: folder))
            }
        }
    }

    /// The same store after a restart, on another disk.
    func reopened(on disk: any FileSystem) throws -> FileStore {
        try FileStore(directory: folder.path(of: "data"), database: database, files: disk, tools: FileTools())
    }

    func inspected(
        _ bytes: [UInt8], name: String = "văn bản.pdf", by actor: Journal.Actor = Samples.clerk,
        accepting accepted: Set<MediaType> = MediaType.attachments
    ) async throws -> InspectedFile {
        try await store.inspect(try await store.receive(bytes: bytes, name: name, by: actor), accepting: accepted)
    }

    @discardableResult
    func accept(_ file: InspectedFile) async throws -> StoredFile {
        let now = clock.clock.now()
        return try await database.write { [store] db in try store.accept(file, at: now, in: db) }
    }

    func stored(_ bytes: [UInt8], name: String = "văn bản.pdf") async throws -> StoredFile {
        try await accept(try await inspected(bytes, name: name))
    }

    func count(_ table: SQL) async throws -> Int {
        try await database.read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
    }

    func kindsOfEvents() async throws -> [String] {
        try await database.read { db in try db.rows("SELECT kind FROM event ORDER BY id").map { try $0["kind"] } }
    }

    /// Names of the files under a folder of the store, at any depth.
    func files(in folder: String) -> [String] {
        let url = self.folder.url.appendingPathComponent("data/\(folder)")
        let all = FileManager.default.enumerator(at: url, includingPropertiesForKeys: [.isRegularFileKey])
        return (all?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }.map(\.lastPathComponent).sorted()
    }

    /// Where a stored file lies.
    func path(of file: StoredFile) -> String { store.layout.stored(file.hash).string }
}

/// Bytes to try, with a name for the report: nobody wants to read the bytes there.
struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: some Collection<UInt8>) {
        testDescription = name
        self.bytes = Array(bytes)
    }
}

enum Samples {
    private enum Sample {}

    static let clerk = actor(1)
    static let otherClerk = actor(2)

    static func actor(_ number: Int64) -> Journal.Actor {
        let id = ID<Sample>(rawValue: number)
        return Journal.Actor(person: id, post: id, unit: id, address: "10.0.0.\(number)")
    }

    static let letter = MinimalPDF(
        "ỦY BAN NHÂN DÂN TỈNH", "Số: 12/UBND-NC", "V/v bảo vệ bí mật nhà nước", "Kính gửi: Sở Nội vụ"
    ).bytes

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// A zip archive whose directory says what it is told; nothing in it is compressed.
    static func zip(_ entries: [(name: String, content: String)], claiming unpacked: Int? = nil) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let offset = archive.count
            let size = content.utf8.count
            let sizes = little(size, 4) + little(unpacked ?? size, 4)
            let common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4) + sizes
            archive += little(0x0403_4B50, 4) + common + little(name.utf8.count, 2) + little(0, 2)
            archive += Array(name.utf8) + Array(content.utf8)
            directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(name.utf8.count, 2)
            directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(offset, 4)
            directory += Array(name.utf8)
        }
        let start = archive.count
        archive += directory + little(0x0605_4B50, 4) + little(0, 2) + little(0, 2) + little(entries.count, 2)
        return archive + little(entries.count, 2) + little(directory.count, 4) + little(start, 4) + little(0, 2)
    }

    static let docx = zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")])
    static let xlsx = zip([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")])
    static let odt = zip([("mimetype", MediaType.odt.rawValue), ("content.xml", "<x/>")])

    /// A PNG's frame; its content is not looked at.
    static func png(width: Int, height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8) + big(width, 4)
            + big(height, 4) + [8, 2, 0, 0, 0] + big(0, 4) + big(0, 4) + Array("IEND".utf8) + big(0xAE42_6082, 4)
    }

    /// A JPEG's frame: a comment, the frame header, the end.
    static func jpeg(width: Int, height: Int) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xFE] + big(4, 2) + [1, 2] + [0xFF, 0xC0] + big(11, 2) + [8] + big(height, 2)
            + big(width, 2) + [1, 0x11, 0, 0] + [0xFF, 0xDA, 0, 2, 0xFF, 0xD9]
    }

    private static func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func big(_ number: Int, _ width: Int) -> [UInt8] { little(number, width).reversed() }
}
