public import Certificates
import Foundation
import Signing

extension Settings {
    /// What verdicts on signatures rest on.
    ///
    /// - Throws: what is wrong with a file of roots.
    public func signatureTrust() throws -> SignatureTrust {
        SignatureTrust(
            roots: try list(.signatureRoot).flatMap { try Self.roots(in: $0) }, listFiles: list(.signatureList))
    }

    static func roots(in path: String) throws -> [Certificate] {
        try Certificate.all(in: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    }
}
