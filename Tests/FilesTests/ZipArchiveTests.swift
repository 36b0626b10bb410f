import SystemPackage
import TestSupport
import Testing

@testable import Files

/// Entries of archives, unpacked piece by piece and never beyond what the archive told of them.
struct ZipArchiveTests {
    private static let long: [UInt8] = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    private static let entries: [(name: String, content: [UInt8])] = [
        (name: "xl/workbook.xml", content: Array("<workbook/>".utf8)), (name: "dài", content: long),
        (name: "trống", content: []),
    ]

    private func unpacked(_ bytes: [UInt8], _ name: String, atMost limit: Int64 = 1 << 20) async throws -> [UInt8]? {
        try await TemporaryFolder.with { folder in
            let (disk, path) = (DiskFileSystem(), FilePath(folder.path(of: "sample")))
            let descriptor = try disk.create(path)
            try bytes.withUnsafeBytes { try disk.writeAll($0, to: descriptor) }
            try disk.close(descriptor)
            let archive = try ZipArchive(OpenFile(path, files: disk))
            guard let pieces = try archive.pieces(of: name, atMost: limit) else { return nil }
            var all: [UInt8] = []
            for try await piece in pieces { all += piece }
            return all
        }
    }

    @Test(arguments: [true, false])
    func `what was packed comes out again, deflated or not`(isPacked: Bool) async throws {
        let archive = ZipSample.archive(Self.entries, isPacked: isPacked)
        for (name, content) in Self.entries { #expect(try await unpacked(archive, name) == content) }
        #expect(try await unpacked(archive, "khác") == nil)
    }

    @Test func `an entry that says it is larger than wanted is not begun`() async throws {
        await #expect(throws: FileRefusal.unsafeArchive) {
            try await unpacked(ZipSample.archive(Self.entries), "dài", atMost: 399_999)
        }
    }

    /// Bytes of the first entry in the directory, where the archive tells of it.
    @Test(
        arguments: [
            ("a smaller size", 24, [0x10, 0, 0, 0], FileRefusal.unsafeArchive),
            ("another checksum", 16, [1, 2, 3, 4], .damaged(.zip)), ("another method", 10, [12, 0], .unsafeArchive),
            ("a password", 8, [1, 0], .unsafeArchive), ("another place", 42, [9, 0, 0, 0], .damaged(.zip)),
            ("a place behind the end", 42, [0, 0, 0, 0x70], .damaged(.zip)),
            ("fewer packed bytes", 20, [0x80, 0, 0, 0], .damaged(.zip)),
        ] as [(String, Int, [UInt8], FileRefusal)])
    func `a directory that lies is found out`(
        lie: String, offset: Int, bytes: [UInt8], refusal: FileRefusal
    ) async throws {
        var archive = ZipSample.archive([(name: "a", content: Self.long)])
        let directory = try #require(archive.indices.last { archive[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
        archive.replaceSubrange((directory + offset)..<(directory + offset + bytes.count), with: bytes)
        await #expect(throws: refusal, "\(lie)") { try await unpacked(archive, "a") }
    }

    @Test func `damage inside an entry is found, wherever it is`() async throws {
        let archive = ZipSample.archive([(name: "a", content: Self.long)])
        for place in stride(from: 31, to: archive.count - 80, by: 9_973) {
            var damaged = archive
            damaged[place] ^= 0x55
            await #expect(throws: FileRefusal.self) { try await unpacked(damaged, "a") }
        }
    }

    @Test func `of two entries of one name, none is believed`() async throws {
        let twins = [(name: "a", content: [UInt8(1)]), (name: "a", content: [UInt8(2)])]
        await #expect(throws: FileRefusal.unsafeArchive) { try await unpacked(ZipSample.archive(twins), "a") }
    }
}
