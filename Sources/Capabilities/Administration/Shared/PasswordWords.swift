import Directory
import Essentials
import SignIn

extension PasswordRules {
    /// The rules, told before anybody types.
    func wording(on day: CivilDate) -> Wording {
        let shortest = shortest(on: day)
        if profile.policy(on: day).classes < 4 {
            return Wording(
                """
                Ít nhất \(shortest) ký tự; không chứa tên của bạn hay từ dễ đoán. Dùng một câu dài, dễ nhớ là tốt nhất.
                """,
                en: """
                    At least \(shortest) characters, without your name or words that are easy to guess. A long sentence \
                    you remember is best.
                    """)
        }
        return Wording(
            """
            Ít nhất \(shortest) ký tự, có chữ thường, chữ hoa, chữ số và ký tự khác; không chứa tên của bạn hay từ dễ \
            đoán. Dùng một câu dài, dễ nhớ là tốt nhất.
            """,
            en: """
                At least \(shortest) characters with small letters, capitals, digits and other signs; without your name \
                or words that are easy to guess. A long sentence you remember is best.
                """)
    }
}

extension Problems {
    /// A password typed twice must be the same both times.
    mutating func checkRepetition(_ password: String, _ again: String?) {
        if password.isEmpty {
            add("password", Wording("Nhập mật khẩu mới.", en: "Type the new password."))
        } else if again != password {
            add("passwordAgain", Wording("Hai lần nhập không giống nhau.", en: "The two do not match."))
        }
    }
}
