import Journal
import Testing

@testable import SignIn

/// What is stored as text is stored for ever: a spelling that changed would make old rows unreadable.
struct SignInSpellingTests {
    @Test func `what stands in the database and the journal is spelled as it always was`() {
        #expect(
            SignInMethod.allCases.map(\.rawValue) == [
                "password", "password, app", "password, recovery code", "password, passkey", "passkey",
                "break glass", "openid", "openid, two factors", "openid, app", "openid, recovery code",
                "openid, passkey",
            ])
        #expect(FactorKind.allCases.map(\.rawValue) == ["app", "passkey"])
    }

    @Test func `every event has a kind of its own`() {
        let kinds: [any Event.Type] = [
            PersonSignedIn.self, SignInFailed.self, AccountUnlocked.self, SteppedUp.self, PasswordChanged.self,
            PasswordInvited.self, SecondStepFailed.self, FactorEnrolled.self, FactorRemoved.self, FactorsReset.self,
            RecoveryCodesMade.self, PasskeyRefused.self, AccountClosedAsIdle.self, BreakGlassSealed.self,
            BreakGlassOpened.self, BreakGlassRefused.self, OpenIDLinked.self, OpenIDUnlinked.self,
            OpenIDRefused.self,
        ]
        #expect(Set(kinds.map { $0.kind }).count == kinds.count)
        #expect(kinds.allSatisfy { $0.kind.hasPrefix("directory.") && $0.kind.utf8.count <= 64 })
    }
}
