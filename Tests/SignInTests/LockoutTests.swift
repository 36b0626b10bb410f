import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import SignIn

private let now = SampleDirectory.now

struct LockoutTests {
    private let book = LockoutBook(rule: .level3)

    private func guess(_ name: String = "an", _ address: String? = "203.0.113.5") -> LockoutBook.Guess {
        LockoutBook.Guess(username: name, address: address)
    }

    @Test(arguments: Engine.tested)
    func `the fifth wrong password locks the account for twelve hours`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            try await database.write { db in
                let admissions = try (0..<6).map { try book.admit(guess(), at: now.adding(seconds: $0), in: db) }
                let end = now.adding(seconds: 4 + 12 * 3600)
                #expect(
                    admissions == [
                        .admitted(locks: false), .admitted(locks: false), .admitted(locks: false),
                        .admitted(locks: false), .admitted(locks: true), .locked(until: end),
                    ])
                #expect(
                    try book.admit(guess("an", "198.51.100.7"), at: end.adding(seconds: -1), in: db)
                        == .locked(until: end))
                #expect(try book.admit(guess(), at: end, in: db) == .admitted(locks: false))
                #expect(try book.admit(guess("binh"), at: end, in: db) == .admitted(locks: false))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a right password strikes out only what came from its own address`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            try await database.write { db in
                for index in 0..<3 as Range<Int64> {
                    _ = try book.admit(guess("an", "203.0.113.5"), at: now.adding(seconds: index), in: db)
                }
                let own = guess("an", "192.0.2.1")
                _ = try book.admit(own, at: now.adding(seconds: 10), in: db)
                #expect(try book.admit(own, at: now.adding(seconds: 11), in: db) == .admitted(locks: true))
                try book.strikeOut(own, at: now.adding(seconds: 12), in: db)
                #expect(
                    try book.admit(guess("an", "203.0.113.5"), at: now.adding(seconds: 13), in: db)
                        == .admitted(locks: false))
                #expect(
                    try book.admit(guess("an", "203.0.113.5"), at: now.adding(seconds: 14), in: db)
                        == .admitted(locks: true))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an address waits longer with each wrong password, whoever it tries`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            try await database.write { db in
                var time = now
                for index in 0..<20 {
                    #expect(try book.admit(guess("ten\(index)"), at: time, in: db) == .admitted(locks: false))
                }
                var waits: [Int64] = []
                for index in 20..<34 {
                    _ = try book.admit(guess("ten\(index)"), at: time, in: db)
                    guard case .locked(let until) = try book.admit(guess("x"), at: time, in: db) else { break }
                    waits.append(until.seconds(since: time))
                    time = until
                }
                #expect(waits.prefix(4) == [60, 120, 240, 480])
                #expect(waits.last == Int64(43_200))
                #expect(try book.admit(guess("an", "203.0.113.6"), at: now, in: db) == .admitted(locks: false))
            }
        }
    }

    @Test(arguments: [
        ("203.0.113.5", "203.0.113.6", false), ("2001:db8::1", "2001:db8::ffff:2", true),
        ("2001:db8::1", "2001:db8:0:1::1", false), ("::ffff:203.0.113.5", "203.0.113.5", true),
        ("2001:DB8::1", "2001:db8:0:0::9", true), ("fe80::1%eth0", "fe80::2", true),
    ])
    func `an address is counted by what one visitor can choose`(one: String, other: String, isSame: Bool) {
        #expect((AddressKey(one).text == AddressKey(other).text) == isSame)
    }

    @Test func `an address that is missing or endless is counted too`() {
        #expect(AddressKey(nil).text == AddressKey("").text)
        #expect(AddressKey(String(repeating: "9", count: 5000)).text.utf8.count <= 64)
    }

    /// However an attacker spreads guesses over addresses and hours, and whenever the rightful user signs in from
    /// elsewhere: in any 24 hours no more than ten are tried.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `no one gets more than ten tries at an account in a day`(seed: UInt64) async throws {
        try await SampleDirectory.with(.sqlite) { database, _ in
            try await database.write { db in
                var random = SplitMix64(seed: seed)
                var time = now
                var tried: [Instant] = []
                for _ in 0..<400 {
                    time = time.adding(seconds: [1, 60, 3600, 3 * 3600, 7 * 3600].randomElement(using: &random)!)
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        let owner = guess("an", "192.0.2.1")
                        if case .admitted = try book.admit(owner, at: time, in: db) {
                            try book.strikeOut(owner, at: time, in: db)
                        }
                    } else {
                        let address = "203.0.113.\(Int.random(in: 0..<50, using: &random))"
                        if case .admitted = try book.admit(guess("an", address), at: time, in: db) {
                            tried.append(time)
                        }
                    }
                }
                #expect(tried.count > 10)
                for (index, start) in tried.enumerated() {
                    let inDay = tried[index...].prefix { $0.seconds(since: start) < 24 * 3600 }.count
                    #expect(inDay <= 10)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `guesses at the same moment get no more tries than the rule has`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let admitted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<24 {
                    group.addTask { [book] in
                        try await database.write { db in
                            let guess = LockoutBook.Guess(username: "an", address: "203.0.113.\(index)")
                            if case .admitted = try book.admit(guess, at: now, in: db) { return true }
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(admitted == 5)
        }
    }

    @Test(arguments: Engine.tested)
    func `what no longer counts is forgotten`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            try await database.write { db in
                for index in 0..<5 as Range<Int64> {
                    _ = try book.admit(guess(), at: now.adding(seconds: index), in: db)
                }
                let later = now.adding(seconds: 25 * 3600)
                try book.forget(at: now.adding(seconds: 3600), in: db)
                let before: Int? = try db.value("SELECT count(*) FROM sign_in_lock")
                #expect(before == 2)
                try Accounts.forgetOldGuesses(at: later, in: db)
                let after: Int? = try db.value("SELECT count(*) FROM sign_in_lock")
                #expect(after == 0)
            }
        }
    }
}
