import App
import ArgumentParser
import Database
import Essentials
import SampleProvince

/// `lienthong demo build`: makes the sample province without serving it.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The sample province.", subcommands: [DemoBuild.self])
}

/// `lienthong demo build [--as-of 2026-11-20T08:00] [--documents 2000]`.
struct DemoBuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the sample province, unless it is there.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "The moment the story ends, in the time of Việt Nam: 2026-11-20T08:00; now when left out.")
    var asOf: String?

    @Option(help: "How many documents.")
    var documents = 2000

    func run() async throws {
        InstallationOptions.prepareLogging()
        let moment = try asOf.map { text in
            guard let moment = Instant(text) else {
                throw refuse("--as-of '\(text)' is no date and time; write it as 2026-11-20T08:00")
            }
            return moment
        }
        guard (1...5_000_000).contains(documents) else { throw refuse("--documents must lie between 1 and 5000000") }
        let opened = try await installation.open()
        try await SampleProvince.build(in: opened, asOf: moment, documents: documents) { StandardError.print($0) }
        await opened.database.close()
    }
}
