import Essentials
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

@Suite struct SigningTests {
    private let authorities = TestAuthorities.shared

    @Test(arguments: SamplePDF.Build.allCases)
    func `a signed document passes, and its former state is a prefix of it`(_ build: SamplePDF.Build) async throws {
        let base = SamplePDF.bytes(build)
        let signed = try await authorities.signed(base)
        #expect(signed.starts(with: base))
        let report = try authorities.report(on: signed)
        #expect(report.signatures.map(\.verdict) == [.passed])
        #expect(report.signatures.first?.coversWholeFile == true)
        #expect(report.signatures.first?.signer?.holder == "Trần Văn An")
        #expect(report.signatures.first?.claimedAt == TestAuthorities.now)
    }

    @Test(arguments: SamplePDF.Build.allCases)
    func `the agency signs after the leader and both signatures pass`(_ build: SamplePDF.Build) async throws {
        let first = try await authorities.signed(SamplePDF.bytes(build))
        let second = try await authorities.signed(first, as: authorities.agency)
        #expect(second.starts(with: first))
        let report = try authorities.report(on: second)
        #expect(report.signatures.map(\.verdict.indication) == [.passed, .passed])
        #expect(report.signatures[0].changes.map(\.isAllowed) == [true])
        #expect(report.signatures.map(\.fieldName) == ["Signature1", "Signature2"])
    }

    @Test(arguments: [(SoftwareKey.Kind.p384, true), (.rsa3072, true), (.rsa3072, false)])
    func `every algorithm that may sign is verified`(_ kind: SoftwareKey.Kind, _ usesPSS: Bool) async throws {
        let identity = try TestAuthorities.identity("Người ký", kind, authorities.root, usesPSS: usesPSS)
        let report = try authorities.report(on: try await authorities.signed(as: identity))
        #expect(report.signatures.map(\.verdict) == [.passed])
        #expect(report.signatures.first?.algorithm == identity.key.algorithm)
    }

    @Test(arguments: [
        (SignatureLevel.basic, SignatureReport.TimeSource.now),
        (.timestamped, .timestamp(authority: "Dấu thời gian thử nghiệm")),
        (.longTerm, .timestamp(authority: "Dấu thời gian thử nghiệm")),
        (.archived, .timestamp(authority: "Dấu thời gian thử nghiệm")),
    ])
    func `each level is recognised and proves its time`(
        _ level: SignatureLevel, _ source: SignatureReport.TimeSource
    ) async throws {
        let signed = try await authorities.signed(level: level)
        let later = TestAuthorities.now.adding(seconds: 86_400)
        var policy = try authorities.policy(now: later)
        if level >= .longTerm { policy.evidence = RevocationEvidence() }
        let report = DocumentVerifier(policy).report(on: signed)
        #expect(report.indication == .passed)
        #expect(report.signatures.first?.level == level)
        #expect(report.signatures.first?.timeSource == source)
    }

    @Test func `without revocation information the verdict waits`() async throws {
        let signed = try await authorities.signed()
        let policy = VerificationPolicy(anchors: [authorities.root.certificate], now: TestAuthorities.now)
        let verdict = try #require(DocumentVerifier(policy).report(on: signed).signatures.first?.verdict)
        #expect(verdict.indication == .indeterminate)
        #expect(verdict.subIndication == .tryLater)
    }

    @Test func `OCSP responses alone are enough`() async throws {
        let signed = try await authorities.signed(level: .longTerm)
        let store = try SecurityStore(of: PDFDocument(signed))
        #expect(!store.evidence.responses.isEmpty)
        #expect(store.evidence.lists.isEmpty)
        let policy = VerificationPolicy(anchors: [authorities.root.certificate], now: TestAuthorities.now)
        #expect(DocumentVerifier(policy).report(on: signed).indication == .passed)
    }

    @Test func `lists are fetched where no responder answers`() async throws {
        var transport = InProcessAuthority(authorities: authorities)
        transport.answersOCSP = false
        let signer = DocumentSigner(
            timestamps: TimestampAuthority(url: "http://pki.test/tsa", transport: transport),
            collector: EvidenceCollector(transport: transport))
        let signed = try await signer.sign(
            SamplePDF.bytes(), as: authorities.leader, options: SignatureOptions(claimedAt: TestAuthorities.now),
            level: .longTerm)
        let store = try SecurityStore(of: PDFDocument(signed))
        #expect(!store.evidence.lists.isEmpty)
        #expect(store.evidence.responses.isEmpty)
    }

    @Test func `a value of another key is refused before anything is written`() async throws {
        let prepared = try PreparedSignature(
            SamplePDF.bytes(), certificate: authorities.leader.certificate, chain: [],
            algorithm: authorities.leader.key.algorithm, options: SignatureOptions(claimedAt: TestAuthorities.now))
        let foreign = try await authorities.agency.key.signature(over: prepared.bytesToSign)
        #expect(throws: SigningProblem.signatureDoesNotMatch) { try prepared.completed(by: foreign) }
    }

    @Test func `the message has no signing time and binds the certificate`() async throws {
        let document = try PDFDocument(try await authorities.signed())
        let message = try #require(try document.signatureMessages().first)
        let signer = try #require(message.signers.first)
        #expect(Set(signer.signedAttributes.keys) == [.contentType, .messageDigest, .signingCertificateV2])
        #expect(try signer.binds(authorities.leader.certificate) == true)
        #expect(signer.isMade(by: authorities.leader.certificate))
    }

    @Test func `more signatures than are judged are a problem of the file`() async throws {
        let signed = try await authorities.signed(try await authorities.signed(), as: authorities.agency)
        var policy = try authorities.policy()
        policy.mostSignatures = 2
        #expect(DocumentVerifier(policy).report(on: signed).indication == .passed)
        policy.mostSignatures = 1
        #expect(DocumentVerifier(policy).report(on: signed).problem == .tooLarge("1 signatures"))
    }

    @Test func `a field is signed once`() async throws {
        let signed = try await authorities.signed { $0.fieldName = "ChuKy" }
        await #expect(throws: SigningProblem.fieldInUse("ChuKy")) {
            try await authorities.signed(signed) { $0.fieldName = "ChuKy" }
        }
    }

    @Test func `a certified document that allows no change is not signed again`() async throws {
        let certified = try await authorities.signed { $0.certification = .noChanges }
        #expect(try authorities.report(on: certified).indication == .passed)
        await #expect(throws: SigningProblem.noChangesAllowed) { try await authorities.signed(certified) }
    }

    @Test func `number and date may be filled in the revision that the agency closes`() async throws {
        let first = try await authorities.signed()
        let filled = try updating(first) { document, update in
            var field = try document.object(SamplePDF.numberField, in: document.newest).dictionary ?? [:]
            field["V"] = .string(Array("15/QD-UBND".utf8))
            update.set(SamplePDF.numberField, to: .dictionary(field))
        }
        #expect(try authorities.report(on: filled).signatures[0].verdict.indication == .failed)
    }
}
