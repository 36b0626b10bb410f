import App
import ArgumentParser
import Files
import Logging
import Operations

/// Where the installation is; the same options for every command that opens it.
struct InstallationOptions: ParsableArguments {
    @Option(help: "The folder of the installation: embedded database, files, keys.")
    var data = "var/data"

    @Option(help: "A PostgreSQL URL (postgres://…) in place of the embedded database.")
    var database: String?

    /// - Parameter scanner: who is asked about every upload.
    /// - Throws: `ExitCode` 1 with a message when it cannot be opened.
    func open(scanner: VirusScanner? = nil) async throws -> Installation {
        do {
            return try await Installation.open(folder: data, database: database, scanner: scanner)
        } catch {
            StandardError.print("lienthong: cannot open the installation: \(error)")
            throw ExitCode(1)
        }
    }
}

extension InstallationOptions {
    /// Opens the installation as it stands, to look after it: nothing is made, no step of the schema is run.
    func look() async throws -> StandingInstallation {
        try await StandingInstallation.open(folder: data, database: database)
    }

    /// Log lines go to standard error, so that standard output is the command's answer.
    static func prepareLogging(level: Logger.Level = .notice) {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }
}
