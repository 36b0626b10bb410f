import ArgumentParser
import Essentials
import Foundation
import Operations

/// `lienthong doctor`: looks at everything; exit status 0 only when nothing is wrong.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check database, journal, files, search and helpers; name every damage; repair files from a backup.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "A file with a checkpoint published earlier; may be given several times.")
    var checkpoint: [String] = []

    @Option(help: "A folder of backups from which missing and damaged files are put back.")
    var repairFrom: String?

    @Option(help: "The file with the key of those backups.")
    var key: String?

    @Flag(help: "Make the search indexes anew.")
    var rebuildSearch = false

    @Flag(help: "Leave out the programs and fonts that the platform works with.")
    var withoutHelpers = false

    func run() async throws {
        InstallationOptions.prepareLogging()
        guard (repairFrom == nil) == (key == nil) else { throw refuse("--repair-from and --key go together") }
        try await telling {
            let notes = try checkpoint.map { try String(contentsOfFile: $0, encoding: .utf8) }
            let standing = try await installation.look()
            let isSound = try await standing.working { try await examine(standing, published: notes) }
            print(isSound ? "Result: nothing is wrong" : "Result: something is WRONG")
            if !isSound { throw ExitCode(1) }
        }
    }

    private func examine(_ standing: StandingInstallation, published: [String]) async throws -> Bool {
        if rebuildSearch { try await standing.rebuildSearch() }
        var report = try await Invariants(standing).check(published: published)
        if let repairFrom, let key, !report.badFiles.isEmpty {
            let store = try BackupStore.open(repairFrom, key: BackupKey.read(key))
            for outcome in try await RepairFiles(standing, from: store)(report.badFiles) {
                print(outcome.problem.map { "not repaired: \($0)" } ?? "repaired: file \(outcome.file)")
            }
            report = try await Invariants(standing).check(published: published)
        }
        for fact in report.facts { print("ok       \(fact)") }
        for remark in report.remarks { print("remark   \(remark)") }
        for finding in report.findings { print("WRONG    \(finding)") }
        let missing = withoutHelpers ? [] : await Helpers.missing(for: standing.files)
        for helper in missing { print("MISSING  \(helper)") }
        return report.findings.isEmpty && missing.isEmpty
    }
}
