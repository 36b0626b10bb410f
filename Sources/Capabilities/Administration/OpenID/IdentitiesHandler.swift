import Database
import Directory
import Essentials
import OpenID
import SignIn
import Web

extension Administration {
    func addIdentities(to routes: inout Routes) {
        routes.route(
            .post, "/account/identities/{identity}/removal", .signedIn, .needsStepUp, handler: removeOwnIdentity)
        routes.route(.get, "/people/{id}/identities", .needs(.manageAccounts), handler: showLinkIdentity)
        routes.route(.post, "/people/{id}/identities", .needs(.manageAccounts), .needsStepUp, handler: linkIdentity)
        routes.route(
            .post, "/people/{id}/identities/{identity}/removal", .needs(.manageAccounts), .needsStepUp,
            handler: removeIdentity)
    }

    /// `POST /account/identities/{identity}/removal`.
    private func removeOwnIdentity(_ visit: StaffVisit) async throws -> Answer {
        try await unlink(visit, of: visit.caller.person, to: AdministrationPaths.factors)
    }

    /// `POST /people/{id}/identities/{identity}/removal`.
    private func removeIdentity(_ visit: StaffVisit) async throws -> Answer {
        let person: ID<Person> = try visit.id()
        return try await unlink(visit, of: person, to: AdministrationPaths.identities(of: person))
    }

    private func unlink(_ visit: StaffVisit, of person: ID<Person>, to path: String) async throws -> Answer {
        let identity: ID<OpenIDIdentity> = try visit.id("identity")
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in try UnlinkOpenID()(identity, of: person, by: caller, at: now, in: db) }
        return .redirect(to: path, notice: Flash(.good, Wording("Đã gỡ liên kết.", en: "The link was removed.")))
    }

    /// `GET /people/{id}/identities`.
    private func showLinkIdentity(_ visit: StaffVisit) async throws -> Answer {
        .page(try await identitiesPage(visit, Filling()))
    }

    /// `POST /people/{id}/identities`.
    private func linkIdentity(_ visit: StaffVisit) async throws -> Answer {
        let person: ID<Person> = try visit.id()
        let (caller, now, form) = (visit.caller, visit.now, visit.form)
        _ = try await managedPerson(visit)
        return try await submit(form) {
            guard let provider = desk.openID.providers.first(where: { $0.code == form.text("provider") }) else {
                throw Problems(
                    "provider", Wording("Chọn cổng định danh.", en: "Choose the identity provider."))
            }
            try await database.write { db in
                try LinkOpenID()(
                    person, subject: form.text("subject") ?? "", at: provider, by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.identities(of: person),
                notice: Flash(.good, Wording("Đã liên kết.", en: "Linked.")))
        } again: { filling in
            try await identitiesPage(visit, filling)
        }
    }

    private func identitiesPage(_ visit: StaffVisit, _ filling: Filling) async throws -> IdentitiesPage {
        let person = try await managedPerson(visit)
        let identities = try await database.read { db in try OpenIDIdentity.list(of: person.id, in: db) }
        return IdentitiesPage(
            person, identities, desk.openID.providers, filling, isOwn: person.id == visit.caller.person, at: visit.now)
    }
}
