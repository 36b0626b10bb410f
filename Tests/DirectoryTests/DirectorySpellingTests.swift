import Database
import DirectorySupport
import Essentials
import Journal
import TestSupport
import Testing

@testable import Directory

/// What is stored as text is stored for ever: a spelling that changed would make old rows unreadable.
struct DirectorySpellingTests {
    @Test func `what stands in the database is spelled as it always was`() {
        #expect(
            UnitKind.allCases.map(\.rawValue) == [
                "province", "peoples-council", "peoples-committee", "department", "district", "commune", "party-organ",
                "mass-organisation", "central-agency", "public-service-unit", "inner-unit", "steering-committee",
                "advisory-body",
            ])
        #expect(OrganIdScheme.allCases.map(\.rawValue) == ["qcvn-102", "qd-20"])
        #expect(Standing.allCases.map(\.rawValue) == ["head", "acting-head", "deputy", "member"])
        #expect(SuccessionKind.allCases.map(\.rawValue) == ["merge", "split", "abolish", "transfer-duty"])
        #expect(AuthorisationKind.allCases.map(\.rawValue) == ["deputy", "by-order", "authorised"])
        #expect(Session.Ending.allCases.map(\.rawValue) == ["signed-out", "revoked", "disabled", "password-changed"])
        #expect(
            DefaultRole.allCases.map(\.rawValue) == [
                "administrator", "clerk", "leader", "unit-head", "specialist", "inspector", "standing-agency",
                "committee-member",
            ])
        #expect(
            DirectoryPermissions.all.map(\.code) == [
                "directory.read", "directory.manage", "directory.succession", "directory.accounts", "directory.roles",
                "directory.review", "directory.authorisations", "directory.substitutions",
            ])
    }

    @Test func `every event has a kind of its own`() {
        let kinds: [any Event.Type] = [
            UnitCreated.self, UnitChanged.self, UnitCorrected.self, OrganIdGiven.self, SuccessionDecided.self,
            UnitClosed.self, PersonCreated.self, PersonChanged.self, PersonDisabled.self, PersonEnabled.self,
            PostAssigned.self, PostEnded.self, RoleDefined.self, GrantGiven.self, GrantWithdrawn.self,
            SubstitutionRequested.self, SubstitutionApproved.self, SubstitutionEnded.self, AuthorisationRecorded.self,
            AuthorisationEnded.self, SessionEnded.self, SessionsEnded.self, PostSwitched.self, ApiTokenCreated.self,
            ApiTokenRevoked.self, FirstRunCompleted.self,
        ]
        #expect(Set(kinds.map { $0.kind }).count == kinds.count)
        #expect(kinds.allSatisfy { $0.kind.hasPrefix("directory.") && $0.kind.utf8.count <= 64 })
    }

    @Test func `a day belongs to a validity from its first to its last day`() {
        let march = Validity(from: day("2026-03-01"), to: day("2026-03-31"))
        #expect(
            [day("2026-02-28"), day("2026-03-01"), day("2026-03-31"), day("2026-04-01")].map(march.contains) == [
                false, true, true, false,
            ])
        #expect(march.overlaps(Validity(from: day("2026-03-31"))))
        #expect(!march.overlaps(Validity(from: day("2026-04-01"))))
        #expect(!march.overlaps(Validity(from: day("2026-02-01"), to: day("2026-02-28"))))
        #expect(!Validity(from: day("2026-03-02"), to: day("2026-03-01")).isSound)
    }

    @Test func `a path is within another only at whole units`() {
        let path = UnitPath(text: "/01A/01B/")
        #expect(path.isWithin(UnitPath(text: "/01A/")))
        #expect(!path.isWithin(UnitPath(text: "/01A/01B/01C/")))
        #expect(!UnitPath(text: "/01AB/").isWithin(UnitPath(text: "/01A/")))
        #expect(UnitPath(text: "/01A/").end == "/01A0")
    }

    @Test(arguments: Engine.tested)
    func `the directory's tables are the same on both engines`(engine: Engine) async throws {
        try await TestDatabase.withMigrated(engine, SampleDirectory.migrations) { database in
            let tables = try await database.read { db -> Set<String> in
                let all: [String] =
                    engine == .sqlite
                    ? try db.values("SELECT name FROM sqlite_master WHERE type = 'table'")
                    : try db.values(
                        "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'")
                return Set(all)
            }
            let own: Set<String> = [
                "unit", "unit_edition", "unit_word", "unit_code", "succession", "succession_link", "person",
                "person_word",
                "post", "role", "role_permission", "role_grant", "substitution", "written_authorisation", "account",
                "password_invitation", "session", "api_token", "api_token_permission", "sign_in_guess", "sign_in_lock",
                "first_run",
            ]
            #expect(own.isSubset(of: tables))
        }
    }
}
