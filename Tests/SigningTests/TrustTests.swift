import CryptoExtras
import Essentials
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// Whose signature it is, and whether that could be trusted when it was made.
@Suite struct TrustTests {
    private let authorities = TestAuthorities.shared
    private let now = TestAuthorities.now
    private let day: Int64 = 86_400

    private func verdict(
        _ bytes: [UInt8], now: Instant? = nil, _ change: (inout VerificationPolicy) throws -> Void = { _ in }
    ) throws -> Verdict {
        var policy = try authorities.policy(now: now ?? self.now)
        try change(&policy)
        return try #require(DocumentVerifier(policy).report(on: bytes).signatures.first?.verdict)
    }

    @Test func `a root that is not pinned is not trusted`() async throws {
        let own = try CertificateIssuer(
            rootNamed: "Gốc tự tạo", key: SoftwareKey(generating: .p256), from: TestAuthorities.notBefore,
            until: TestAuthorities.notAfter)
        let signed = try await authorities.signed(as: try TestAuthorities.identity("Kẻ mạo danh", .p256, own))
        let verdict = try verdict(signed)
        #expect(verdict.indication == .indeterminate)
        #expect(verdict.subIndication == .noChain)
    }

    @Test func `an expired certificate is good for what a time-stamp proves`() async throws {
        let end = now.adding(seconds: day)
        let identity = try TestAuthorities.identity("Sắp hết hạn", .p256, authorities.root, until: end)
        let bare = try await authorities.signed(as: identity)
        let stamped = try await authorities.signed(as: identity, level: .timestamped)
        let later = end.adding(seconds: day)
        let evidence = try authorities.revocationList(at: now.adding(seconds: 60))
        #expect(try verdict(bare, now: later) { $0.evidence.lists = [evidence] }.subIndication == .outOfBoundsNoProof)
        let proven = try verdict(stamped, now: later) {
            $0.evidence.lists = [evidence, try authorities.revocationList(at: later)]
        }
        #expect(proven == .passed)
    }

    @Test func `a certificate that was expired when the time-stamp came fails`() async throws {
        let identity = try TestAuthorities.identity(
            "Đã hết hạn", .p256, authorities.root, until: now.adding(seconds: -day))
        let stamped = try await authorities.signed(as: identity, level: .timestamped)
        let verdict = try verdict(stamped)
        #expect(verdict.indication == .failed)
        #expect(verdict.subIndication == .expired)
    }

    @Test func `a clock before the certificate's first day is noticed`() async throws {
        let signed = try await authorities.signed()
        let before = TestAuthorities.notBefore.adding(seconds: -day)
        #expect(try verdict(signed, now: before).subIndication == .outOfBoundsNoProof)
    }

    @Test(arguments: [
        (-86_400 as Int64, SignatureLevel.basic, SubIndication?.some(.revokedNoProof)),
        (-86_400, .timestamped, .revoked), (86_400, .timestamped, nil),
    ])
    func `a revocation counts from its time on`(
        _ seconds: Int64, _ level: SignatureLevel, _ expected: SubIndication?
    ) async throws {
        let signed = try await authorities.signed(level: level)
        let later = now.adding(seconds: 2 * day)
        let revoked = RevokedCertificate(authorities.leader.certificate, at: now.adding(seconds: seconds))
        let list = try authorities.revocationList([revoked], at: later)
        #expect(try verdict(signed, now: later) { $0.evidence.lists = [list] }.subIndication == expected)
    }

    @Test func `a response that says revoked is heard`() async throws {
        let signed = try await authorities.signed()
        let request = try OCSPRequest.bytes(
            about: authorities.leader.certificate, issuedBy: authorities.root.certificate)
        let answer = try authorities.root.answer(
            toOCSPRequest: request, revoked: [RevokedCertificate(authorities.leader.certificate, at: now)], at: now,
            nextUpdate: TestAuthorities.notAfter)
        let verdict = try verdict(signed) { $0.evidence = RevocationEvidence(responses: [answer]) }
        #expect(verdict.subIndication == .revokedNoProof)
    }

    @Test func `a list that a stranger signed is not heard`() async throws {
        let signed = try await authorities.signed()
        let stranger = CertificateIssuer(
            key: try SoftwareKey(generating: .p256), certificate: authorities.root.certificate)
        let list = try stranger.revocationList([], thisUpdate: now, nextUpdate: TestAuthorities.notAfter)
        #expect(try verdict(signed) { $0.evidence.lists = [list] }.subIndication == .tryLater)
    }

    @Test func `a list that ended before the signature says nothing`() async throws {
        let signed = try await authorities.signed()
        let old = try authorities.root.revocationList(
            [], thisUpdate: now.adding(seconds: -9 * day), nextUpdate: now.adding(seconds: -2 * day))
        #expect(try verdict(signed) { $0.evidence.lists = [old] }.subIndication == .tryLater)
    }

    @Test(arguments: [CertificateIssuer.Purpose.timestamping, .ocsp, .authority])
    func `a certificate for another purpose does not sign documents`(_ purpose: CertificateIssuer.Purpose) async throws
    {
        let key = try SoftwareKey(generating: .p256)
        let certificate = try authorities.root.issue(
            to: "Sai mục đích", key: key, for: purpose, from: TestAuthorities.notBefore, until: TestAuthorities.notAfter
        )
        let identity = SigningIdentity(key: key, certificate: certificate, chain: [])
        #expect(try verdict(try await authorities.signed(as: identity)).subIndication == .chainConstraints)
    }

    @Test func `what is known of authorities' signatures loosens no verdict`() async throws {
        let signed = try await authorities.signed()
        var policy = try authorities.policy()
        #expect(DocumentVerifier(policy).report(on: signed).indication == .passed)
        let known = policy.known.count
        #expect(known == 2, "the certificate's and the list's")
        #expect(DocumentVerifier(policy).report(on: signed).indication == .passed)
        #expect(policy.known.count == known)

        func verdict(_ change: (inout VerificationPolicy) throws -> Void) throws -> SubIndication? {
            var changed = policy
            try change(&changed)
            return DocumentVerifier(changed).report(on: signed).signatures.first?.verdict.subIndication
        }
        #expect(try verdict { $0.anchors = [] } == .noChain)
        #expect(try verdict { $0.evidence = RevocationEvidence() } == .tryLater)
        #expect(try verdict { $0.now = TestAuthorities.notBefore.adding(seconds: -day) } == .outOfBoundsNoProof)
        #expect(try verdict { $0.rules = AlgorithmRules(rules: []) } == .cryptoConstraints)
        let revoked = RevokedCertificate(authorities.leader.certificate, at: now.adding(seconds: -day))
        #expect(try verdict { $0.evidence.lists.append(try authorities.revocationList([revoked])) } == .revokedNoProof)

        let stranger = try CertificateIssuer(
            rootNamed: "Gốc thử nghiệm", key: SoftwareKey(generating: .p256), from: TestAuthorities.notBefore,
            until: TestAuthorities.notAfter)
        policy.anchors = [stranger.certificate]
        #expect(DocumentVerifier(policy).report(on: signed).signatures.first?.verdict.subIndication == .noChain)
    }

    @Test func `what is known of one signature says nothing of another`() throws {
        let known = KnownSignatures()
        let (root, leader, agency) = (
            authorities.root.certificate, authorities.leader.certificate, authorities.agency.certificate
        )
        let algorithm = leader.signatureAlgorithm
        #expect(known.isGenuine(leader.signature, over: leader.toBeSigned, by: algorithm, of: root))
        var changed = Array(leader.toBeSigned)
        changed[changed.count / 2] ^= 1
        #expect(!known.isGenuine(leader.signature, over: changed[...], by: algorithm, of: root))
        #expect(!known.isGenuine(agency.signature, over: leader.toBeSigned, by: algorithm, of: root))
        #expect(!known.isGenuine(leader.signature, over: leader.toBeSigned, by: .init(.ecdsa, .sha384), of: root))
        #expect(!known.isGenuine(leader.signature, over: leader.toBeSigned, by: algorithm, of: agency))
        let moved = leader.signature.suffix(1) + leader.toBeSigned
        #expect(!known.isGenuine(leader.signature.dropLast(), over: moved, by: algorithm, of: root))
        #expect(known.count == 1)
    }

    @Test func `only signatures that hold are known, and never more than the limit`() throws {
        let known = KnownSignatures(atMost: 2)
        let root = authorities.root.certificate
        let stranger = try TestAuthorities.identity(
            "Kẻ lạ", .p256,
            CertificateIssuer(
                rootNamed: "Gốc thử nghiệm", key: SoftwareKey(generating: .p256), from: TestAuthorities.notBefore,
                until: TestAuthorities.notAfter))
        #expect(!stranger.certificate.isSigned(by: root, known))
        #expect(known.count == 0)
        for certificate in [authorities.leader.certificate, authorities.agency.certificate, root] {
            #expect(certificate.isSigned(by: root, known))
            #expect(certificate.isSigned(by: root, known))
            #expect((1...2).contains(known.count))
        }
        #expect(!stranger.certificate.isSigned(by: root, known))
    }

    @Test func `a signer's certificate issues no others`() async throws {
        let leader = CertificateIssuer(
            key: try #require(authorities.leader.key as? SoftwareKey), certificate: authorities.leader.certificate)
        let identity = try TestAuthorities.identity("Cấp bởi người ký", .p256, leader)
        let signed = try await authorities.signed(as: identity)
        #expect(try verdict(signed).subIndication == .chainConstraints)
    }

    @Test func `names outside what an authority may give are refused`() async throws {
        let key = try SoftwareKey(generating: .p256)
        let permitted = DistinguishedName([(.country, "VN"), (.organization, "Tỉnh A")])
        let constraints = CertificateIssuer.extension(
            .nameConstraints, isCritical: true,
            DER.sequence(DER.explicit(0, DER.sequence(DER.explicit(4, Array(permitted.der))))))
        let between = try authorities.root.issue(
            subject: DistinguishedName([(.commonName, "CA tỉnh A")]), publicKeyInfo: key.publicKeyInfo,
            from: TestAuthorities.notBefore, until: TestAuthorities.notAfter,
            extensions: CertificateIssuer.extensions(
                for: .authority, publicKeyInfo: key.publicKeyInfo, authorities.root) + [constraints])
        let issuer = CertificateIssuer(key: key, certificate: between)
        for (organization, expected) in [("Tỉnh A", nil), ("Tỉnh B", SubIndication.chainConstraints)] {
            let holder = try SoftwareKey(generating: .p256)
            let certificate = try issuer.issue(
                to: "Người ký", organization: organization, key: holder, from: TestAuthorities.notBefore,
                until: TestAuthorities.notAfter)
            let signed = try await authorities.signed(
                as: SigningIdentity(key: holder, certificate: certificate, chain: [between]))
            let verdict = try verdict(signed) { policy in
                policy.evidence.lists.append(
                    try issuer.revocationList([], thisUpdate: now, nextUpdate: TestAuthorities.notAfter))
            }
            #expect(verdict.subIndication == expected)
        }
    }

    @Test func `a time-stamp over something else proves nothing`() async throws {
        let prepared = try PreparedSignature(
            SamplePDF.bytes(), certificate: authorities.leader.certificate, chain: [],
            algorithm: authorities.leader.key.algorithm, options: SignatureOptions(claimedAt: now))
        let value = try await authorities.leader.key.signature(over: prepared.bytesToSign)
        let token = try authorities.timestamps.token(over: [1, 2, 3], at: now)
        let report = try authorities.report(on: prepared.completed(by: value, timestamp: token))
        #expect(report.signatures[0].timeSource == .now)
        #expect(report.signatures[0].level == .basic)
        #expect(report.signatures[0].remarks.count == 1)
    }

    @Test func `a time-stamp by a certificate for signing proves nothing`() async throws {
        let key = try #require(authorities.agency.key as? SoftwareKey)
        let forger = TimestampIssuer(key: key, certificate: authorities.agency.certificate, chain: [])
        let prepared = try PreparedSignature(
            SamplePDF.bytes(), certificate: authorities.leader.certificate, chain: [],
            algorithm: authorities.leader.key.algorithm, options: SignatureOptions(claimedAt: now))
        let value = try await authorities.leader.key.signature(over: prepared.bytesToSign)
        let token = try forger.token(over: value, at: now)
        let report = try authorities.report(on: prepared.completed(by: value, timestamp: token))
        #expect(report.signatures[0].timeSource == .now)
        #expect(report.signatures[0].level == .basic)
    }

    @Test(arguments: [
        (SignatureAlgorithm(.ecdsa, .sha256), true), (.init(.ecdsa, .sha1), false), (.init(.ecdsa, .md5), false),
    ])
    func `a hash is accepted or refused by its rule`(_ algorithm: SignatureAlgorithm, _ isAccepted: Bool) {
        let objection = AlgorithmRules.current.objection(
            to: algorithm, authorities.root.certificate.publicKey, at: now)
        #expect((objection == nil) == isAccepted)
    }

    @Test func `RSA of 2048 bits counts until its last day`() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let info = DER.sequence(
            DER.sequence(ObjectIdentifier.rsaEncryption.der, DER.null),
            DER.bits(Array(key.publicKey.pkcs1DERRepresentation)))
        let publicKey = try PublicKey(ASN1(info))
        let algorithm = SignatureAlgorithm(.rsaPKCS1, .sha256)
        #expect(publicKey.bits == 2048)
        let rules = AlgorithmRules.current
        #expect(rules.objection(to: algorithm, publicKey, at: try #require(Instant("2030-12-31T23:00"))) == nil)
        #expect(rules.objection(to: algorithm, publicKey, at: try #require(Instant("2031-01-01T01:00"))) != nil)
    }
}
