import Administration
public import Database
public import Deadlines
import Directory
import Documents
public import Essentials
import Evaluation
public import Files
import Foundation
public import Journal
public import Logging
import Notifications
import SignIn
import Web

/// One installation, opened: its database, files, journal key and calendar. Made once and handed to everything.
public struct Installation: Sendable {
    public let database: Database
    public let files: FileStore
    public let journalKey: JournalKey
    public let journalKeyFile: JournalKeyFile
    public let calendar: CalendarSnapshot
    public let folder: String
    public let logger: Logger

    /// Every step of the schema, in the order in which the tables need one another.
    public static let migrations: [Migration] =
        JournalMigrations.all + FilesMigrations.all + DirectoryMigrations.all + SignInMigrations.all
        + NotificationsMigrations.all + WebMigrations.all + DocumentsMigrations.all + AdministrationMigrations.all
        + EvaluationMigrations.all

    /// What must hold of what is stored; `doctor` checks it.
    public static let storedRules: [StoredRule] = JournalRules.all + DocumentsRules.all

    /// Every full-text index and what it is made from.
    public static let indexedRecords: [IndexedRecords] = [DocumentText.indexed]

    /// Opens an installation and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - folder: where the embedded database, the files and the keys are; made when it is not there.
    ///   - database: a PostgreSQL URL; nil for the embedded database in the folder.
    ///   - scanner: who is asked about every upload; nil scans nothing.
    ///   - uploadReserve: bytes of the disk that uploads leave free.
    ///   - slowAfter: from how long on a statement is logged and counted as slow; nil looks at no statement's time.
    /// - Throws: `DatabaseError`, `CalendarError`, `JournalKeyFileError`, or what the file system says.
    public static func open(
        folder: String, database url: String? = nil, scanner: VirusScanner? = nil, clock: WallClock = .system,
        logger: Logger = Logger(label: "lienthong"), uploadReserve: Int64 = 0, slowAfter: Duration? = nil
    ) async throws -> Installation {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let location = location(folder: folder, url: url)
        let database = try await Database.open(location, clock: clock, logger: logger, slowAfter: slowAfter)
        do {
            try await database.migrate(migrations)
            let keyFile = JournalKeyFile(directory: folder)
            return Installation(
                database: database,
                files: try FileStore(
                    directory: folder, database: database, scanner: scanner, reserve: uploadReserve, logger: logger),
                journalKey: try keyFile.loadOrCreate(name: newJournalName()), journalKeyFile: keyFile,
                calendar: try WorkingCalendar.national().snapshot(), folder: folder, logger: logger)
        } catch {
            // Else its node number would count as in use for a minute.
            await database.close()
            throw error
        }
    }

    /// What a new installation's journal is called, from its first start on. A log's name must be no other log's
    /// (C2SP tlog-checkpoint); one begun under another name keeps that, for the name stands in all that it signed.
    private static func newJournalName() -> String {
        "lienthong/\(UUID().uuidString.lowercased())"
    }

    /// Where the database of an installation is.
    public static func location(folder: String, url: String?) -> DatabaseLocation {
        url.map { .postgresql(url: $0) } ?? .sqlite(path: folder + "/lienthong.sqlite")
    }

    /// When a day's work ends on a day; a deadline given as a day ends then.
    public static let closing = TimeOfDay(secondsSinceMidnight: 17 * 3600)
}
