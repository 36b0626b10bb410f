import Database
import Directory
import DirectorySupport
import Essentials
import Foundation
import TestSupport
import Testing

@testable import SignIn

/// The list of common passwords, and the profiles of rules.
struct PasswordRulesTests {
    private static let person = Person(
        id: ID(rawValue: 1), name: "Lê An", username: "an.le", mail: nil, phone: nil, isActive: true)
    private static let common = CommonPasswords(
        lines: ["monkey", "Dragon-Ball", "ti\u{1EBF}ng vi\u{1EC7}t", "123456", "  ", "abc"])

    @Test(arguments: [
        "monkey", "MonKey", "monkey2026!", "!!Monkey99", "dragon-ball", "DRAGON-BALL",
        "tie\u{0302}\u{0301}ng vie\u{0323}\u{0302}t",
        "TI\u{1EBE}NG VI\u{1EC6}T 2026", "123456", "abc",
    ])
    func `a password of the list is found in any case, in both ways to type accents, and with digits around it`(
        password: String
    ) {
        #expect(Self.common.contains(password))
    }

    @Test(arguments: ["monkeys", "monkey and dragon", "1234567", "tieng viet", "", "abc123"])
    func `what is not on the list is not found`(password: String) {
        #expect(!Self.common.contains(password))
    }

    @Test func `a list is read from a file, without its comments and with signs that are no Unicode`() async throws {
        try await TemporaryFolder.with { folder in
            let file = folder.path + "/list"
            try (Data("#!comment: a list\nmonkey\r\n\nshadow\n".utf8) + Data([0xFF, 0xFE, 0x0A])).write(
                to: URL(fileURLWithPath: file))
            let common = try CommonPasswords(file: file)
            #expect(common.count == 3)
            #expect(common.contains("Shadow") && common.contains("monkey"))
            #expect(!common.contains("#!comment: a list"))
        }
    }

    @Test func `no list is told and not taken for an empty one`() {
        #expect(throws: (any Error).self) { try CommonPasswords(file: "/nowhere/list") }
    }

    /// Debian's own list, which Scripts/setup brings.
    @Test func `Debian's list has more than the three thousand that ASVS asks for`() throws {
        let common = try CommonPasswords(file: CommonPasswords.standardFile)
        #expect(common.count > 3000)
        #expect(["123456", "Password1", "tigger"].allSatisfy(common.contains))
    }

    @Test func `a common password is refused though it is long and of four kinds`() throws {
        let rules = PasswordRules(common: CommonPasswords(lines: ["correct.horse.battery"]))
        let problems = #expect(throws: Problems.self) {
            try rules.check("Correct.Horse.Battery_9", for: Self.person, on: SampleDirectory.today)
        }
        #expect(problems?["password"] != nil)
        try rules.check("Correct.Horse.Staple_9", for: Self.person, on: SampleDirectory.today)
    }

    /// TCVN 14423:2026 5.6.2.2, QCVN 12:2026/BCA 3.7.2.6.4; ASVS V6.2.1, V6.2.5.
    @Test(arguments: [
        (PasswordProfile.level3, false, 14, true), (.level3, true, 8, true), (.asvs, false, 15, false),
        (.asvs, true, 8, false),
    ])
    func `each profile has its length and its kinds of signs`(
        profile: PasswordProfile, second: Bool, shortest: Int, wantsKinds: Bool
    ) throws {
        let rules = PasswordRules(profile: profile, hasSecondFactor: second)
        for day in [day("2020-01-01"), day("2026-11-21"), day("2040-01-01")] {
            #expect(rules.shortest(on: day) == shortest)
            let plain = String("khoai lang vàng óng ả".prefix(shortest))
            if wantsKinds {
                #expect(throws: Problems.self) { try rules.check(plain, for: Self.person, on: day) }
            } else {
                try rules.check(plain, for: Self.person, on: day)
            }
            #expect(throws: Problems.self) {
                try rules.check(String("Kh0@i Lang vàng óng ả".prefix(shortest - 1)), for: Self.person, on: day)
            }
            try rules.check(String("Kh0@i Lang vàng óng ả".prefix(shortest)), for: Self.person, on: day)
        }
    }

    @Test func `every rule names its text, and none begins before the one ahead of it`() {
        for profile in PasswordProfile.allCases {
            #expect(!profile.rules.isEmpty)
            #expect(profile.rules.allSatisfy { !$0.basis.isEmpty && $0.from != nil })
            let days = profile.rules.compactMap(\.from)
            #expect(days == days.sorted())
        }
    }
}

/// Administrators change their passwords by the calendar, and do not go back to an earlier one.
struct AdministratorPasswordTests {
    private let later = SampleDirectory.now.adding(seconds: 60 * 86_400)

    private func desk(_ database: Database) -> SignInDesk {
        SignInDesk(
            database: database, passwords: PasswordHasher(SampleDirectory.parameters), sessions: Sessions(),
            settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: false))
    }

    private func signIn(
        _ desk: SignInDesk, _ name: String, _ password: String, at now: Instant
    ) async throws -> SignedIn {
        let outcome = try await SignInWithPassword(desk)(
            username: name, password: password, address: nil, agent: nil, at: now)
        guard case .signedIn(let signedIn) = outcome else { throw NotFound() }
        return signedIn
    }

    @Test(arguments: Engine.tested)
    func `an administrator's password is to be changed after two months, anybody else's is not`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let desk = desk(database)
            let hash = try await desk.passwords.hash(SampleDirectory.adminPassword)
            try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", symbol: "SNV", in: db)
                let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
                try Accounts.setPassword(
                    hash: hash, for: post.person, mustChange: false, at: SampleDirectory.now, in: db)
            }
            let password = SampleDirectory.adminPassword
            let before = try await signIn(desk, "quantri", password, at: later.adding(seconds: -1))
            #expect(!before.mustChangePassword)
            let after = try await signIn(desk, "quantri", password, at: later)
            #expect(after.mustChangePassword)
            let other = try await signIn(desk, "an.le", password, at: later)
            #expect(!other.mustChangePassword)
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator's last ten passwords are not taken again, the eleventh is`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let desk = desk(database)
            let change = ChangePassword(
                confirm: ConfirmPassword(database: database, passwords: desk.passwords), rules: desk.settings.passwords)
            var present = SampleDirectory.adminPassword
            func become(_ next: String, at now: Instant) async throws {
                let session = try await signIn(desk, "quantri", present, at: now)
                let caller = try await database.read { db in
                    try desk.sessions.caller(forToken: session.token, address: nil, at: now, in: db)
                }
                try await change(old: present, new: next, by: try #require(caller), at: now)
                present = next
            }
            for number in 1...9 {
                try await become("Mua-thu_\(number)-la.bay!", at: SampleDirectory.now.adding(seconds: Int64(number)))
            }
            let last = SampleDirectory.now.adding(seconds: 100)
            await #expect(throws: Problems.self) { try await become(SampleDirectory.adminPassword, at: last) }
            try await become("Mua-thu_10-la.bay!", at: last)
            await #expect(throws: Problems.self) { try await become("Mua-thu_1-la.bay!", at: last) }
            try await become(SampleDirectory.adminPassword, at: last)
            let kept: Int? = try await database.read { db in try db.value("SELECT count(*) FROM former_password") }
            #expect(kept == 11)
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody else's earlier passwords are kept`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", symbol: "SNV", in: db)
                let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
                for hash in ["one", "two"] {
                    try Accounts.setPassword(
                        hash: hash, for: post.person, mustChange: false, at: SampleDirectory.now, in: db)
                }
                #expect(try db.value("SELECT count(*) FROM former_password", as: Int.self) == 0)
            }
        }
    }
}
