import ArgumentParser
import Essentials
import Foundation
import Operations

/// `lienthong restore --backups DIR --key FILE --data DIR`: onto an empty machine.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put an installation back from a backup, into an empty place, and check it.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var options: BackupOptions

    @Argument(help: "The backup; the newest when left out.")
    var backup: String?

    @Option(help: "A file with a checkpoint published earlier; may be given several times.")
    var checkpoint: [String] = []

    @Option(help: "The journal's secret key from the safe; without it the installation cannot be served.")
    var journalKey: String?

    @Option(help: "The minutes that declare events lost which a published checkpoint covers.")
    var acceptMissing: String?

    func run() async throws {
        InstallationOptions.prepareLogging()
        try await telling {
            let store = try options.store(config: installation.config)
            var evidence = RestoreInstallation.Evidence()
            evidence.checkpoints = try checkpoint.map { try String(contentsOfFile: $0, encoding: .utf8) }
            evidence.journalKey = journalKey
            evidence.acceptedLoss = acceptMissing
            let place = try installation.place()
            let restore = RestoreInstallation(from: store, folder: place.folder, database: place.database)
            for backup in try options.chosen(backup, in: store) {
                for fact in try await restore(backup, evidence: evidence) { print(fact) }
            }
            print("Result: restored into \(place.folder)")
            if journalKey == nil {
                print("To serve it, put the journal's secret key back: \(place.folder)/journal.key, mode 600")
            }
        }
    }
}
