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
        let database = try await InstallationOptions.saying { try await Database.open(location) }
        do {
            let names = try await InstallationOptions.saying {
                dryRun
                    ? try await database.pending(Installation.migrations).map(\.name)
                    : try await database.migrate(Installation.migrations)
            }
            for name in names { print(name) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
