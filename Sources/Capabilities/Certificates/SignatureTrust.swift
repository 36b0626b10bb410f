public import Signing

/// What verdicts on signatures rest on in this installation (Luật 20/2023/QH15 Đ. 22: official-duty and public signatures
/// have roots of their own).
public struct SignatureTrust: Sendable {
    /// The pinned roots; never the machine's own store.
    public let roots: [Certificate]
    /// Files of revocation lists (CRL, DER). Somebody else puts newer ones in their place, so they are read for each verdict.
    public let listFiles: [String]

    public init(roots: [Certificate] = [], listFiles: [String] = []) {
        self.roots = roots
        self.listFiles = listFiles
    }
}
