import Directory
import Essentials
import Notifications
import SignIn
import Web

/// Where the pages of administration are.
enum AdministrationPaths {
    static let setUp = "/set-up"
    static let invitation = "/invitation"

    static let notifications = "/notifications"
    static let notificationsRead = "/notifications/read"
    static func notification(_ id: ID<Notification>) -> String { "/notifications/\(id)" }

    static let passkeySignIn = "/sign-in/passkey"
    static let secondStepPasskey = "/sign-in/second-step/passkey"
    static let secondStep = "/sign-in/second-step"

    static func openIDSignIn(_ code: String) -> String { "/sign-in/openid/\(code)" }
    static func openIDLink(_ code: String) -> String { "/account/openid/\(code)" }
    static func openIDRemoval(_ id: ID<OpenIDIdentity>) -> String { "/account/identities/\(id)/removal" }
    static func identities(of id: ID<Person>) -> String { "/people/\(id)/identities" }
    static func openIDRemoval(_ identity: ID<OpenIDIdentity>, of id: ID<Person>) -> String {
        "/people/\(id)/identities/\(identity)/removal"
    }

    static let account = "/account"
    static let factors = "/account/factors"
    static let app = "/account/factors/app"
    static let appConfirmation = "/account/factors/app/confirmation"
    static let appRemoval = "/account/factors/app/removal"
    static let passkeys = "/account/factors/passkeys"
    static let newPasskey = "/account/factors/passkeys/new"
    static func passkeyRemoval(_ id: ID<Passkey>) -> String { "/account/factors/passkeys/\(id)/removal" }
    static let recoveryCodes = "/account/factors/recovery-codes"
    static let password = "/account/password"
    static let sessions = "/account/sessions"
    static let otherSessionsEnd = "/account/sessions/end"
    static func sessionEnd(_ id: ID<Session>) -> String { "/account/sessions/\(id)/end" }
    static let tokens = "/account/tokens"
    static func tokenEnd(_ id: ID<ApiToken>) -> String { "/account/tokens/\(id)/end" }

    static let units = "/units"
    static let newUnit = "/units/new"
    static let unitChoices = "/units/choices"
    static let unitsImport = "/units/import"
    static let unitsExport = "/units/export"

    static func unit(_ id: ID<Unit>, on day: CivilDate? = nil) -> String {
        "/units/\(id)" + (day.map { "?on=\($0)" } ?? "")
    }
    static func newUnit(below id: ID<Unit>) -> String { "\(newUnit)?parent=\(id)" }
    static func units(below id: ID<Unit>, on day: CivilDate? = nil) -> String {
        "/units?under=\(id)" + (day.map { "&on=\($0)" } ?? "")
    }
    static func editions(of id: ID<Unit>) -> String { "/units/\(id)/editions" }
    static func correction(of id: ID<Unit>) -> String { "/units/\(id)/correction" }
    static func organIds(of id: ID<Unit>) -> String { "/units/\(id)/organ-ids" }
    static func succession(of id: ID<Unit>) -> String { "/units/\(id)/succession" }
    static func successionPreview(of id: ID<Unit>) -> String { "/units/\(id)/succession/preview" }
    static func succession(_ id: ID<Succession>) -> String { "/successions/\(id)" }

    static let people = "/people"
    static let newPerson = "/people/new"
    static let postChoices = "/people/choices"
    static let peopleImport = "/people/import"
    static let peopleExport = "/people/export"

    static func person(_ id: ID<Person>) -> String { "/people/\(id)" }
    static func details(of id: ID<Person>) -> String { "/people/\(id)/details" }
    static func invitation(of id: ID<Person>) -> String { "/people/\(id)/invitation" }
    static func suspension(of id: ID<Person>) -> String { "/people/\(id)/suspension" }
    static func reinstatement(of id: ID<Person>) -> String { "/people/\(id)/reinstatement" }
    static func factorReset(of id: ID<Person>) -> String { "/people/\(id)/factors/reset" }
    static func unlocking(of id: ID<Person>) -> String { "/people/\(id)/unlocking" }
    static func sessionsEnd(of id: ID<Person>) -> String { "/people/\(id)/sessions/end" }
    static func posts(of id: ID<Person>) -> String { "/people/\(id)/posts" }
    static func end(of post: ID<Post>, _ person: ID<Person>) -> String { "/people/\(person)/posts/\(post)/end" }
    static func grants(of post: ID<Post>, _ person: ID<Person>) -> String { "/people/\(person)/posts/\(post)/grants" }
    static func withdrawal(of grant: ID<Grant>, _ person: ID<Person>) -> String {
        "/people/\(person)/grants/\(grant)/withdrawal"
    }

    static let roles = "/roles"
    static let newRole = "/roles/new"
    static func newRole(from id: ID<Role>) -> String { "\(newRole)?from=\(id)" }
    static func permissions(of id: ID<Role>) -> String { "/roles/\(id)/permissions" }
    static let security = "/security"
    static let breakGlassSeal = "/security/break-glass"
    static let breakGlassSignIn = "/sign-in/emergency"
    static let accountReviews = "/account-reviews"
    static let newAccountReview = "/account-reviews/new"
    static func accountReview(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)" }
    static func reviewKeeping(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)/keeping" }
    static func reviewClosure(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)/closure" }
    static func reviewMinutes(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)/minutes" }
    static func reviewMinutesText(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)/minutes/text" }
    static func reviewMinutesProof(_ id: ID<AccountReview>) -> String { "/account-reviews/\(id)/minutes/proof" }
    static func reviewed(_ person: ID<Person>, in id: ID<AccountReview>) -> String {
        "/account-reviews/\(id)/accounts/\(person)"
    }
    static let rightsChanges = "/rights-changes"
    static let rightsConfirmation = "/rights-changes/confirmation"
    static func sessionLimits(of id: ID<Role>) -> String { "/roles/\(id)/session-limits" }
    static let substitutions = "/substitutions"
    static let newSubstitution = "/substitutions/new"
    static func approval(of id: ID<Substitution>) -> String { "/substitutions/\(id)/approval" }
    static func end(of id: ID<Substitution>) -> String { "/substitutions/\(id)/end" }
    static let authorisations = "/authorisations"
    static let newAuthorisation = "/authorisations/new"
    static func end(of id: ID<WrittenAuthorisation>) -> String { "/authorisations/\(id)/end" }
}
