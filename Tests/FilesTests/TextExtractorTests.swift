import Database
import Essentials
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Files

struct TextExtractorTests {
    @Test(arguments: Engine.tested)
    func `the text of an accepted file is read, kept and handed on in one transaction`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let file = try await house.stored(Samples.letter)
            #expect(try await house.text(of: file) == nil)
            let heard = Heard()
            let extractor = TextExtractor(store: house.store) { hash, text, db in
                let state: FileText.State? = try db.value("SELECT state FROM file_text WHERE hash = \(hash)")
                #expect(state == .done)
                heard.add(hash, text)
            }
            #expect(try await extractor.runOnce() == 1)
            let text = try #require(try await house.text(of: file))
            #expect(text.contains("V/v bảo vệ bí mật nhà nước"))
            #expect(heard.texts == [file.hash: [text]])
            #expect(try await extractor.runOnce() == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `when the index refuses a text, it is not kept either, and comes again later`(engine: Engine) async throws {
        struct Full: Error {}
        try await StoreHouse.with(engine) { house in
            let file = try await house.stored(Samples.letter)
            let refusing = TextExtractor(store: house.store) { _, _, _ in throw Full() }
            #expect(try await refusing.runOnce() == 1)
            #expect(try await house.text(of: file) == nil)
            let working = TextExtractor(store: house.store)
            #expect(try await working.runOnce() == 0)
            house.clock.advance(seconds: 60)
            #expect(try await working.runOnce() == 1)
            #expect(try await house.text(of: file) != nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a file that cannot be read is tried ever later, then shown, and can be tried again`(engine: Engine)
        async throws
    {
        try await StoreHouse.with(engine) { house in
            let file = try await house.stored(Samples.letter)
            try FileManager.default.removeItem(atPath: house.path(of: file))
            let extractor = TextExtractor(store: house.store)
            #expect(try await extractor.runOnce() == 1)
            for pause in TextExtractor.pauses {
                house.clock.advance(seconds: pause - 1)
                #expect(try await extractor.runOnce() == 0)
                #expect(try await house.failures().isEmpty)
                house.clock.advance(seconds: 1)
                #expect(try await extractor.runOnce() == 1)
            }
            let failed = try #require(try await house.failures().first)
            #expect(failed.hash == file.hash)
            #expect(failed.attempts == 5)
            #expect(failed.failure.contains("missing"))
            house.clock.advance(seconds: 10 * 24 * 3600)
            #expect(try await extractor.runOnce() == 0)
            let now = house.clock.clock.now()
            try await house.database.write { [store = house.store] db in
                try store.retryText(of: file.hash, at: now, in: db)
            }
            _ = try await house.stored(Samples.letter)
            #expect(try await extractor.runOnce() == 1)
            #expect(try await house.text(of: file) != nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `workers beside each other read every file once`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            for number in 0..<12 {
                _ = try await house.stored(Samples.text("văn bản \(number)"), name: "\(number).txt")
            }
            let heard = Heard()
            let store = house.store
            let tried = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await TextExtractor(store: store) { hash, text, _ in heard.add(hash, text) }.runOnce()
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(tried == 12)
            #expect(heard.texts.count == 12)
            #expect(heard.texts.values.allSatisfy { $0.count == 1 })
            #expect(try await house.count("file_text WHERE state = 'done'") == 12)
        }
    }

    @Test func `a worker that died loses its file to the next`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            let file = try await house.stored(Samples.letter)
            let dying = TextExtractor(store: house.store)
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await dying.runOnce()
            }
            _ = try? await task.value
            house.clock.advance(seconds: TextExtractor.holdSeconds)
            _ = try await TextExtractor(store: house.store).runOnce()
            #expect(try await house.text(of: file) != nil)
        }
    }

    @Test func `only files that hold text are read`() async throws {
        try await StoreHouse.with(.sqlite) { house in
            _ = try await house.stored(Samples.png(width: 9, height: 9), name: "a.png")
            #expect(try await TextExtractor(store: house.store).runOnce() == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a text longer than the cap is cut and says so`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let long = String(repeating: "một nghìn ", count: 150_000)
            let file = try await house.stored(Samples.text(long), name: "a.txt")
            _ = try await TextExtractor(store: house.store).runOnce()
            let text = try #require(try await house.text(of: file))
            #expect(text.utf8.count <= FileText.longest)
            #expect(text.utf8.count > FileText.longest - 10)
            #expect(try await house.count("file_text WHERE is_truncated") == 1)
        }
    }

    @Test func `a text is kept without what a database or a page cannot hold`() {
        #expect(FileText.cleaned("a\u{0}b\u{7}c\u{FFFD}\u{AD}d\u{FEFF}\n\te\u{C}") == "abcd\n\te\u{C}")
        #expect(Array(FileText.cleaned("e\u{0302}\u{0323}").unicodeScalars) == ["ệ"])
    }
}

extension StoreHouse {
    fileprivate func text(of file: StoredFile) async throws -> String? {
        try await database.read { [store] in try store.text(of: file.hash, in: $0) }
    }

    fileprivate func failures() async throws -> [FailedText] {
        try await database.read { [store] in try store.failedTexts(in: $0) }
    }
}

/// What an extractor handed on.
private final class Heard: Sendable {
    private let heard = Mutex<[FileHash: [String]]>([:])

    var texts: [FileHash: [String]] { heard.withLock { $0 } }

    func add(_ hash: FileHash, _ text: String) {
        heard.withLock { $0[hash, default: []].append(text) }
    }
}
