import Administration
import App
import ArgumentParser
import Database
import Directory
import Essentials
import Files
import Hummingbird
import HummingbirdCore
import Logging
import SampleProvince
import ServiceLifecycle
import SignIn
import UnixSignals
import Web

/// `lienthong serve`: the platform at work.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the platform.")

    @OptionGroup var installation: InstallationOptions

    @OptionGroup var transport: TransportOptions

    @Option(help: "The address people type, https://lienthong.example.vn: passkeys are bound to its host.")
    var origin: String?

    @Flag(help: "Open the sample province; it is built on the first start and kept.")
    var demo = false

    @Option(help: "The folder of the browser libraries and fonts that were set up.")
    var vendorAssets = "var/assets/vendor"

    @Option(help: "Where ClamAV's daemon listens: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310.")
    var virusScanner: String?

    @Option(
        help: "The list of passwords that nobody may choose, one a line; Debian's package john-data brings the default.")
    var passwordList = CommonPasswords.standardFile

    @Option(help: "The rules for passwords: VN-3 (level 3 of Vietnamese law) or ASVS (OWASP, NIST).")
    var passwordProfile = PasswordProfile.level3

    @Flag(help: "Without limits on the number of requests, for measuring.")
    var unlimited = false

    func run() async throws {
        InstallationOptions.prepareLogging()
        let server = try transport.server()
        let opened = try await installation.open(scanner: try scanner())
        if demo { try await SampleProvince.build(in: opened) { StandardError.print($0) } }
        let accounts = demo ? SampleProvince.accounts : []
        let house = try await House(
            opened, isLocal: origin == nil && transport.isLocal, relyingParty: try party,
            passwordProfile: passwordProfile, commonPasswords: commonPasswords(), samples: accounts
        ) { [vendorAssets, unlimited, transport] web in
            transport.apply(to: &web)
            web.vendorAssets = vendorAssets
            if unlimited { web.rateLimits = .none }
        }
        for account in accounts { print("  \(account.username)  \(account.password)  \(account.label)") }
        let clock = opened.database.clock
        let token = try await opened.database.write { db in try FirstRun.prepare(at: clock.now(), in: db) }
        try await serve(house, server, firstRun: token)
        await opened.database.close()
    }

    /// The site of passkeys; nil when no address was given.
    private var party: RelyingParty? {
        get throws {
            guard let origin else { return nil }
            guard let party = RelyingParty(origin: origin) else {
                throw refuse("--origin '\(origin)' is no address like https://lienthong.example.vn")
            }
            return party
        }
    }

    /// Without a list the platform serves all the same, and says so here and on the page of security.
    private func commonPasswords() -> CommonPasswords? {
        do {
            return try CommonPasswords(file: passwordList)
        } catch {
            StandardError.print(
                """
                lienthong: no list of common passwords at \(passwordList); new passwords are not compared with one. \
                Install john-data, or give --password-list.
                """)
            return nil
        }
    }

    private func scanner() throws -> VirusScanner? {
        guard let virusScanner else { return nil }
        guard let scanner = VirusScanner(virusScanner) else {
            throw ValidationError("--virus-scanner wants unix:/path or tcp:host:port, not \(virusScanner)")
        }
        return scanner
    }

    /// - Parameter token: opens the first page of an installation without people.
    private func serve(_ house: House, _ server: HTTPServerBuilder, firstRun token: String?) async throws {
        let scheme = transport.isTLS ? "https" : "http"
        let (host, port) = (transport.host, transport.port)
        let application = house.web.application(address: .hostname(host, port: port), server: server) { address in
            let origin = "\(scheme)://\(address?.ipAddress ?? host):\(address?.port ?? port)"
            if let token { print("First administrator: \(origin)/set-up?token=\(token)") }
            print("Listening on \(origin)")
            StandardOutput.flush()
        }
        // They end from the last to the first: streams that browsers hold open, then requests, then what they left behind.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [.init(service: Background(house: house))]
        if let admin = operations(of: house) { services.append(.init(service: admin)) }
        services += [.init(service: application), .init(service: Streams(house: house))]
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: house.installation.logger))
        try await group.run()
    }

    /// The port of operations; nil when none is asked for.
    private func operations(of house: House) -> Application<OperationsPort>? {
        guard let port = transport.adminPort else { return nil }
        let host = transport.adminHost
        return Application(
            responder: house.operations,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                print(
                    "Operations on http://\(channel.localAddress?.ipAddress ?? host):\(channel.localAddress?.port ?? port)"
                )
                StandardOutput.flush()
            }, logger: house.installation.logger)
    }
}

/// Sealing, subscribers, texts of files: until the last request was answered.
private struct Background: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown { await house.runBackground() }
    }
}

/// The live events that browsers listen to: a request that never ends by itself.
private struct Streams: Service {
    let house: House

    func run() async throws {
        try await gracefulShutdown()
        house.web.liveEvents.close()
    }
}

extension PasswordProfile: ExpressibleByArgument {}
