import Database
import Directory
import Essentials
import HTTPTypes
import SignIn
import Web

extension Administration {
    func addFactors(to routes: inout Routes) {
        routes.route(.get, "/account/factors", .signedIn, handler: showFactors)
        routes.route(.post, "/account/factors/app", .signedIn, .needsStepUp, handler: beginApp)
        routes.route(.get, "/account/factors/app", .signedIn, handler: showApp)
        routes.route(
            .post, "/account/factors/app/confirmation", .signedIn, .limited(Self.secretLimit), handler: confirmApp)
        routes.route(.post, "/account/factors/app/removal", .signedIn, .needsStepUp, handler: removeApp)
        routes.route(.post, "/account/factors/recovery-codes", .signedIn, .needsStepUp, handler: renewCodes)
    }

    /// `GET /account/factors`.
    private func showFactors(_ visit: StaffVisit) async throws -> Answer {
        .page(try await factorsPage(visit))
    }

    /// `POST /account/factors/app`: makes the secret; the page after it shows it.
    private func beginApp(_ visit: StaffVisit) async throws -> Answer {
        let (caller, enrol) = (visit.caller, EnrolApp(key: desk.settings.key))
        try await database.write { db in try enrol.begin(by: caller, in: db) }
        return .redirect(to: AdministrationPaths.app)
    }

    /// `GET /account/factors/app`.
    private func showApp(_ visit: StaffVisit) async throws -> Answer {
        .page(try await enrolPage(visit, Filling()))
    }

    /// `POST /account/factors/app/confirmation`.
    private func confirmApp(_ visit: StaffVisit) async throws -> Answer {
        try await submit(visit.form) {
            let (caller, now, enrol) = (visit.caller, visit.now, EnrolApp(key: desk.settings.key))
            let code = visit.form.text("code") ?? ""
            let codes = try await database.write { db in try enrol.confirm(code, by: caller, at: now, in: db) }
            if let codes { return .page(RecoveryCodesPage(codes)) }
            return .redirect(
                to: AdministrationPaths.factors,
                notice: Flash(.good, Wording("Đã thêm ứng dụng xác thực.", en: "The app is in use.")))
        } again: { filling in
            try await enrolPage(visit, filling)
        }
    }

    /// `POST /account/factors/app/removal`.
    private func removeApp(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now, enrol) = (visit.caller, visit.now, EnrolApp(key: desk.settings.key))
        do {
            try await database.write { [isDemanded = desk.settings.demandsSecondFactor] db in
                try enrol.remove(isDemanded: isDemanded, by: caller, at: now, in: db)
            }
        } catch let refusal as FactorRefusal {
            return .page(try await factorsPage(visit, refusal: refusal.message), status: .conflict)
        }
        return .redirect(
            to: AdministrationPaths.factors,
            notice: Flash(.good, Wording("Đã gỡ ứng dụng xác thực.", en: "The app was removed.")))
    }

    /// `POST /account/factors/recovery-codes`: they are in this answer and nowhere else.
    private func renewCodes(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let codes = try await database.write { db in try RecoveryCodes.renew(by: caller, at: now, in: db) }
        return .page(RecoveryCodesPage(codes))
    }

    func factorsPage(_ visit: StaffVisit, refusal: Wording? = nil) async throws -> FactorsPage {
        let person = visit.caller.person
        let (factors, passkeys, identities) = try await database.read { db in
            (
                try SecondFactors.of(person, in: db), try Passkey.list(of: person, in: db),
                try OpenIDIdentity.list(of: person, in: db)
            )
        }
        return FactorsPage(
            factors, passkeys, OwnIdentities(identities, desk.openID.providers, at: visit.now),
            offersPasskeys: desk.settings.relyingParty != nil,
            mustEnrol: visit.caller.mustEnrolFactor && factors.isEmpty, refusal: refusal, at: visit.now)
    }

    private func enrolPage(_ visit: StaffVisit, _ filling: Filling) async throws -> EnrolAppPage {
        let (caller, enrol) = (visit.caller, EnrolApp(key: desk.settings.key))
        let offer = try await database.read { db in try enrol.offer(for: caller, issuer: "Liên Thông", in: db) }
        guard let offer else { throw NotFound() }
        return EnrolAppPage(offer, filling)
    }
}
