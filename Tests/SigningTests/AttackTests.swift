import Essentials
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

@Suite struct AttackTests {
    private let authorities = TestAuthorities.shared

    @Test(arguments: Attack.all, SamplePDF.Build.allCases)
    func `a forgery does not pass`(_ attack: Attack, _ build: SamplePDF.Build) async throws {
        let signed = try await authorities.signed(SamplePDF.bytes(build))
        let forged = try attack.forge(signed)
        #expect(forged != signed)
        let report = try authorities.report(on: forged)
        #expect(report.indication == .failed)
    }

    @Test(arguments: Attack.all)
    func `a forgery of a document with two signatures and evidence does not pass`(_ attack: Attack) async throws {
        let first = try await authorities.signed(level: .longTerm)
        let signed = try await authorities.signed(first, as: authorities.agency, level: .archived)
        #expect(try authorities.report(on: signed).indication == .passed)
        let report = try authorities.report(on: try attack.forge(signed))
        #expect(report.indication == .failed)
    }

    @Test func `pyHanko accepts no forgery that is refused here, and where it is milder we are stricter`() async throws
    {
        let signed = try await authorities.signed()
        var files = ["honest": signed]
        for (index, attack) in Attack.all.enumerated() { files["attack-\(index)"] = try attack.forge(signed) }
        let theirs = try await Peers.verdicts(
            on: files, root: authorities.root.certificate, lists: [try authorities.revocationList()])
        #expect(theirs["honest"] == "")
        for (name, bytes) in files where theirs[name] != "" {
            #expect(try authorities.report(on: bytes).indication != .passed, "\(name)")
        }
    }

    @Test func `what changed is said, with its revision`() async throws {
        let first = try await authorities.signed()
        let second = try await authorities.signed(first, as: authorities.agency)
        let forged = try updating(second) { _, update in update.set(SamplePDF.content, to: Attack.fake) }
        let report = try authorities.report(on: forged)
        let changes = report.signatures[0].changes
        #expect(changes.map(\.revision) == [3, 4])
        #expect(changes.map(\.isAllowed) == [true, false])
        #expect(changes[0].wording.vietnamese == "thêm chữ ký “Signature2”")
        #expect(changes[1].wording.english == "“Pages/Kids/0/Contents” was changed")
        #expect(report.signatures[1].changes.map(\.revision) == [4])
        #expect(report.signatures.allSatisfy { $0.verdict.subIndication == .formatFailure })
    }

    @Test func `what the signed state only names gets no meaning later`() async throws {
        var objects = SamplePDF.objects
        var page = objects[SamplePDF.page]?.dictionary ?? [:]
        page["Thumb"] = .reference(PDFReference(50))
        objects[SamplePDF.page] = .dictionary(page)
        let signed = try await authorities.signed(SamplePDF.bytes(objects: objects))
        #expect(try authorities.report(on: signed).indication == .passed)
        let forged = try updating(signed) { _, update in update.set(PDFReference(50), to: Attack.fake) }
        #expect(try authorities.report(on: forged).indication == .failed)
    }

    @Test func `a signature moved into another document does not pass`() async throws {
        let signed = try await authorities.signed()
        var objects = SamplePDF.objects
        objects[SamplePDF.content] = Attack.fake
        let gap = try SignatureRevision(
            SamplePDF.bytes(objects: objects), content: .signature(SignatureOptions(claimedAt: TestAuthorities.now))
        ).gap
        let document = try PDFDocument(signed)
        let value = try SignatureValue(Attack.signedField(document), in: document)
        let message = Array(value.contents.prefix(try SignedData(value.contents).byteCount))
        let verdict = try authorities.report(on: gap.filled(with: message)).signatures.first?.verdict
        #expect(verdict?.subIndication == .hashFailure)
    }
}

/// Messages that no honest program writes.
@Suite struct ForgedMessageTests {
    private let authorities = TestAuthorities.shared
    private let certificate = TestAuthorities.shared.leader.certificate

    private func gap() throws -> SignatureGap {
        try SignatureRevision(
            SamplePDF.bytes(), content: .signature(SignatureOptions(claimedAt: TestAuthorities.now))
        ).gap
    }

    private func sign(_ attributes: [UInt8]) throws -> [UInt8] {
        try #require(authorities.leader.key as? SoftwareKey).sign(attributes)
    }

    /// A message with any attributes, signers and content.
    private func message(
        attributes: [UInt8], digest: DigestAlgorithm = .sha256, signers: Int = 1, content: [UInt8]? = nil,
        certificates: [Certificate]? = nil
    ) throws -> [UInt8] {
        let signer = DER.sequence(
            DER.integer(1), certificate.issuerAndSerial, digest.identifier,
            [ASN1.context(0)] + attributes.dropFirst(), authorities.leader.key.algorithm.identifier,
            DER.octets(try sign(attributes)))
        let inner = DER.sequence(
            ObjectIdentifier.data.der, content.map { DER.explicit(0, DER.octets($0)) } ?? [])
        let all = DER.set((certificates ?? [certificate]).map(\.der), tag: ASN1.context(0))
        return DER.sequence(
            ObjectIdentifier.signedData.der,
            DER.explicit(
                0,
                DER.sequence(
                    DER.integer(1), DER.set([digest.identifier]), inner, all,
                    DER.element(ASN1.Tag.set, Array(repeatElement(signer, count: signers).joined())))))
    }

    private func verdict(_ make: (SignatureGap) throws -> [UInt8]) throws -> Verdict {
        let gap = try gap()
        let report = try authorities.report(on: gap.filled(with: make(gap)))
        return try #require(report.signatures.first?.verdict)
    }

    private func attribute(_ oid: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(oid.der, DER.set([value]))
    }

    @Test func `the honest form of these messages passes`() throws {
        let passed = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: certificate))
        }
        #expect(passed == .passed)
    }

    @Test func `two signers in one message are refused`() throws {
        let refused = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: certificate),
                signers: 2)
        }
        #expect(refused.subIndication == .formatFailure)
    }

    @Test func `a message without a digest is refused`() throws {
        let refused = try verdict { _ in
            try message(attributes: DER.set([attribute(.contentType, ObjectIdentifier.data.der)]))
        }
        #expect(refused.subIndication == .formatFailure)
    }

    @Test func `a message that binds no certificate is refused`() throws {
        let refused = try verdict { gap in
            try message(
                attributes: DER.set([
                    attribute(.contentType, ObjectIdentifier.data.der),
                    attribute(.messageDigest, DER.octets(gap.digest(.sha256))),
                ]))
        }
        #expect(refused.indication == .failed)
    }

    @Test func `a message that binds another certificate is refused`() throws {
        let other = authorities.agency.certificate
        let refused = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: other))
        }
        #expect(refused.indication == .failed)
    }

    @Test func `a hash that does not fit the signature's algorithm is refused`() throws {
        let refused = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha512), certificate: certificate),
                digest: .sha512)
        }
        #expect(refused.subIndication == .formatFailure)
    }

    @Test func `content inside a detached signature is refused`() throws {
        let refused = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: certificate),
                content: [1, 2, 3])
        }
        #expect(refused.subIndication == .formatFailure)
    }

    @Test func `without the signer's certificate nothing can be said`() throws {
        let open = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: certificate),
                certificates: [authorities.root.certificate])
        }
        #expect(open.subIndication == .noSigningCertificate)
    }

    @Test func `bytes behind the message are refused`() throws {
        let refused = try verdict { gap in
            try message(
                attributes: SignedDataBuilder.signedAttributes(digest: gap.digest(.sha256), certificate: certificate))
                + [0, 0, 1]
        }
        #expect(refused.subIndication == .formatFailure)
    }
}
