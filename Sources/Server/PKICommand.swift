public import ArgumentParser
import Essentials
import Foundation
import Hummingbird
import Signing

/// `lienthong pki …`: a certificate authority for demos and tests. Its keys lie unprotected in a folder.
struct PKICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pki", abstract: "A test authority: root, certificates, revocation, OCSP and time-stamps.",
        subcommands: [Create.self, Issue.self, Revoke.self, List.self, ServeAuthority.self])

    /// Where the authority keeps what it has.
    struct Folder: ParsableArguments {
        @Option(help: "The folder of the authority.")
        var directory: String

        func path(_ name: String) -> String { directory + "/" + name }

        private func text(_ name: String) throws -> String {
            String(decoding: try FileBytes.read(path(name)), as: UTF8.self)
        }

        func issuer() throws -> CertificateIssuer {
            let address = try text("address.txt").trimmingCharacters(in: .whitespacesAndNewlines)
            return CertificateIssuer(
                key: try SoftwareKey(pem: text("root.key.pem")), certificate: try certificate("root.pem"),
                baseURL: address)
        }

        func timestamps() throws -> TimestampIssuer {
            TimestampIssuer(
                key: try SoftwareKey(pem: text("tsa.key.pem")), certificate: try certificate("tsa.pem"),
                chain: [try certificate("root.pem")])
        }

        func certificate(_ name: String) throws -> Certificate {
            guard let first = try Certificate.all(in: FileBytes.read(path(name))).first else {
                throw InputError("\(path(name)): no certificate")
            }
            return first
        }

        func keep(_ key: SoftwareKey, _ certificate: Certificate, as name: String) throws {
            try FileBytes.write(Array(key.pem.utf8), to: path(name + ".key.pem"), isSecret: true)
            try FileBytes.write(Array(certificate.pem.utf8), to: path(name + ".pem"))
        }

        /// The list as of now, good for a day.
        func revocationList() throws -> [UInt8] {
            let now = WallClock.system.now()
            return try issuer().revocationList(
                revoked(), thisUpdate: now, nextUpdate: now.adding(seconds: PKICommand.day))
        }

        /// A line for each revoked certificate: its file and when.
        func revoked() throws -> [RevokedCertificate] {
            guard FileManager.default.fileExists(atPath: path("revoked.txt")) else { return [] }
            return try text("revoked.txt").split(separator: "\n").map { line in
                let parts = line.split(separator: " ")
                guard parts.count == 2, let instant = Instant(String(parts[1])) else {
                    throw InputError("\(path("revoked.txt")): '\(line)' is no name and time")
                }
                return RevokedCertificate(try certificate(parts[0] + ".pem"), at: instant)
            }
        }
    }

    private static let day: Int64 = 86_400

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a root and a time-stamp authority.")

        @OptionGroup var folder: Folder

        @Option(help: "The name of the root.")
        var name = "Gốc thử nghiệm Liên Thông"

        @Option(help: "Where `pki serve` will answer; certificates carry it.")
        var address = "http://127.0.0.1:8318"

        func run() throws {
            guard !FileManager.default.fileExists(atPath: folder.path("root.pem")) else {
                throw refuse("\(folder.directory): there is an authority already")
            }
            try FileManager.default.createDirectory(atPath: folder.directory, withIntermediateDirectories: true)
            let from = WallClock.system.now().adding(seconds: -PKICommand.day)
            let until = from.adding(seconds: 3650 * PKICommand.day)
            let rootKey = try SoftwareKey(generating: .p384)
            let issuer = try CertificateIssuer(
                rootNamed: name, key: rootKey, from: from, until: until, baseURL: address)
            try folder.keep(rootKey, issuer.certificate, as: "root")
            let key = try SoftwareKey(generating: .p256)
            let stamps = try issuer.issue(
                to: "Dấu thời gian thử nghiệm", key: key, for: .timestamping, from: from, until: until)
            try folder.keep(key, stamps, as: "tsa")
            try FileBytes.write(Array(address.utf8), to: folder.path("address.txt"))
            print("\(folder.path("root.pem")): \(issuer.certificate.subject)")
        }
    }

    struct Issue: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a key and a certificate for it.")

        @OptionGroup var folder: Folder

        @Argument(help: "The name of the files: NAME.key.pem and NAME.pem.")
        var file: String

        @Option(help: "Whose it is.")
        var name: String

        @Option(help: "The agency.")
        var organization: String?

        @Option(help: "p256, p384 or rsa3072.")
        var kind: SoftwareKey.Kind = .p256

        @Option(help: "For how many days.")
        var days = 365

        func run() throws {
            guard !FileManager.default.fileExists(atPath: folder.path(file + ".pem")) else {
                throw refuse("\(folder.path(file + ".pem")) exists")
            }
            do {
                let from = WallClock.system.now().adding(seconds: -3600)
                let key = try SoftwareKey(generating: kind)
                let certificate = try folder.issuer().issue(
                    to: name, organization: organization, key: key, from: from,
                    until: from.adding(seconds: Int64(days) * PKICommand.day))
                try folder.keep(key, certificate, as: file)
                print("\(folder.path(file + ".pem")): \(certificate.subject)")
            } catch let problem as InputError {
                throw refuse(problem.description)
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a certificate back from now on.")

        @OptionGroup var folder: Folder

        @Argument(help: "The name that its files have.")
        var file: String

        func run() throws {
            do {
                _ = try folder.certificate(file + ".pem")
                let path = folder.path("revoked.txt")
                let before = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
                try FileBytes.write(before + "\(file) \(WallClock.system.now())\n".utf8, to: path)
            } catch let problem as InputError {
                throw refuse(problem.description)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write the revocation list (CRL) of today.")

        @OptionGroup var folder: Folder

        @Argument(help: "Where it goes.")
        var output: String

        func run() throws {
            do {
                try FileBytes.write(folder.revocationList(), to: output)
            } catch let problem as InputError {
                throw refuse(problem.description)
            }
        }
    }

    struct ServeAuthority: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve", abstract: "Answer time-stamp, OCSP and CRL requests on this machine.")

        @OptionGroup var folder: Folder

        @Option(help: "The port, on 127.0.0.1 only.")
        var port = 8318

        func run() async throws {
            let folder = folder
            let issuer = try folder.issuer()
            let timestamps = try folder.timestamps()
            let router = Router()
            router.post("/tsa") { request, _ in
                let body = try await request.body.collect(upTo: 1 << 16)
                return ResponseBytes(
                    try timestamps.answer(Array(buffer: body), at: WallClock.system.now()),
                    "application/timestamp-reply")
            }
            router.post("/ocsp") { request, _ in
                let body = try await request.body.collect(upTo: 1 << 16)
                let now = WallClock.system.now()
                return ResponseBytes(
                    try issuer.answer(
                        toOCSPRequest: Array(buffer: body), revoked: folder.revoked(), at: now,
                        nextUpdate: now.adding(seconds: PKICommand.day)), "application/ocsp-response")
            }
            router.get("/crl") { _, _ in
                ResponseBytes(try folder.revocationList(), "application/pkix-crl")
            }
            let application = Application(
                router: router,
                configuration: .init(address: .hostname("127.0.0.1", port: port)),
                onServerRunning: { channel in
                    print("Listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
                    StandardOutput.flush()
                })
            try await application.runService()
        }
    }
}

extension SoftwareKey.Kind: ExpressibleByArgument {}

/// An answer of bytes with their type.
private struct ResponseBytes: ResponseGenerator {
    let bytes: [UInt8]
    let type: String

    init(_ bytes: [UInt8], _ type: String) {
        self.bytes = bytes
        self.type = type
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
