import App
import ArgumentParser
import Database
import Operations

/// `lienthong migrate`: brings the schema up to date.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date.")

    @OptionGroup var installation: InstallationOptions

    @Flag(help: "Only list the steps that would be run.")
    var dryRun = false

    func run() async throws {
        let place = try installation.place()
        let location = Installation.location(folder: place.folder, url: place.database)
        let database = try await Database.open(location)
        if dryRun {
            for step in try await database.pending(Installation.migrations) { print(step.name) }
        } else {
            for name in try await database.migrate(Installation.migrations) { print(name) }
        }
        await database.close()
    }
}
