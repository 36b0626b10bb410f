import ArgumentParser
import Essentials
import Foundation
import Operations
import Settings

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
    @Option(help: .of(.backups), completion: .directory)
    var backups: String?

    @Option(help: .of(.backupKey), completion: .file())
    var key: String?

    /// - Parameter config: a file of settings that says what the command line does not.
    func store(config: String? = nil, orMake: Bool = false) throws -> BackupStore {
        let said: [Setting: String?] = [.backups: backups, .backupKey: key]
        let settings = Settings.read(
            flags: said.compactMapValues { $0.map { [$0] } }, file: config,
            environment: ProcessInfo.processInfo.environment)
        let faults = settings.faults(of: [.backups, .backupKey])
        for fault in faults { StandardError.print("lienthong: \(fault)") }
        guard faults.isEmpty else { throw ExitCode(2) }
        guard let folder = settings[.backups], let key = settings[.backupKey] else {
            StandardError.print("lienthong: say where the backups are and what opens them: --backups DIR --key FILE")
            throw ExitCode(2)
        }
        return try BackupStore.open(folder, key: BackupKey.read(key), orMake: orMake)
    }

    /// The backups that a command is about: the one named, all, or the newest.
    func chosen(_ id: String?, all: Bool = false, in store: BackupStore) throws -> [Backup] {
        let ids = try store.backups()
        if all { return try ids.map { try store.backup($0) } }
        if let id {
            guard let id = ID<Backup>(id) else { throw BackupProblem.noSuchBackup(id) }
            return [try store.backup(id)]
        }
        guard let newest = ids.last else { throw BackupProblem.noBackups(store.path) }
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
            let store = try options.store(config: installation.config, orMake: true)
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

/// `lienthong backup test`: restores into a temporary place, checks everything, and tells the journal.
struct BackupTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Restore a backup into a temporary place, check everything, take it away.",
        discussion: "The result stands in the journal of the installation of --data, and on its page of operations.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var options: BackupOptions

    @Argument(help: "The backup; the newest when left out.")
    var backup: String?

    @Option(help: "A folder with room for the whole installation.")
    var scratch = NSTemporaryDirectory()

    @Option(help: "A file with a checkpoint published earlier; may be given several times.")
    var checkpoint: [String] = []

    @Flag(help: "Tell no journal: for a machine that has the backups and no installation.")
    var withoutJournal = false

    func run() async throws {
        InstallationOptions.prepareLogging()
        try await telling {
            let notes = try checkpoint.map { try String(contentsOfFile: $0, encoding: .utf8) }
            for fact in try await test(notes) { print(fact) }
            print("Result: the backup can be restored")
        }
    }

    private func test(_ notes: [String]) async throws -> [String] {
        if withoutJournal {
            let (store, chosen) = try choose()
            return try await TestRestore(store, scratch: scratch)(chosen, checkpoints: notes)
        }
        let standing = try await installation.look()
        // Backups that cannot be opened at all are a result too, and stand in the journal.
        let chosen = Result { try choose() }
        return try await standing.working { [scratch] in
            try await RestoreTestRun(standing, scratch: scratch)(published: notes) { try chosen.get() }
        }
    }

    private func choose() throws -> (BackupStore, Backup) {
        let store = try options.store(config: installation.config)
        guard let chosen = try options.chosen(backup, in: store).first else {
            throw BackupProblem.noBackups(store.path)
        }
        return (store, chosen)
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
