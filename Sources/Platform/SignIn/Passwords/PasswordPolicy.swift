import Directory
import Essentials
import Foundation

/// What a password must be like; the profile is chosen by the law in force, not by taste.
public struct PasswordPolicy: Hashable, Sendable {
    /// How long it is where it is all that is asked.
    public let shortest: Int
    /// How long it is beside a second factor.
    public let shortestWithSecondFactor: Int
    /// How many of small letters, capitals, digits and other signs it must have.
    public let classes: Int
    /// After so many days an administrator chooses another; nil for never.
    public let administratorDays: Int?
    /// So many earlier ones an administrator does not choose again.
    public let administratorRemembers: Int

    public init(
        shortest: Int, shortestWithSecondFactor: Int, classes: Int, administratorDays: Int? = nil,
        administratorRemembers: Int = 0
    ) {
        self.shortest = shortest
        self.shortestWithSecondFactor = shortestWithSecondFactor
        self.classes = classes
        self.administratorDays = administratorDays
        self.administratorRemembers = administratorRemembers
    }

    /// 14 characters of four kinds, 8 beside a second factor; administrators change theirs every two months.
    static let level3 = PasswordPolicy(
        shortest: 14, shortestWithSecondFactor: 8, classes: 4, administratorDays: 60, administratorRemembers: 10)

    static let longest = 128

    /// - Parameters:
    ///   - password: as typed.
    ///   - person: whose name and username must not be in it.
    ///   - problems: gets everything that is wrong with it, at `password`.
    func check(_ password: String, shortest: Int, for person: Person, _ problems: inout Problems) {
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
