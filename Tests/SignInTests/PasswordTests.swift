import Directory
import DirectorySupport
import Essentials
import Testing

@testable import SignIn

struct PasswordTests {
    @Test func `a hash matches its password and no other, and every hash has its own salt`() throws {
        let parameters = SampleDirectory.parameters
        let first = try PasswordHash(of: "Mật khẩu dài 2026!", parameters)
        let second = try PasswordHash(of: "Mật khẩu dài 2026!", parameters)
        #expect(first.text != second.text)
        #expect(first.matches("Mật khẩu dài 2026!"))
        #expect(!first.matches("mật khẩu dài 2026!"))
        #expect(!first.matches(""))
    }

    @Test func `the stored text names Argon2id and its costs, as ASVS asks`() throws {
        let hash = try PasswordHash(of: "x", .standard)
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(hash.isMade(with: .standard))
        #expect(!hash.isMade(with: Argon2Parameters(memoryKiB: 19_456, passes: 3, lanes: 1)))
        #expect(!hash.isMade(with: Argon2Parameters(memoryKiB: 1945, passes: 2, lanes: 1)))
    }

    /// The test vector of the reference implementation: version 19, 64 MiB, two passes, salt `somesalt`.
    @Test func `a hash made elsewhere is understood`() {
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        #expect(PasswordHash(stored: stored).matches("password"))
        #expect(!PasswordHash(stored: stored).matches("passwort"))
    }

    @Test(arguments: ["", "$argon2id$", "plain", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA", "\u{0}"])
    func `a broken stored text lets nobody in`(stored: String) {
        #expect(!PasswordHash(stored: stored).matches(stored))
        #expect(!PasswordHash(stored: stored).matches(""))
    }

    @Test func `the two ways to type an accented letter are one password`() throws {
        let hash = try PasswordHash(of: "tie\u{0302}\u{0301}ng", SampleDirectory.parameters)
        #expect(hash.matches("ti\u{1EBF}ng"))
    }

    @Test func `no more than two are hashed at once, and a crowd is turned away`() async throws {
        let slots = AsyncSlots(2, waiting: 1)
        #expect(await slots.enter())
        #expect(await slots.enter())
        async let third = slots.enter()
        async let fourth = slots.enter()
        async let fifth = slots.enter()
        // One of the three waits; the other two are answered now, else this test would not end.
        await slots.leaveWhenSomeoneWaits()
        let admitted = await [third, fourth, fifth]
        #expect(admitted.count { $0 } == 1)
    }

    @Test func `a flood of sign-ins is answered with busy, and all who wait are served`() async throws {
        let hasher = PasswordHasher(SampleDirectory.parameters, atOnce: 1, waiting: 200)
        let hashes = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<100 { group.addTask { try await hasher.hash("mật khẩu \(index)") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(hashes).count == 100)
    }

    @Test(arguments: [
        "Ngan-1!", "khong co chu hoa 2026!", "KHONG CO CHU THUONG 2026!", "Khong Co Chu So !!!!", "KhongCoDau2026abcd",
        "Trang.Nguyen-2026!", "NguyenThiTrang-9!", "Mat.khau-rat-dai-2026", "P@ssw0rd-An-Toan-9",
        "Aa1!Aa1!Aa1!Aa1!Aa1!",
    ])
    func `a password that is short, plain or easy to guess is refused`(password: String) {
        let person = Person(
            id: ID(rawValue: 1), name: "Nguyễn Thị Trang", username: "trang.nguyen", mail: nil, phone: nil,
            isActive: true)
        let problems = #expect(throws: Problems.self) {
            try PasswordRules().check(password, for: person, on: SampleDirectory.today)
        }
        #expect(problems?["password"] != nil)
    }

    @Test(arguments: ["Mua-xuan_2026!An", "Đèn lồng đỏ treo 9 ngõ", "xK7#" + String(repeating: "Bưởi!", count: 20)])
    func `a long password of four kinds of signs is taken, in Vietnamese too`(password: String) throws {
        let person = Person(
            id: ID(rawValue: 1), name: "Lê An", username: "an.le", mail: nil, phone: nil, isActive: true)
        try PasswordRules().check(password, for: person, on: SampleDirectory.today)
    }
}

extension AsyncSlots {
    /// Frees the slot of the one who waits; one that nobody waits for would stay free and admit a second one.
    /// It gives way meanwhile: spinning would keep the thread that those who wait need.
    fileprivate func leaveWhenSomeoneWaits() async {
        while waitingCount == 0 { await Task.yield() }
        leave()
    }
}
