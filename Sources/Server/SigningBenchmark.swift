import ArgumentParser
import Essentials
import Signing

/// `lienthong benchmark signing`: signs and verifies one file again and again on one core.
struct SigningBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing", abstract: "Sign and verify one file again and again, on one core.")

    @Argument var file: String
    @Option var key: String
    @Option var certificate: String
    @Option var trust: String
    @Option var crl: String
    @Option var seconds = 3.0

    func run() async throws {
        let document = try FileBytes.read(file)
        let root = try Certificate.all(in: FileBytes.read(trust))
        guard let own = try Certificate.all(in: FileBytes.read(certificate)).first else {
            throw refuse("no certificate")
        }
        let identity = SigningIdentity(
            key: try SoftwareKey(pem: String(decoding: FileBytes.read(key), as: UTF8.self)), certificate: own,
            chain: root)
        let signer = DocumentSigner()
        let options = SignatureOptions(claimedAt: WallClock.system.now())
        var signed = try await signer.sign(document, as: identity, options: options)
        let signing = try await rate { signed = try await signer.sign(document, as: identity, options: options) }
        var policy = VerificationPolicy(anchors: root, now: WallClock.system.now())
        policy.evidence.lists = [try FileBytes.read(crl)]
        let verifier = DocumentVerifier(policy)
        guard verifier.report(on: signed).indication == .passed else { throw refuse("the signature does not pass") }
        let verifying = try await rate { _ = verifier.report(on: signed) }
        print("sign \(signing)\nverify \(verifying)")
    }

    /// How often a second, whole numbers.
    private func rate(_ body: () async throws -> Void) async throws -> Int {
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < .seconds(seconds) {
            try await body()
            count += 1
        }
        let elapsed = clock.now - start
        return Int(Double(count) / (Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18))
    }
}
