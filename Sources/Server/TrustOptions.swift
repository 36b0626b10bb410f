import ArgumentParser
import Essentials
import Signing

/// What a verdict rests on at the shell: pinned roots, revocation lists, and which certificates are agencies'.
struct TrustOptions: ParsableArguments {
    @Option(help: "PEM file of trusted roots; may be given several times.")
    var trust: [String] = []

    @Option(help: "A revocation list (CRL) to take into account; may be given several times.")
    var crl: [String] = []

    @Option(help: "PEM file of agencies' certificates, whose signatures come after a person's; several times.")
    var agencyCertificate: [String] = []

    func policy(at now: Instant) throws -> VerificationPolicy {
        var policy = VerificationPolicy(anchors: try certificates(trust), now: now)
        policy.evidence.lists = try crl.map(FileBytes.read)
        policy.agencies = Set(try certificates(agencyCertificate))
        return policy
    }

    private func certificates(_ files: [String]) throws -> [Certificate] {
        try files.flatMap { try Certificate.all(in: FileBytes.read($0)) }
    }
}
