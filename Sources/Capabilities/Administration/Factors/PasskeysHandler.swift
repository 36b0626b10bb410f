import Database
import Directory
import Essentials
import HTTPTypes
import SignIn
import Web

extension Administration {
    func addPasskeys(to routes: inout Routes) {
        routes.route(.get, "/account/factors/passkeys/new", .signedIn, .needsStepUp, handler: showNewPasskey)
        routes.route(.post, "/account/factors/passkeys", .signedIn, .needsStepUp, handler: registerPasskey)
        routes.route(
            .post, "/account/factors/passkeys/{id}/removal", .signedIn, .needsStepUp, handler: removePasskey)
    }

    /// `GET /account/factors/passkeys/new`.
    private func showNewPasskey(_ visit: StaffVisit) async throws -> Answer {
        .page(try await newPasskeyPage(visit, Filling()))
    }

    /// `POST /account/factors/passkeys`.
    private func registerPasskey(_ visit: StaffVisit) async throws -> Answer {
        try await submit(visit.form) {
            let (form, caller, now, register) = (visit.form, visit.caller, visit.now, RegisterPasskey(desk))
            let codes = try await database.write { db in
                try register(
                    name: form.text("name") ?? "", response: form.text("credential") ?? "", by: caller, at: now, in: db)
            }
            if let codes { return .page(RecoveryCodesPage(codes)) }
            return .redirect(
                to: AdministrationPaths.factors,
                notice: Flash(.good, Wording("Đã thêm khóa truy cập.", en: "The passkey was added.")))
        } again: { filling in
            try await newPasskeyPage(visit, filling)
        }
    }

    /// `POST /account/factors/passkeys/{id}/removal`.
    private func removePasskey(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Passkey> = try visit.id()
        let (caller, now, isDemanded) = (visit.caller, visit.now, desk.settings.demandsSecondFactor)
        do {
            try await database.write { db in
                try RemovePasskey()(id, isDemanded: isDemanded, by: caller, at: now, in: db)
            }
        } catch let refusal as FactorRefusal {
            return .page(try await factorsPage(visit, refusal: refusal.message), status: .conflict)
        }
        return .redirect(
            to: AdministrationPaths.factors,
            notice: Flash(.good, Wording("Đã gỡ khóa truy cập.", en: "The passkey was removed.")))
    }

    private func newPasskeyPage(_ visit: StaffVisit, _ filling: Filling) async throws -> NewPasskeyPage {
        let (caller, now, register) = (visit.caller, visit.now, RegisterPasskey(desk))
        let options = try await database.read { db in try register.options(for: caller, at: now, in: db) }
        guard let options else { throw NotFound() }
        return NewPasskeyPage(options, filling)
    }
}
