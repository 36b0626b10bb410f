public import ArgumentParser
import Essentials
import Foundation
import Signing

/// `lienthong sign IN OUT --key PEM --certificate PEM [--chain PEM] [--level b-b|b-t|b-lt|b-lta] [--tsa URL]`, or with
/// `--pkcs11 MODULE --token LABEL --key-label LABEL` in place of `--key`.
struct SignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a PDF (PAdES), keeping every byte of it as it is.")

    @Argument(help: "The PDF to sign.")
    var input: String

    @Argument(help: "Where the signed PDF goes.")
    var output: String

    @Option(
        help: "The private key: PEM, also encrypted, or a PKCS#12 file. Its password is read from \(Self.variable).")
    var key: String?

    @OptionGroup var token: TokenOptions

    @Option(help: "The signer's certificate as PEM; not needed with PKCS#12, nor when it is on the token.")
    var certificate: String?

    @Option(help: "Certificates of the authorities, up to the root, as PEM.")
    var chain: String?

    @Option(help: "b-b, b-t (with a time-stamp), b-lt (with revocation information) or b-lta.")
    var level: SignatureLevel = .basic

    @Option(help: "The time-stamp authority's address.")
    var tsa: String?

    @Option(
        name: .customLong("as"),
        help: "person, agency (after a person whose signature passes by --trust and --crl) or agency-copy.")
    var role: Role = .person

    @OptionGroup var trust: TrustOptions

    @Option(help: "The field to sign; a new one if left out.")
    var field: String?

    @Option(help: "Why it is signed.")
    var reason: String?

    @Flag(help: "RSA keys sign by PKCS#1 v1.5 instead of RSASSA-PSS, for old media.")
    var pkcs1 = false

    /// In whose name it is signed (NĐ 30/2020/NĐ-CP).
    enum Role: String, ExpressibleByArgument, CaseIterable {
        case person, agency
        case agencyOnCopy = "agency-copy"
    }

    private static let variable = "LIENTHONG_KEY_PASSWORD"

    func validate() throws {
        guard (key == nil) != (token.pkcs11 == nil) else {
            throw ValidationError("Give either --key or --pkcs11.")
        }
        guard role != .agency || !trust.trust.isEmpty else {
            throw ValidationError("--as agency wants --trust: by it the person's signature is judged.")
        }
    }

    func run() async throws {
        do {
            let document = try FileBytes.read(input)
            let identity = try await self.identity()
            var options = SignatureOptions(claimedAt: WallClock.system.now())
            options.fieldName = field
            options.reason = reason
            options.signerName = identity.certificate.holder
            options.order = try order(of: identity, at: options.claimedAt)
            options.isAgencyCopy = role == .agencyOnCopy
            let transport = HTTPTransport()
            let signer = DocumentSigner(
                timestamps: tsa.map { TimestampAuthority(url: $0, transport: transport) },
                collector: EvidenceCollector(transport: transport))
            let signed = try await signer.sign(document, as: identity, options: options, level: level)
            try FileBytes.write(signed, to: output)
        } catch let problem as SigningProblem {
            throw refuse("\(input): \(problem.wording.vietnamese) \(problem.wording.english)")
        } catch let problem as KeyProblem {
            throw refuse("\(key ?? certificate ?? ""): \(problem)")
        } catch let problem as TokenProblem {
            throw refuse("\(problem.wording.vietnamese) \(problem.wording.english)")
        } catch let problem as InputError {
            throw refuse(problem.description)
        } catch let problem as TimestampProblem {
            throw refuse("the time-stamp authority gave no token: \(problem)")
        }
    }

    /// A certificate that `--agency-certificate` names is an agency's whatever `--as` says.
    private func order(of identity: SigningIdentity, at now: Instant) throws -> VerificationPolicy {
        var policy = try trust.policy(at: now)
        if role != .person { policy.agencies.insert(identity.certificate) }
        return policy
    }

    private func identity() async throws -> SigningIdentity {
        let authorities = try chain.map { try Certificate.all(in: FileBytes.read($0)) } ?? []
        guard let key else { return try await identity(onTokenWith: authorities) }
        let password = ProcessInfo.processInfo.environment[Self.variable]
        let bytes = try FileBytes.read(key)
        guard let certificate else {
            let opened = try PKCS12(bytes, password: password ?? "", usesPSS: !pkcs1)
            return SigningIdentity(
                key: opened.key, certificate: opened.certificates[0],
                chain: opened.certificates.dropFirst() + authorities)
        }
        let own = try SoftwareKey(pem: String(decoding: bytes, as: UTF8.self), password: password, usesPSS: !pkcs1)
        let certificates = try Certificate.all(in: FileBytes.read(certificate))
        guard let first = certificates.first, own.matches(first) else { throw KeyProblem.doesNotMatchCertificate }
        return SigningIdentity(key: own, certificate: first, chain: certificates.dropFirst() + authorities)
    }

    /// Whether key and certificate fit shows when the signature is checked, before anything is written: a token is not
    /// asked to sign twice for it.
    private func identity(onTokenWith authorities: [Certificate]) async throws -> SigningIdentity {
        let own = try await token.open(usesPSS: !pkcs1)
        let given = try certificate.map { try Certificate.all(in: FileBytes.read($0)) } ?? []
        guard let first = given.first ?? own.certificate else {
            throw InputError("the token has no certificate beside the key: give it with --certificate")
        }
        return SigningIdentity(key: own, certificate: first, chain: given.dropFirst() + authorities)
    }
}

extension SignatureLevel: ExpressibleByArgument {}

/// Whole files, with messages that name them.
enum FileBytes {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw InputError("\(path): cannot be read")
        }
        return Array(data)
    }

    /// - Parameter isSecret: only the owner may read it.
    static func write(_ bytes: [UInt8], to path: String, isSecret: Bool = false) throws {
        let rights: [FileAttributeKey: Any] = isSecret ? [.posixPermissions: 0o600] : [:]
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes), attributes: rights) else {
            throw InputError("\(path): cannot be written")
        }
    }
}
