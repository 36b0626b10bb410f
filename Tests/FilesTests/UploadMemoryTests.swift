import Database
import Essentials
import Foundation
import TestSupport
import Testing

@testable import Files

struct UploadMemoryTests {
    /// `LIENTHONG_UPLOAD_MEGABYTES=500` measures a large one.
    @Test func `memory stays the same however large a file is`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let megabytes = ProcessInfo.processInfo.environment["LIENTHONG_UPLOAD_MEGABYTES"].flatMap { Int($0) } ?? 64
            let clock = ContinuousClock()
            try await StoreHouse.with(.sqlite) { house in
                // Whatever is loaded once is not the upload's.
                _ = try await house.stored(Samples.text("làm nóng"), name: "a.txt")
                let before = Memory.peak()
                let start = clock.now
                let file = try await house.store.receive(Zeros(megabytes: megabytes), name: "a.txt", by: Samples.clerk)
                let inspected = try await house.store.inspect(file, accepting: [.plainText])
                try await house.accept(inspected)
                let (growth, duration) = (Memory.peak() - before, clock.now - start)
                FileHandle.standardError.write(
                    Data("\(megabytes) MB in \(duration), peak \(before / 1024) + \(growth / 1024) MB\n".utf8))
                #expect(before > 0)
                #expect(growth < 24 * 1024)
            }
        }
        if let said = result?.standardErrorContent, !said.isEmpty {
            print(String(decoding: said, as: UTF8.self))
        }
    }
}

/// So many megabytes of text, 64 KB at a time.
private struct Zeros: AsyncSequence, Sendable {
    let megabytes: Int

    struct Iterator: AsyncIteratorProtocol {
        var left: Int

        mutating func next() async -> [UInt8]? {
            guard left > 0 else { return nil }
            left -= 1
            return [UInt8](repeating: UInt8(ascii: "0"), count: 65_536)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(left: megabytes * 16) }
}

private enum Memory {
    /// The most this process has held at once, in kilobytes.
    static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
