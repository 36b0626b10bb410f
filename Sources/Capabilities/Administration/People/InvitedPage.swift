import Directory
import Essentials
import SignIn
import Web

/// The link with which a person sets a password, shown this once.
struct InvitedPage: Page {
    let title = Wording("Đường dẫn đặt mật khẩu", en: "Link to set a password")
    let back: Link
    let about: FactList
    let path: String

    init(_ person: Person, token: String, at now: Instant) {
        back = Link(.verbatim(person.name), path: AdministrationPaths.person(person.id))
        about = FactList([
            Fact(Wording("Họ và tên", en: "Name"), person.name),
            Fact(Wording("Tên đăng nhập", en: "User name"), person.username),
            Fact(Wording("Dùng được đến", en: "Works until"), now.adding(seconds: InvitePerson.lastsSeconds)),
        ])
        path = AdministrationPaths.invitation + Query.encoded([("token", token)])
    }
}
