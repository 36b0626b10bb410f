import Administration
import App
import ArgumentParser
import Database
import Directory
import Essentials
import Files
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import SampleProvince
import ServiceLifecycle
import Settings
import SignIn
import UnixSignals
import Web

/// `lienthong serve`: the platform at work.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the platform.")

    @OptionGroup var installation: InstallationOptions

    @OptionGroup var transport: TransportOptions

    @OptionGroup var watching: WatchingOptions

    @Flag(help: "Open the sample province; it is built on the first start and kept.")
    var demo = false

    @Flag(help: "Without limits on the number of requests, for measuring.")
    var unlimited = false

    func run() async throws {
        InstallationOptions.prepareLogging()
        let settings = try installation.settings(
            with: transport.flags.merging(watching.flags) { $1 }, needed: Set(Setting.allCases))
        for remark in settings.problems { StandardError.print("lienthong: \(remark)") }
        let listening = try Transport(settings)
        let opened = try await InstallationOptions.open(
            settings, scanner: settings[.virusScanner].flatMap { VirusScanner($0) },
            uploadReserve: settings.uploadReserveBytes, slowAfter: settings.slowAfter)
        do {
            try await serve(opened, settings, on: listening)
        } catch {
            await opened.database.close()
            throw error
        }
        await opened.database.close()
    }

    private func serve(_ opened: Installation, _ settings: Settings, on listening: Transport) async throws {
        if demo { try await SampleProvince.build(in: opened) { StandardError.print($0) } }
        let accounts = demo ? SampleProvince.accounts : []
        let house = try await House(
            opened, isLocal: settings.isLocal, relyingParty: settings.relyingParty,
            openID: settings.openID(), signatures: settings.signatureTrust,
            passwordProfile: settings.passwordProfile,
            commonPasswords: settings.commonPasswords(), samples: accounts,
            auditExport: try settings.auditExport(from: Self.hostName), monitoring: settings.monitoring
        ) { [unlimited, demo] web in
            settings.apply(to: &web)
            web.showsComponents = demo
            if unlimited { web.rateLimits = .none }
        }
        for account in accounts { print("  \(account.username)  \(account.password)  \(account.label)") }
        let clock = opened.database.clock
        let token = try await opened.database.write { db in try FirstRun.prepare(at: clock.now(), in: db) }
        try await serve(house, on: listening, firstRun: token)
    }

    /// What this machine calls itself.
    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// - Parameter token: opens the first page of an installation without people.
    private func serve(_ house: House, on listening: Transport, firstRun token: String?) async throws {
        let (scheme, host, port) = (listening.scheme, listening.host, listening.port)
        let application = house.web.application(
            address: .hostname(host, port: port), server: listening.server
        ) { address in
            let origin = "\(scheme)://\(address?.ipAddress ?? host):\(address?.port ?? port)"
            if let token { print("First administrator: \(origin)/set-up?token=\(token)") }
            print("Listening on \(origin)")
            StandardOutput.flush()
        }
        // They end from the last to the first: streams that browsers hold open, then requests, then what they left behind.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: DiskWatch(house: house)), .init(service: Background(house: house)),
        ]
        if let (host, port) = listening.admin {
            services.append(.init(service: operations(of: house, on: host, port: port)))
        }
        services += [.init(service: application), .init(service: Streams(house: house))]
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: house.installation.logger))
        try await group.run()
    }

    private func operations(of house: House, on host: String, port: Int) -> Application<OperationsPort> {
        Application(
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

/// Ends the server when its database can no longer vouch for what it keeps.
private struct DiskWatch: Service {
    let house: House

    func run() async throws {
        guard let reason = await cancelWhenGracefulShutdown({ await house.installation.database.loss() }) else {
            return
        }
        house.installation.logger.critical("stopping", metadata: ["reason": "\(reason)"])
        throw ExitCode(1)
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
