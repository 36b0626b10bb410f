import Foundation

/// What verdicts on signatures rest on in this installation. Official-duty and public signatures have roots of their own
/// (Luật 20/2023/QH15 Đ. 22).
public struct SignatureTrust: Sendable {
    /// Files of the pinned roots (PEM); never the machine's own store.
    public let rootFiles: [String]
    /// Files of revocation lists (CRL, DER). Somebody else puts newer ones in their place.
    public let listFiles: [String]

    public init(rootFiles: [String] = [], listFiles: [String] = []) {
        self.rootFiles = rootFiles.map(Self.inFull)
        self.listFiles = listFiles.map(Self.inFull)
    }

    /// A file named from where the server stands is named in full: who judges stands elsewhere.
    private static func inFull(_ path: String) -> String { URL(fileURLWithPath: path).path }
}
