import Database
import Directory
import Essentials
import Web

extension NewPerson {
    /// As typed; what is wrong with it is for the command to say.
    init(_ form: some Fields) {
        self.init(
            name: form.text("name") ?? "", username: form.text("username"), mail: form.text("mail"),
            phone: form.text("phone"))
    }
}

extension DirectoryFormPage {
    static func newPerson(_ filling: Filling) -> DirectoryFormPage {
        person(
            Wording("Thêm người", en: "Add a person"),
            back: Link(Wording("Danh sách cán bộ", en: "People"), path: AdministrationPaths.people),
            explanation: Wording(
                "Sau khi thêm, giao chức vụ rồi mời người đó tự đặt mật khẩu.",
                en: "Afterwards give a post, then invite the person to set a password."),
            filling, to: AdministrationPaths.people, button: Wording("Thêm người", en: "Add the person"))
    }

    static func changePerson(_ person: Person, _ filling: Filling) -> DirectoryFormPage {
        Self.person(
            Wording("Sửa thông tin", en: "Edit a person"),
            back: Link(.verbatim(person.name), path: AdministrationPaths.person(person.id)), explanation: nil, filling,
            to: AdministrationPaths.details(of: person.id), button: Wording("Lưu", en: "Save"))
    }

    private static func person(
        _ title: Wording, back: Link, explanation: Wording?, _ filling: Filling, to action: String, button: Wording
    ) -> DirectoryFormPage {
        let fields: [any Viewable] = [
            filling.text("name", Wording("Họ và tên", en: "Name"), atMost: 150),
            filling.text(
                "username", Wording("Tên đăng nhập", en: "User name"),
                help: Wording(
                    "3–64 ký tự: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới. Để trống nếu không cần tài khoản.",
                    en: "3–64 characters: letters a–z, digits, '.', '-', '_'. Blank when no account is needed."),
                isOptional: true, width: .medium, atMost: 64),
            FieldRow(
                filling.text(
                    "mail", Wording("Thư điện tử", en: "Mail"), isOptional: true, atMost: 254, inputMode: "email"),
                filling.text(
                    "phone", Wording("Điện thoại", en: "Telephone"), isOptional: true, atMost: 32, inputMode: "tel")),
        ]
        return DirectoryFormPage(
            title, back: back, explanation: explanation, filling,
            form: EntryForm(
                to: action, draft: "person", filling, fields: fields, button: button, cancelPath: back.path))
    }
}
