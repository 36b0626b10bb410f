import Directory
import Essentials
import Foundation

/// What a password must be like; the profile is chosen by the law in force, not by taste.
public struct PasswordPolicy: Hashable, Sendable {
    public let shortest: Int
    /// How many of small letters, capitals, digits and other signs it must have.
    public let classes: Int

    public init(shortest: Int, classes: Int) {
        self.shortest = shortest
        self.classes = classes
    }

    /// 14 characters of four classes: level 3 where no second factor is asked (TCVN 14423:2026 5.6.2.2).
    public static let level3 = PasswordPolicy(shortest: 14, classes: 4)
    /// 8 characters of four classes: level 3 beside a second factor (QCVN 12:2026/BCA 3.7.2.6.4).
    public static let level3WithSecondFactor = PasswordPolicy(shortest: 8, classes: 4)

    static let longest = 128

    /// - Parameters:
    ///   - password: as typed.
    ///   - person: whose name and username must not be in it.
    /// - Throws: `Problems` at `password` for everything that is wrong with it.
    func check(_ password: String, for person: Person) throws {
        var problems = Problems()
        let typed = password.precomposedStringWithCanonicalMapping
        if typed.count < shortest {
            problems.add("password", Wording("Cần ít nhất \(shortest) ký tự", en: "At least \(shortest) characters"))
        }
        if typed.count > Self.longest {
            problems.add(
                "password", Wording("Không dài quá \(Self.longest) ký tự", en: "At most \(Self.longest) characters"))
        }
        if Self.classes(in: typed) < classes {
            problems.add(
                "password",
                Wording(
                    "Cần có chữ thường, chữ hoa, chữ số và ký tự khác",
                    en: "It needs small letters, capitals, digits and other signs"))
        }
        if Self.isEasy(typed, for: person) {
            problems.add("password", Wording("Mật khẩu này dễ đoán", en: "This password is easy to guess"))
        }
        try problems.throwIfAny()
    }

    private static func classes(in password: String) -> Int {
        let isThere = [
            password.contains { $0.isLowercase }, password.contains { $0.isUppercase },
            password.contains { $0.isNumber }, password.contains { !$0.isLetter && !$0.isNumber },
        ]
        return isThere.count { $0 }
    }

    /// Own names, the words everybody tries, and few signs often repeated.
    private static func isEasy(_ password: String, for person: Person) -> Bool {
        let folded = VietnameseText.folded(password)
        let letters = folded.filter { $0.isLetter || $0.isNumber }
        let name = VietnameseText.words(of: person.name).joined()
        let own = [person.username, name.count > 3 ? name : nil].compactMap(\.self)
        return own.contains { letters.contains($0.filter { $0.isLetter || $0.isNumber }) }
            || common.contains { letters.contains($0) || folded.contains($0) } || Set(folded).count < 6
    }

    private static let common = [
        "password", "matkhau", "12345678", "87654321", "11111111", "00000000", "qwerty", "abcdef", "abc123", "iloveyou",
        "admin123", "adminadmin", "administrator", "letmein", "welcome", "vietnam", "lienthong", "p@ssw0rd", "passw0rd",
        "hanoi", "saigon", "anhyeuem", "khongbiet", "chucmung",
    ]
}
