import Essentials
import TestSupport

@testable import PDFStructure
@testable import Signing

/// A root, signers of every kind of key and a time-stamp authority, made once for all tests.
struct TestAuthorities: Sendable {
    static let shared = TestAuthorities()

    static let notBefore = Instant("2024-01-01T00:00:00Z")!
    static let notAfter = Instant("2045-01-01T00:00:00Z")!
    static let now = Instant("2026-11-21T14:05:09+07:00")!

    let root: CertificateIssuer
    let leader: SigningIdentity
    let agency: SigningIdentity
    let timestamps: TimestampIssuer
    let timestampCertificate: Certificate

    private init() {
        do {
            root = try CertificateIssuer(
                rootNamed: "Gốc thử nghiệm", key: SoftwareKey(generating: .p256), from: Self.notBefore,
                until: Self.notAfter, baseURL: "http://pki.test")
            leader = try Self.identity("Trần Văn An", .p256, root)
            agency = try Self.identity("UBND tỉnh", .p256, root)
            let key = try SoftwareKey(generating: .p256)
            timestampCertificate = try root.issue(
                to: "Dấu thời gian thử nghiệm", key: key, for: .timestamping, from: Self.notBefore, until: Self.notAfter
            )
            timestamps = TimestampIssuer(key: key, certificate: timestampCertificate, chain: [root.certificate])
        } catch {
            preconditionFailure("the test authority cannot be made: \(error)")
        }
    }

    static func identity(
        _ name: String, _ kind: SoftwareKey.Kind, _ issuer: CertificateIssuer, usesPSS: Bool = true,
        until notAfter: Instant = TestAuthorities.notAfter
    ) throws -> SigningIdentity {
        let key = try SoftwareKey(generating: kind, usesPSS: usesPSS)
        let certificate = try issuer.issue(to: name, key: key, from: notBefore, until: notAfter)
        return SigningIdentity(key: key, certificate: certificate, chain: [issuer.certificate])
    }

    func revocationList(_ revoked: [RevokedCertificate] = [], at instant: Instant = TestAuthorities.now) throws
        -> [UInt8]
    {
        try root.revocationList(revoked, thisUpdate: instant, nextUpdate: Self.notAfter)
    }

    /// A policy that trusts the root and knows that nothing was revoked.
    func policy(now: Instant = TestAuthorities.now) throws -> VerificationPolicy {
        var policy = VerificationPolicy(anchors: [root.certificate], now: now)
        policy.evidence.lists = [try revocationList(at: now.adding(seconds: -60))]
        return policy
    }

    func report(on bytes: [UInt8]) throws -> DocumentReport {
        try DocumentVerifier(policy()).report(on: bytes)
    }

    var signer: DocumentSigner {
        let transport = InProcessAuthority(authorities: self)
        return DocumentSigner(
            timestamps: TimestampAuthority(url: "http://pki.test/tsa", transport: transport),
            collector: EvidenceCollector(transport: transport))
    }

    func signed(
        _ bytes: [UInt8] = SamplePDF.bytes(), as identity: SigningIdentity? = nil, level: SignatureLevel = .basic,
        _ change: (inout SignatureOptions) -> Void = { _ in }
    ) async throws -> [UInt8] {
        var options = SignatureOptions(claimedAt: Self.now)
        change(&options)
        return try await signer.sign(bytes, as: identity ?? leader, options: options, level: level)
    }
}

/// The authority's answers without a network.
struct InProcessAuthority: SigningTransport {
    let authorities: TestAuthorities
    var now = TestAuthorities.now
    var answersOCSP = true

    struct Unreachable: Error {}

    func post(_ body: [UInt8], contentType: String, to url: String) async throws -> [UInt8] {
        if url.hasSuffix("/tsa") { return try authorities.timestamps.answer(body, at: now) }
        guard answersOCSP else { throw Unreachable() }
        return try authorities.root.answer(
            toOCSPRequest: body, revoked: [], at: now, nextUpdate: TestAuthorities.notAfter)
    }

    func get(_ url: String) async throws -> [UInt8] {
        try authorities.revocationList(at: now)
    }
}
