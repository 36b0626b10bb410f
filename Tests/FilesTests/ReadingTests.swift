import Database
import Essentials
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Files

struct ReadingTests {
    @Test func `a file is read whole or in a range, piece by piece`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let bytes = Samples.text(String(repeating: "0123456789", count: 40_000))
            let reader = try await house.store.open(try await house.stored(bytes, name: "a.txt"))
            #expect(reader.size == 400_000)
            #expect(try await reader.chunks().collected == bytes)
            #expect(try await reader.chunks(131_070..<131_075).collected == Array(bytes[131_070..<131_075]))
            #expect(try await reader.chunks(399_999..<900_000).collected == [UInt8(ascii: "9")])
            #expect(try await reader.chunks(5..<5).collected.isEmpty)
            #expect(try await reader.bytes(0..<3) == Samples.text("012"))
            for try await chunk in reader.chunks() { #expect(chunk.count <= OpenFile.chunk) }
        }
    }

    @Test func `a reader keeps its file while the store puts another in its place`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let stored = try await house.stored(Samples.letter)
            let reader = try await house.store.open(stored)
            _ = try await house.stored(Samples.letter)
            #expect(try await reader.bytes() == Samples.letter)
        }
    }

    @Test(arguments: Engine.tested)
    func `the check names each file that is missing, damaged or nobody's`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let whole = try await house.stored(Samples.text("nguyên vẹn"), name: "a.txt")
            let missing = try await house.stored(Samples.text("bị mất"), name: "b.txt")
            let flipped = try await house.stored(Samples.text("bị đổi"), name: "c.txt")
            #expect(
                try await house.store.verify()
                    == FilesReport(checked: 3, bytes: whole.size + missing.size + flipped.size))
            try FileManager.default.removeItem(atPath: house.path(of: missing))
            try house.overwrite(flipped) { $0[0] ^= 1 }
            let stray = house.folder.url.appendingPathComponent("data/files/zz/zz/lạ")
            try FileManager.default.createDirectory(
                at: stray.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data([1]).write(to: stray)
            let report = try await house.store.verify()
            #expect(report.missing == [missing.hash])
            #expect(report.damaged == [flipped.hash])
            #expect(report.orphans == ["lạ"])
            #expect(report.bytes == whole.size)
            #expect(!report.isSound)
        }
    }

    @Test func `a missing or shortened file is a fault that names it`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let stored = try await house.stored(Samples.letter)
            try house.overwrite(stored) { $0.removeLast() }
            await #expect(throws: FileFault.damaged(stored.hash)) { try await house.store.open(stored) }
            try FileManager.default.removeItem(atPath: house.path(of: stored))
            await #expect(throws: FileFault.missing(stored.hash)) { try await house.store.open(stored) }
        }
    }

    @Test func `the same file sent again repairs a damaged one`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let stored = try await house.stored(Samples.letter)
            try house.overwrite(stored) { $0[20] ^= 1 }
            #expect(try await house.store.verify().damaged == [stored.hash])
            #expect(try await house.stored(Samples.letter) == stored)
            #expect(try await house.store.verify().isSound)
        }
    }

    @Test func `a page's picture is made once and kept`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.stored(Samples.letter)
            let picture = try #require(try await house.store.picture(of: file, page: 1, width: .thumbnail))
            let head = try await picture.bytes(0..<24)
            #expect(head.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(head[16..<20].elementsEqual([0, 0, 0, 240]))
            let kept = house.files(in: "pictures")
            #expect(kept == ["\(file.hash)-1-240.png"])
            try FileManager.default.removeItem(atPath: house.path(of: file))
            let again = try #require(try await house.store.picture(of: file, page: 1, width: .thumbnail))
            #expect(try await again.bytes() == picture.bytes())
        }
    }

    @Test func `many who ask for one picture get one`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.stored(Samples.letter)
            let store = house.store
            let sizes = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await store.picture(of: file, page: 1, width: .thumbnail)?.size }
                }
                return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
            }
            #expect(sizes.count == 1 && !sizes.contains(nil))
            #expect(house.files(in: "pictures").count == 1)
        }
    }

    @Test func `two servers that make one picture at the same moment both show it whole`() async throws {
        let disk = InterruptedDisk()
        try await StoreHouse.with(.sqlite, disk: disk) { house in
            let file = try await house.stored(Samples.letter)
            let other = try house.reopened(on: DiskFileSystem())
            // While this server has written half of its picture, the other one makes the same.
            disk.beforeClosing {
                _ = try await other.picture(of: file, page: 1, width: .thumbnail)
            }
            let first = try #require(try await house.store.picture(of: file, page: 1, width: .thumbnail))
            #expect(disk.wasInterrupted)
            let second = try #require(try await other.picture(of: file, page: 1, width: .thumbnail))
            #expect(try await first.bytes() == second.bytes())
            #expect(house.files(in: "pictures") == ["\(file.hash)-1-240.png"])
        }
    }

    @Test func `there is no picture of a page that is not there, or of a file without pages`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.stored(Samples.letter)
            for page in [-1, 0, 2, Int.max] {
                #expect(try await house.store.picture(of: file, page: page, width: .page) == nil)
            }
            let text = try await house.stored(Samples.text("không có trang"), name: "a.txt")
            #expect(try await house.store.picture(of: text, page: 1, width: .page) == nil)
        }
    }

    @Test func `the cache of pictures stays within its size`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.stored(Samples.letter)
            for width in PictureWidth.allCases { _ = try await house.store.picture(of: file, page: 1, width: width) }
            #expect(try await house.store.pictureMaker.prune(to: 1 << 20) == 0)
            #expect(try await house.store.pictureMaker.prune(to: 1) == 3)
            #expect(house.files(in: "pictures").isEmpty)
        }
    }

    @Test func `fields are suggested from the first two pages of an upload`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let pages = MinimalPDF(
                pages: ["Số: 45/QĐ-UBND", "Nơi nhận: như Điều 3", "Phụ lục"].map { [.init(text: $0)] })
            let file = try await house.inspected(pages.bytes)
            let text = try await house.store.text(of: file)
            #expect(text.contains("Số: 45/QĐ-UBND"))
            #expect(text.contains("Nơi nhận: như Điều 3"))
            #expect(!text.contains("Phụ lục"))
            let picture = try await house.inspected(Samples.png(width: 9, height: 9), name: "a.png")
            #expect(try await house.store.text(of: picture).isEmpty)
        }
    }
}

extension FileChunks {
    fileprivate var collected: [UInt8] {
        get async throws { try await reduce(into: []) { $0 += $1 } }
    }
}

extension StoreHouse {
    /// Changes the bytes of a stored file behind the store's back.
    fileprivate func overwrite(_ file: StoredFile, _ change: (inout [UInt8]) -> Void) throws {
        let url = URL(fileURLWithPath: path(of: file))
        var bytes = [UInt8](try Data(contentsOf: url))
        change(&bytes)
        try FileManager.default.removeItem(at: url)
        try Data(bytes).write(to: url)
    }
}
