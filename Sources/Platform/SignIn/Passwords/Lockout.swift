import Essentials

/// When a wrong password locks: an account after few, for long; an address progressively, since a whole office may
/// stand behind one. Dated configuration: the law sets the bounds.
public struct Lockout: Hashable, Sendable {
    /// Wrong passwords that lock an account.
    public let accountFailures: Int
    /// How long it stays locked; wrong passwords are remembered as long.
    public let accountSeconds: Int64
    /// Wrong passwords from an address that cost nothing yet.
    public let addressFailures: Int
    /// The first wait of an address beyond that; each further failure doubles it.
    public let addressSeconds: Int64
    public let longestAddressSeconds: Int64

    public init(
        accountFailures: Int, accountSeconds: Int64, addressFailures: Int, addressSeconds: Int64,
        longestAddressSeconds: Int64
    ) {
        self.accountFailures = accountFailures
        self.accountSeconds = accountSeconds
        self.addressFailures = addressFailures
        self.addressSeconds = addressSeconds
        self.longestAddressSeconds = longestAddressSeconds
    }

    /// Five wrong passwords lock for 12 hours (TCVN 14423:2026 5.6.2.2, QCVN 12:2026/BCA 3.6.2.1.9).
    public static let level3 = Lockout(
        accountFailures: 5, accountSeconds: 12 * 3600, addressFailures: 20, addressSeconds: 60,
        longestAddressSeconds: 12 * 3600)

    /// How long an address waits after so many failures; nil for no wait.
    func addressWait(after failures: Int) -> Int64? {
        let beyond = failures - addressFailures
        guard beyond > 0 else { return nil }
        // 2^20 minutes are two years; the longest wait is reached long before.
        let doublings = Int64(1) << Int64(min(beyond - 1, 20))
        return min(addressSeconds * doublings, longestAddressSeconds)
    }
}
