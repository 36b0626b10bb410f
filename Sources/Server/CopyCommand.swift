import ArgumentParser
import Operations

/// `lienthong copy --from DIR --to DIR`: from the embedded database to PostgreSQL, and back.
struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Move a whole installation to another folder or engine while nobody writes, and prove it.")

    @Option(help: "The folder of the installation.")
    var from: String

    @Option(help: "Its PostgreSQL URL; the embedded database when left out.")
    var fromDatabase: String?

    @Option(help: "The folder to copy to; the same folder moves only the database.")
    var to: String

    @Option(help: "The URL of an empty PostgreSQL database; the embedded one when left out.")
    var toDatabase: String?

    func run() async throws {
        InstallationOptions.prepareLogging()
        try await telling {
            let source = InstallationPlace(folder: from, database: fromDatabase)
            let target = InstallationPlace(folder: to, database: toDatabase)
            let report = try await CopyInstallation(from: source, to: target)()
            for table in report.tables where table.isData { print("\(table.digest)  \(table.rows)  \(table.name)") }
            for fact in report.facts { print(fact) }
            let rows = report.tables.reduce(0) { $0 + $1.rows }
            print("Result: \(rows) rows and \(report.files) files arrived as they were")
            print("Serve only one of the two from now on: two would each go on with the one journal.")
        }
    }
}
