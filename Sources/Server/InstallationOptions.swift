import App
import ArgumentParser
import Database
import Files
import Foundation
import Logging
import Operations
import Settings

/// Where the installation is; the same options for every command that opens it.
struct InstallationOptions: ParsableArguments {
    @Option(help: .of(.data), completion: .directory)
    var data: String?

    @Option(help: .of(.database))
    var database: String?

    @Option(
        help: "A file of settings; flags and variables beat it. (environment: \(Setting.fileVariable))",
        completion: .file())
    var config: String?

    var flags: [Setting: [String]] { [.data: [data], .database: [database]].mapValues { $0.compactMap { $0 } } }

    /// What flags, environment and file say together.
    ///
    /// - Parameters:
    ///   - more: the flags of other groups.
    ///   - needed: the settings that the command goes by; what is wrong with others does not stop it.
    /// - Throws: `ExitCode` 2 after saying what is wrong.
    func settings(
        with more: [Setting: [String]] = [:], needed: Set<Setting> = [.data, .database]
    ) throws -> Settings {
        let settings = Settings.read(
            flags: flags.merging(more) { $1 }, file: config, environment: ProcessInfo.processInfo.environment)
        let faults = settings.faults(of: needed)
        for fault in faults { StandardError.print("lienthong: \(fault)") }
        guard faults.isEmpty else { throw ExitCode(2) }
        return settings
    }

    /// Where the settings say that the installation is.
    func place() throws -> InstallationPlace {
        let settings = try settings()
        return InstallationPlace(folder: settings.folder, database: settings[.database])
    }

    /// - Throws: `ExitCode` 1 with a message when it cannot be opened, 2 when the settings are wrong.
    func open() async throws -> Installation {
        try await Self.open(try settings())
    }

    static func open(
        _ settings: Settings, scanner: VirusScanner? = nil, uploadReserve: Int64 = 0, slowAfter: Duration? = nil
    ) async throws -> Installation {
        try await saying {
            try await Installation.open(
                folder: settings.folder, database: settings[.database], scanner: scanner,
                uploadReserve: uploadReserve, slowAfter: slowAfter)
        }
    }

    /// Says why an installation cannot be opened, and ends with 1; with 2 when trying again does not help, as with a
    /// program that is older than the installation.
    static func saying<Value>(_ open: () async throws -> Value) async throws -> Value {
        do {
            return try await open()
        } catch {
            StandardError.print("lienthong: cannot open the installation: \(error)")
            if case DatabaseError.migration = error { throw ExitCode(2) }
            throw ExitCode(1)
        }
    }
}

extension InstallationOptions {
    /// Opens the installation as it stands, to look after it: nothing is made, no step of the schema is run.
    func look() async throws -> StandingInstallation {
        let place = try place()
        return try await StandingInstallation.open(folder: place.folder, database: place.database)
    }

    /// Log lines go to standard error, so that standard output is the command's answer.
    static func prepareLogging(level: Logger.Level = .notice) {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return OneLineLog(handler)
        }
    }
}

extension Settings {
    /// The folder of the installation; it always has a default.
    var folder: String { self[.data] ?? "" }
}

extension ArgumentHelp {
    /// What a setting is for, and how else it can be given.
    static func of(_ setting: Setting) -> ArgumentHelp {
        let fallback = setting.fallback.map { "; default: \($0)" } ?? ""
        return ArgumentHelp("\(setting.help) (environment: \(setting.variable)\(fallback))")
    }
}
