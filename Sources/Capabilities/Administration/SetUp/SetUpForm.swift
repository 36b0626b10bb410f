import Directory
import Essentials
import SignIn
import Web

extension FirstRun.Form {
    /// What was typed on the first page.
    ///
    /// - Throws: `Problems`.
    init(_ form: FormData) throws {
        var problems = Problems()
        func required(_ name: String, atMost limit: Int, _ missing: Wording) -> String {
            form.required(name, atMost: limit, missing: missing, &problems) ?? ""
        }
        let province = required(
            "province", atMost: 300, Wording("Ghi tên tỉnh.", en: "Enter the province's name."))
        let name = required("name", atMost: 150, Wording("Ghi họ và tên.", en: "Enter the name."))
        let title = required("title", atMost: 150, Wording("Ghi chức vụ.", en: "Enter the post."))
        let username = required("username", atMost: 64, Wording("Ghi tên đăng nhập.", en: "Enter the user name."))
        let mail = form.optional("mail", atMost: 254, &problems)
        let organId = form.organId("organId", scheme: .level1First, &problems)
        let password = form.raw("password") ?? ""
        problems.checkRepetition(password, form.raw("passwordAgain"))
        try problems.throwIfAny()
        self.init(
            province: province, provinceOrganId: organId, name: name, username: username, mail: mail, title: title,
            password: password)
    }
}

extension Fields {
    /// A national identifier as typed; nil and a problem when it does not have the form.
    func organId(_ name: String, scheme: OrganIdScheme, _ problems: inout Problems) -> OrganId? {
        guard let text = text(name) else { return nil }
        let organId = OrganId(text, scheme: scheme)
        if organId == nil {
            problems.add(
                name,
                scheme == .level1First
                    ? Wording("Mã phải có dạng H28 hoặc H28.02.", en: "It must read like H28 or H28.02.")
                    : Wording("Mã phải có dạng 000.00.02.H28.", en: "It must read like 000.00.02.H28."))
        }
        return organId
    }
}
