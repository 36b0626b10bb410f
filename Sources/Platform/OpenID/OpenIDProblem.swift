/// Why a provider's word is not taken. For the log and the journal; the person is told only that it did not work.
public enum OpenIDProblem: String, Error, CaseIterable, Sendable {
    /// It did not answer, or not in time.
    case unreachable
    /// It answered with something else than 200; also where it wanted to send us elsewhere.
    case refused
    case tooLarge = "too-large"
    case malformed
    /// Another issuer than the one that is configured.
    case wrongIssuer = "wrong-issuer"
    /// It names an address outside of its own origin.
    case foreignAddress = "foreign-address"
    /// The browser brought no state of ours, another one, or one too old.
    case wrongState = "wrong-state"
    /// The provider says no, or the person did.
    case denied
    case algorithm
    case unknownKey = "unknown-key"
    case badSignature = "bad-signature"
    case wrongAudience = "wrong-audience"
    case expired
    case notYetValid = "not-yet-valid"
    case wrongNonce = "wrong-nonce"
}
