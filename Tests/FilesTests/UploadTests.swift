import Crypto
import Database
import Essentials
import TestSupport
import Testing

@testable import Files

struct UploadTests {
    @Test func `the bytes that came are the bytes that are there, under their SHA-256`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let chunks: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 7, count: 300_000), [9]]
            let file = try await house.store.receive(chunks.stream, name: "a.bin", by: Samples.clerk)
            let whole = Array(chunks.joined())
            #expect(file.size == Int64(whole.count))
            #expect(file.hash.bytes == Array(SHA256.hash(data: whole)))
            let spooled = try OpenFile(house.store.layout.spooled(file.id), files: DiskFileSystem())
            #expect(try spooled.bytes(at: 0, count: whole.count + 1) == whole)
        }
    }

    @Test func `bytes that do not lie together are taken too`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let scattered = (0..<1000).lazy.map { UInt8(truncatingIfNeeded: $0) }
            let file = try await house.store.receive(bytes: Array(scattered).reversed(), name: "a", by: Samples.clerk)
            #expect(file.hash.bytes == Array(SHA256.hash(data: Array(scattered.reversed()))))
        }
    }

    @Test func `one byte above the limit ends the upload and leaves nothing`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let fitting = try await house.store.receive(
                bytes: [UInt8](repeating: 1, count: 1000), name: "a", limit: 1000, by: Samples.clerk)
            #expect(fitting.size == 1000)
            await #expect(throws: FileRefusal.tooLarge(limit: 1000)) {
                try await house.store.receive(
                    [[UInt8](repeating: 1, count: 999), [1, 1], [1]].stream, name: "a", limit: 1000, by: Samples.clerk)
            }
            #expect(house.files(in: "spool") == [fitting.id.description])
        }
    }

    @Test func `an empty file is refused and leaves nothing`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            await #expect(throws: FileRefusal.empty) {
                try await house.store.receive(bytes: [UInt8](), name: "a.pdf", by: Samples.clerk)
            }
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `a sender that breaks off leaves nothing`() async throws {
        struct Gone: Error {}
        try await StoreHouse.with(.sqlite) { house in
            let breaking = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield([1, 2, 3])
                continuation.finish(throwing: Gone())
            }
            await #expect(throws: Gone.self) {
                try await house.store.receive(breaking, name: "a", by: Samples.clerk)
            }
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `a program is asked about an upload that nobody keeps, and it is dropped`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.store.receive(bytes: Array("xin".utf8), name: "a.pdf", by: Samples.clerk)
            func ask(_ script: String) async throws -> BoundedProgram.Answer? {
                let shell = BoundedProgram(path: "/bin/sh", seconds: 5, memory: 1 << 30, output: 1000)
                return try await house.store.answer(of: shell, ["-c", script, "sh"], about: file)
            }
            let said = try await ask("cat $1; exit 3")
            #expect(said?.status == 3 && said?.output == Array("xin".utf8))
            #expect(try await ask("kill -9 $$") == nil)
            #expect(try await ask("yes") == nil)
            try await house.store.drop(file)
            #expect(house.files(in: "spool").isEmpty)
            try await house.store.drop(file)
        }
    }

    @Test func `an upload that was forgotten removes its bytes`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            do {
                let upload = try await house.store.upload(name: "a", by: Samples.clerk)
                try await upload.write([1, 2, 3])
                #expect(house.files(in: "spool").count == 1)
            }
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `an upload that has ended takes no more`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let upload = try await house.store.upload(name: "a", by: Samples.clerk)
            try await upload.write([1])
            _ = try await upload.finish()
            await #expect(throws: FileFault.self) { try await upload.write([2]) }
            await #expect(throws: FileFault.self) { try await upload.finish() }
        }
    }
}

extension [[UInt8]] {
    /// The chunks one after the other, as a request's body brings them.
    var stream: AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for chunk in self { continuation.yield(chunk) }
            continuation.finish()
        }
    }
}
