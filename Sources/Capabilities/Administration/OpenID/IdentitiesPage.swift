import Directory
import Essentials
import OpenID
import SignIn
import Web

/// An identity at a provider, in a table.
struct IdentityRow: Viewable {
    let provider: Wording
    let subject: String
    let linkedAt: Instant
    let lastUsed: Age?
    let removal: Action

    init(_ identity: OpenIDIdentity, _ providers: [OpenIDProvider], removal path: String, at now: Instant) {
        provider = providers.first { $0.issuer == identity.issuer }?.name ?? .verbatim(identity.issuer)
        subject = identity.subject
        linkedAt = identity.linkedAt
        lastUsed = identity.usedAt.map { Age(of: $0, at: now) }
        removal = Action(Wording("Gỡ", en: "Remove"), posting: path, icon: "stop", isDanger: true)
    }
}

/// Through which providers a person may sign in; who manages the account links them.
struct IdentitiesPage: Page {
    let title = Wording("Đăng nhập một lần", en: "Single sign-on")
    let back: Link
    let problem: Notice?
    let identities: [IdentityRow]
    /// Nil where there is no provider, and for oneself: that is proved at the provider.
    let form: EntryForm?

    init(
        _ person: Person, _ identities: [OpenIDIdentity], _ providers: [OpenIDProvider], _ filling: Filling,
        isOwn: Bool,
        at now: Instant
    ) {
        back = Link(.verbatim(person.name), path: AdministrationPaths.person(person.id))
        problem = filling.notice
        self.identities = identities.map { identity in
            IdentityRow(
                identity, providers, removal: AdministrationPaths.openIDRemoval(identity.id, of: person.id), at: now)
        }
        form = providers.isEmpty || isOwn ? nil : Self.form(person, providers, filling, cancel: back.path)
    }

    private static func form(
        _ person: Person, _ providers: [OpenIDProvider], _ filling: Filling, cancel: String
    ) -> EntryForm {
        EntryForm(
            to: AdministrationPaths.identities(of: person.id), draft: nil, filling,
            fields: [
                filling.select(
                    "provider", Wording("Cổng định danh", en: "Identity provider"),
                    providers.map { (value: $0.code, label: $0.name) }),
                filling.text(
                    "subject", Wording("Mã người dùng (sub)", en: "User's code (sub)"),
                    help: Wording(
                        "Mã bất biến mà cổng định danh đặt cho người này, không phải thư điện tử hay tên đăng nhập.",
                        en: "The unchanging code that the provider has for this person, not a mail address or name."),
                    atMost: 255),
            ],
            button: Wording("Liên kết", en: "Link"), cancelPath: cancel)
    }
}

/// The same on the page of the own second factors.
struct OwnIdentities: Viewable {
    let identities: [IdentityRow]
    let links: [Action]

    /// Nil where nobody signs in through another system.
    init?(_ identities: [OpenIDIdentity], _ providers: [OpenIDProvider], at now: Instant) {
        if providers.isEmpty && identities.isEmpty { return nil }
        self.identities = identities.map { identity in
            IdentityRow(identity, providers, removal: AdministrationPaths.openIDRemoval(identity.id), at: now)
        }
        links = providers.map { provider in
            Action(
                Wording(
                    "Liên kết với \(provider.name.vietnamese)", en: "Link with \(provider.name.english)"),
                posting: AdministrationPaths.openIDLink(provider.code), icon: "link")
        }
    }
}
