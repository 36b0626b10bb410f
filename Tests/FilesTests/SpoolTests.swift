import Database
import Essentials
import Journal
import SystemPackage
import TestSupport
import Testing

@testable import Files

struct SpoolTests {
    @Test(arguments: Engine.tested)
    func `a file that was accepted is in the store, and its upload is used up`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let file = try await house.inspected(Samples.letter)
            let stored = try await house.accept(file)
            #expect(stored.hash == file.hash)
            #expect(stored.acceptedAt == StoreHouse.start)
            #expect(house.files(in: "spool").isEmpty)
            #expect(house.files(in: "files") == [file.hash.description])
            let known = try await house.database.read { [store = house.store] in try store.stored(file.hash, in: $0) }
            #expect(known == stored)
            #expect(try await house.waiting(file.id) == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `equal bytes are one file, whatever they are called and whoever sends them`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let first = try await house.accept(try await house.inspected(Samples.letter, name: "a.pdf"))
            house.clock.advance(seconds: 60)
            let second = try await house.accept(
                try await house.inspected(Samples.letter, name: "b.pdf", by: Samples.otherClerk))
            #expect(first == second)
            #expect(try await house.count("file") == 1)
            #expect(try await house.count("file_text") == 1)
            #expect(house.files(in: "files").count == 1)
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form that comes back still has its file, for its sender only`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let file = try await house.inspected(Samples.letter)
            #expect(try await house.waiting(file.id) == file)
            #expect(try await house.waiting(file.id, for: Samples.otherClerk) == nil)
            #expect(try await house.waiting(file.id, for: .platform) == nil)
            #expect(try await house.waiting(file.id, for: .visitor(from: nil)) == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a transaction that was rolled back leaves the upload to be used again`(engine: Engine) async throws {
        struct Mistake: Error {}
        try await StoreHouse.with(engine) { house in
            let file = try await house.inspected(Samples.letter)
            await #expect(throws: Mistake.self) {
                try await house.database.write { [store = house.store] db in
                    _ = try store.accept(file, at: StoreHouse.start, in: db)
                    throw Mistake()
                }
            }
            #expect(try await house.count("file") == 0)
            #expect(try await house.waiting(file.id) == file)
            #expect(try await house.store.open(file).bytes() == Samples.letter)
            try await house.accept(file)
            #expect(try await house.store.verify().isSound)
        }
    }

    @Test(arguments: Engine.tested)
    func `a file that was settled is accepted without a call to the disk, and waits on if it is not`(
        engine: Engine
    ) async throws {
        let disk = FaultyDisk()
        try await StoreHouse.with(engine, disk: disk) { house in
            let file = try await house.inspected(Samples.letter)
            let other = try await house.inspected(Samples.text("để lại"), name: "a.txt")
            try await house.store.settle(file)
            try await house.store.settle(other)
            #expect(house.files(in: "spool").isEmpty)
            disk.fail(at: 0, with: .ioError)
            let stored = try await house.accept(file)
            #expect(disk.failed == nil)
            disk.heal()
            #expect(try await house.store.open(stored).bytes() == Samples.letter)
            #expect(try await house.waiting(other.id) == other)
            house.clock.advance(seconds: 25 * 3600)
            #expect(try await house.store.sweep() == SweepReport(expired: 1))
            #expect(house.files(in: "files") == [stored.hash.description])
        }
    }

    @Test(arguments: Engine.tested)
    func `an upload is gone after a day, with all its bytes`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let file = try await house.inspected(Samples.letter)
            house.clock.advance(seconds: 24 * 3600 - 1)
            #expect(try await house.store.sweep() == SweepReport())
            #expect(try await house.waiting(file.id) == file)
            house.clock.advance(seconds: 1)
            #expect(try await house.waiting(file.id) == nil)
            await #expect(throws: FileRefusal.expired) { try await house.accept(file) }
            #expect(try await house.store.sweep() == SweepReport(expired: 1))
            #expect(house.files(in: "spool").isEmpty)
            #expect(try await house.count("spool_entry") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `the sweep takes what a rolled-back transaction moved, but nothing that is in use`(engine: Engine) async throws
    {
        struct Mistake: Error {}
        try await StoreHouse.with(engine) { house in
            let kept = try await house.stored(Samples.text("đã tiếp nhận"), name: "a.txt")
            let again = try await house.inspected(Samples.text("đã tiếp nhận"), name: "b.txt")
            let moved = try await house.inspected(Samples.text("chưa tiếp nhận"), name: "c.txt")
            try? await house.database.write { [store = house.store] db in
                _ = try store.accept(moved, at: StoreHouse.start, in: db)
                throw Mistake()
            }
            #expect(house.files(in: "files").count == 2)
            #expect(try await house.store.verify().orphans.isEmpty)
            house.clock.advance(seconds: 25 * 3600)
            #expect(try await house.store.sweep() == SweepReport(expired: 2))
            #expect(house.files(in: "files") == [kept.hash.description])
            #expect(house.files(in: "spool").isEmpty)
            #expect(again.hash == kept.hash)
        }
    }

    @Test func `the sweep takes old bytes that belong to no upload, and leaves young ones`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            _ = try await house.store.receive(bytes: [1], name: "bỏ dở", by: Samples.clerk)
            house.clock.advance(seconds: 20 * 3600)
            _ = try await house.store.receive(bytes: [2], name: "đang tải", by: Samples.clerk)
            house.clock.advance(seconds: 10 * 3600)
            #expect(try await house.store.sweep() == SweepReport(stray: 1))
            #expect(house.files(in: "spool").count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `two sweeps and an acceptance at once lose no accepted file`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let old = try await house.inspected(Samples.letter)
            house.clock.advance(seconds: 25 * 3600)
            let new = try await house.inspected(Samples.letter, by: Samples.otherClerk)
            async let first = house.store.sweep()
            async let second = house.store.sweep()
            async let accepted = house.accept(new)
            _ = try await (first, second)
            let stored = try await accepted
            #expect(try await house.store.open(stored).bytes() == Samples.letter)
            #expect(try await house.waiting(old.id) == nil)
        }
    }

    @Test func `a sender drops an upload`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.inspected(Samples.letter)
            try await house.store.drop(file)
            #expect(try await house.waiting(file.id) == nil)
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `one person cannot fill the spool, and another still can send`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let expiry = StoreHouse.start.adding(seconds: 3600)
            try await house.database.write { db in
                for number in 1...FileStore.waitingFiles {
                    try db.execute(
                        """
                        INSERT INTO spool_entry (id, hash, name, size, media_type, person, expires_at)
                        VALUES (\(number), \([UInt8](repeating: 1, count: 32)), \("a"), 1, \(MediaType.pdf), 1, \(expiry))
                        """)
                }
            }
            await #expect(throws: FileRefusal.tooManyWaiting) { try await house.inspected(Samples.letter) }
            #expect(house.files(in: "spool").isEmpty)
            _ = try await house.inspected(Samples.letter, by: Samples.otherClerk)
            house.clock.advance(seconds: 3601)
            _ = try await house.inspected(Samples.letter)
        }
    }
}

extension StoreHouse {
    func waiting(_ id: ID<UploadedFile>, for actor: Journal.Actor = Samples.clerk) async throws -> InspectedFile? {
        let now = clock.clock.now()
        return try await database.read { [store] db in try store.waiting(id, for: actor, at: now, in: db) }
    }
}
