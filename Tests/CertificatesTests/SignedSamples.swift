import Essentials
import Signing
import TestSupport

/// A root of our own, somebody who signs, and files.
struct SignedSamples: Sendable {
    static let now = Instant("2026-11-20T09:00:00+07:00")!
    private static let notBefore = Instant("2024-01-01T00:00:00Z")!
    private static let notAfter = Instant("2045-01-01T00:00:00Z")!

    let root: CertificateIssuer
    let leader: SigningIdentity

    init(holder: String = "Trần Văn An") throws {
        root = try CertificateIssuer(
            rootNamed: "Gốc thử nghiệm", key: SoftwareKey(generating: .p256), from: Self.notBefore,
            until: Self.notAfter)
        let key = try SoftwareKey(generating: .p256)
        let certificate = try root.issue(to: holder, key: key, from: Self.notBefore, until: Self.notAfter)
        leader = SigningIdentity(key: key, certificate: certificate, chain: [root.certificate])
    }

    func signed(_ document: [UInt8] = SamplePDF.bytes()) async throws -> [UInt8] {
        try await DocumentSigner().sign(document, as: leader, options: SignatureOptions(claimedAt: Self.now))
    }

    func revocationList(_ revoked: [RevokedCertificate] = []) throws -> [UInt8] {
        try root.revocationList(revoked, thisUpdate: Self.now, nextUpdate: Self.notAfter)
    }
}
