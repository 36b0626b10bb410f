import Essentials
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// First the competent person, then the agency (NĐ 30/2020/NĐ-CP).
@Suite struct OrderTests {
    private let authorities = TestAuthorities.shared

    private func policy() throws -> VerificationPolicy {
        var policy = try authorities.policy()
        policy.agencies = [authorities.agency.certificate]
        return policy
    }

    private func remarks(_ bytes: [UInt8]) throws -> [[String]] {
        let report = DocumentVerifier(try policy()).report(on: bytes)
        #expect(report.indication == .passed, "the order does not make a signature less genuine")
        return report.signatures.map { $0.remarks.map(\.vietnamese) }
    }

    @Test func `person, then agency: nothing is to be said`() async throws {
        let signed = try await authorities.signed(try await authorities.signed(), as: authorities.agency)
        #expect(try remarks(signed) == [[], []])
    }

    @Test func `agency, then person: it is said of the agency's signature`() async throws {
        let first = try await authorities.signed(as: authorities.agency)
        let signed = try await authorities.signed(first)
        let remarks = try remarks(signed)
        #expect(remarks[0].count == 1 && remarks[0][0].contains("có trước chữ ký của người có thẩm quyền"))
        #expect(remarks[1].isEmpty)
    }

    @Test func `the agency alone: only its copies may be so, and a time-stamp is no person`() async throws {
        let signed = try await authorities.signed(as: authorities.agency)
        for bytes in [signed, try await authorities.signer.addingTimestamp(to: signed)] {
            let remarks = try remarks(bytes)
            #expect(remarks[0].count == 1 && remarks[0][0].contains("chỉ có chữ ký của cơ quan"))
        }
    }

    @Test func `nothing is said while nobody says who is an agency`() async throws {
        let signed = try await authorities.signed(as: authorities.agency)
        #expect(try authorities.report(on: signed).signatures[0].remarks.isEmpty)
    }

    @Test func `each agency of a joint document follows its own person`() {
        #expect(SigningOrder.remark(onAgencyAt: 4, personsAt: [1, 3]) == nil)
        #expect(SigningOrder.remark(onAgencyAt: 2, personsAt: [1, 3]) == nil)
        #expect(SigningOrder.remark(onAgencyAt: 2, personsAt: [3]) != nil)
    }

    @Test func `the agency does not sign before the person, and signs after`() async throws {
        let policy = try policy()
        await #expect(throws: SigningProblem.personHasNotSigned) {
            try await authorities.signed(as: authorities.agency) { $0.order = policy }
        }
        let byPerson = try await authorities.signed()
        let signed = try await authorities.signed(byPerson, as: authorities.agency) { $0.order = policy }
        #expect(try remarks(signed) == [[], []])
    }

    @Test func `a person signs first, and again after the agency`() async throws {
        let policy = try policy()
        var signed = try await authorities.signed { $0.order = policy }
        signed = try await authorities.signed(signed, as: authorities.agency) { $0.order = policy }
        signed = try await authorities.signed(signed) { $0.order = policy }
        #expect(try remarks(signed) == [[], [], []])
    }

    @Test func `the agency signs copies of its own making`() async throws {
        let policy = try policy()
        let signed = try await authorities.signed(as: authorities.agency) {
            $0.order = policy
            $0.isAgencyCopy = true
        }
        #expect(try authorities.report(on: signed).indication == .passed)
    }

    @Test func `another agency, a stranger and a damaged signature are no person`() async throws {
        let policy = try policy()
        let own = try CertificateIssuer(
            rootNamed: "Gốc tự tạo", key: SoftwareKey(generating: .p256), from: TestAuthorities.notBefore,
            until: TestAuthorities.notAfter)
        let stranger = try TestAuthorities.identity("Kẻ mạo danh", .p256, own)
        let byPerson = try await authorities.signed()
        let changed = try updating(byPerson) { _, update in update.set(SamplePDF.content, to: Attack.fake) }
        for document in [
            try await authorities.signed(as: authorities.agency), try await authorities.signed(as: stranger), changed,
        ] {
            await #expect(throws: SigningProblem.personHasNotSigned) {
                try await authorities.signed(document, as: authorities.agency) { $0.order = policy }
            }
        }
    }
}
