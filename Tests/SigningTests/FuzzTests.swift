import Essentials
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// Damages signed documents and messages at random, always in the same way, and asks that nothing crashes and that
/// nothing passes whose signed bytes changed.
@Suite struct FuzzTests {
    private let authorities = TestAuthorities.shared

    /// A generator whose numbers are the same in every run (SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private static func damaged(_ bytes: [UInt8], _ random: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes[place] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
            case 3: bytes.removeSubrange(place..<end)
            case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 5: bytes += bytes[place...].suffix(400)
            default: if Int.random(in: 0..<8, using: &random) == 0 { bytes.removeSubrange(place...) }
            }
        }
        return bytes
    }

    @Test(arguments: SamplePDF.Build.allCases)
    func `no damaged document passes, unless only the hole around the message is written differently`(
        _ build: SamplePDF.Build
    ) async throws {
        // A small hole, so that the damage seldom falls into its zeros.
        let signed = try await authorities.signed(SamplePDF.bytes(build)) { $0.reservedBytes = 1600 }
        let document = try PDFDocument(signed)
        let value = try SignatureValue(Attack.signedField(document), in: document)
        let verifier = DocumentVerifier(try authorities.policy())
        var random = Generator(state: 2026)
        for _ in 0..<700 {
            let damaged = Self.damaged(signed, &random)
            guard verifier.report(on: damaged).indication == .passed else { continue }
            #expect(damaged.starts(with: value.firstRange))
            #expect(damaged.reversed().starts(with: value.secondRange.reversed()))
        }
    }

    @Test func `no damaged message, certificate, list or response crashes its reader`() async throws {
        let signed = try await authorities.signed(level: .timestamped)
        let document = try PDFDocument(signed)
        let value = try SignatureValue(Attack.signedField(document), in: document)
        let message = Array(value.contents.prefix(try SignedData(value.contents).byteCount))
        let request = try OCSPRequest.bytes(
            about: authorities.leader.certificate, issuedBy: authorities.root.certificate)
        let response = try authorities.root.answer(
            toOCSPRequest: request, revoked: [], at: TestAuthorities.now, nextUpdate: TestAuthorities.notAfter)
        let list = try authorities.revocationList(
            [RevokedCertificate(authorities.leader.certificate, at: TestAuthorities.now)])
        var random = Generator(state: 68)
        for _ in 0..<2_000 {
            _ = try? SignedData(Self.damaged(message, &random)[...])
            _ = try? Certificate(Self.damaged(authorities.leader.certificate.der, &random))
            _ = try? RevocationList(Self.damaged(list, &random)).entry(of: authorities.leader.certificate)
            _ = try? OCSPResponse(Self.damaged(response, &random))
            _ = try? authorities.timestamps.answer(Self.damaged(request, &random), at: TestAuthorities.now)
            _ = try? PKCS12(Self.damaged(message, &random), password: "")
        }
        #expect(try SignedData(message[...]).signers.count == 1)
    }
}
