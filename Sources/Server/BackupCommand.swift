import ArgumentParser
import Essentials
import Foundation
import Operations

/// `lienthong backup …`: take, list, check, thin out and try backups.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back an installation up while it serves; list, check and try backups.",
        subcommands: [
            BackupTake.self, BackupMakeKey.self, BackupList.self, BackupVerify.self, BackupPrune.self, BackupTest.self,
        ], defaultSubcommand: BackupTake.self)
}

/// Where backups are and what opens them.
struct BackupOptions: ParsableArguments {
    @Option(help: "The folder of the backups.")
    var backups: String

    @Option(help: "The file with the key that seals them; keep it apart from them.")
    var key: String

    func store(orMake: Bool = false) throws -> BackupStore {
        try BackupStore.open(backups, key: BackupKey.read(key), orMake: orMake)
    }

    /// The backups that a command is about: the one named, all, or the newest.
    func chosen(_ id: String?, all: Bool = false, in store: BackupStore) throws -> [Backup] {
        let ids = try store.backups()
        if all { return try ids.map { try store.backup($0) } }
        if let id {
            guard let id = ID<Backup>(id) else { throw BackupProblem.noSuchBackup(id) }
            return [try store.backup(id)]
        }
        guard let newest = ids.last else { throw BackupProblem.noBackups(backups) }
        return [try store.backup(newest)]
    }
}

/// `lienthong backup --backups DIR --key FILE`: takes one; also beside a running server.
struct BackupTake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "take", abstract: "Take a backup.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var options: BackupOptions

    func run() async throws {
        InstallationOptions.prepareLogging()
        try await telling {
            let store = try options.store(orMake: true)
            let standing = try await installation.look()
            let taken = try await standing.working { try await TakeBackup(standing, into: store)() }
            print("Backup \(taken.backup): \(taken.rows) rows, \(taken.files) files, \(taken.events) sealed events")
            print("New in it: \(taken.written) bytes")
            if taken.lacking > 0 {
                StandardError.print(
                    "lienthong: \(taken.lacking) file(s) are missing or damaged and not in it; run 'lienthong doctor'")
                throw ExitCode(1)
            }
        }
    }
}

/// `lienthong backup key FILE`: makes the key.
struct BackupMakeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make the key that seals backups. Without it no backup can be read.")

    @Argument(help: "The file; it must not be there yet.")
    var file: String

    func run() async throws {
        try await telling {
            let key = try BackupKey.make(at: file)
            print("Key \(key.id) is in \(file). Keep a copy in the safe, apart from the backups.")
        }
    }
}

/// `lienthong backup list`: the catalogue.
struct BackupList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the backups, oldest first.")

    @OptionGroup var options: BackupOptions

    func run() async throws {
        try await telling {
            let store = try options.store()
            for backup in try store.backups().map({ try store.backup($0) }) {
                let lacking = backup.lackingFiles.isEmpty ? "" : "  LACKING \(backup.lackingFiles.count)"
                print(
                    """
                    \(backup.id)  \(backup.takenAt)  \(backup.engine)  \(backup.rows) rows  \
                    \(backup.files) files  \(backup.fileBytes) bytes  \(backup.events) events\(lacking)
                    """)
            }
        }
    }
}

/// `lienthong backup verify [ID] [--all]`: opens and recomputes everything; needs no installation.
struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read a backup from the first byte to the last and name every damage.")

    @OptionGroup var options: BackupOptions

    @Argument(help: "The backup; the newest when left out.")
    var backup: String?

    @Flag(help: "Every backup there is.")
    var all = false

    @Flag(help: "Take chunks that do not open out of the way, so that the next backup writes them anew.")
    var setAside = false

    func run() async throws {
        try await telling {
            let store = try options.store()
            var isSound = true
            for backup in try options.chosen(backup, all: all, in: store) {
                let found = try await VerifyBackup(store, setsAside: setAside)(backup)
                for damage in found.damage { print("DAMAGED \(damage)") }
                let verdict = found.damage.isEmpty ? "whole" : "DAMAGED in \(found.damage.count) place(s)"
                print("Backup \(backup.id): \(verdict); \(found.rows) rows, \(found.files) files, \(found.bytes) bytes")
                if !found.damage.isEmpty { isSound = false }
            }
            if !isSound { throw ExitCode(1) }
        }
    }
}

/// `lienthong backup prune`: keeps what the rule keeps.
struct BackupPrune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove backups that the rule does not keep, and what only they needed.")

    @OptionGroup var options: BackupOptions

    @Option(help: "The newest so many are kept anyhow.")
    var keepLast = KeepRule().last

    @Option(help: "The last of each of so many days.")
    var keepDaily = KeepRule().days

    @Option(help: "The last of each of so many weeks.")
    var keepWeekly = KeepRule().weeks

    @Option(help: "The last of each of so many months.")
    var keepMonthly = KeepRule().months

    func run() async throws {
        guard min(keepLast, keepDaily, keepWeekly, keepMonthly) >= 0 else {
            throw refuse("--keep-… must not be negative")
        }
        try await telling {
            let rule = KeepRule(last: keepLast, days: keepDaily, weeks: keepWeekly, months: keepMonthly)
            let report = try await PruneBackups(options.store())(keeping: rule)
            for id in report.removed { print("removed \(id)") }
            print("\(report.kept.count) kept; \(report.chunks) chunks of \(report.bytes) bytes removed")
        }
    }
}

/// `lienthong backup test`: restores into a temporary place and checks everything.
struct BackupTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Restore a backup into a temporary place, check everything, take it away.")

    @OptionGroup var options: BackupOptions

    @Argument(help: "The backup; the newest when left out.")
    var backup: String?

    @Option(help: "A folder with room for the whole installation.")
    var scratch = NSTemporaryDirectory()

    @Option(help: "A file with a checkpoint published earlier; may be given several times.")
    var checkpoint: [String] = []

    func run() async throws {
        InstallationOptions.prepareLogging()
        try await telling {
            let store = try options.store()
            let notes = try checkpoint.map { try String(contentsOfFile: $0, encoding: .utf8) }
            for backup in try options.chosen(backup, in: store) {
                let facts = try await TestRestore(store, scratch: scratch)(backup, checkpoints: notes)
                for fact in facts { print(fact) }
                print("Result: the backup can be restored")
            }
        }
    }
}

extension ParsableCommand {
    /// Runs the command; what goes wrong is said in one line, with exit status 1.
    func telling(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            StandardError.print("lienthong: \(error)")
            throw ExitCode(1)
        }
    }
}
