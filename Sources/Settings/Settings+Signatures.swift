public import Certificates
import Foundation
import Signing

extension Settings {
    /// What verdicts on signatures rest on.
    public var signatureTrust: SignatureTrust {
        SignatureTrust(rootFiles: list(.signatureRoot), listFiles: list(.signatureList))
    }

    static func holdsCertificates(_ path: String) -> Bool {
        guard let bytes = FileManager.default.contents(atPath: path) else { return false }
        return (try? Certificate.all(in: [UInt8](bytes)).isEmpty) == false
    }
}
