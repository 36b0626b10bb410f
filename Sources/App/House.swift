public import Administration
import Database
import Directory
import Documents
import Essentials
public import Files
import Foundation
public import Journal
import Logging
import Notifications
public import SignIn
public import Web

/// The whole house, put together by hand: every capability made once, pages and routes joined, the background at work.
public struct House: Sendable {
    public let installation: Installation
    public let web: WebApplication
    public let journal: JournalLoop
    public let extractor: TextExtractor
    /// For the port of operations.
    public let operations: OperationsPort
    private let changes: ChangeBell
    /// Sends the journal to another system; nil when it goes nowhere else.
    private let forwarder: JournalForwarder?
    /// Closes accounts that nobody uses; nil in a sample, whose accounts are there for visitors of any day.
    private let keeper: Administration?

    /// - Parameters:
    ///   - isLocal: only this very machine can reach it; else everybody must have a second factor.
    ///   - relyingParty: the site passkeys are bound to, where others can reach it.
    ///   - openID: who else is believed when they say who somebody is.
    ///   - commonPasswords: those that nobody may choose; nil when the machine has no list of them.
    ///   - samples: accounts to show at the door of a sample province.
    ///   - auditExport: where every event of the journal goes beside; nil sends it nowhere.
    ///   - strictness: what a template that asks for an unknown name leads to; tests collect.
    ///   - configure: changes what the web server is told.
    /// - Throws: `TemplateProblems`, `RouteProblems`, `DatabaseError`; `NodesDisagree` when others serve the database from
    ///   another folder.
    public init(
        _ installation: Installation, isLocal: Bool = true, relyingParty: RelyingParty? = nil,
        openID: OpenIDDesk = .none, passwordProfile: PasswordProfile = .level3, commonPasswords: CommonPasswords? = nil,
        samples: [SampleAccount] = [], auditExport: (any JournalDestination)? = nil,
        strictness: Pages.Strictness = .log,
        configure: (inout WebConfiguration) -> Void = { _ in }
    ) async throws {
        self.installation = installation
        let database = installation.database
        try await database.write { [clock = database.clock] db in
            try DefaultRoles.install(Roles.permissions, at: clock.now(), in: db)
        }
        let accessLog = AccessLog(database: database)
        let documents = try Documents(
            database: database, files: installation.files, calendar: installation.calendar,
            closing: Installation.closing, accessLog: accessLog, journalKey: installation.journalKey.verifier)
        let secrets = try ["web.key", "sign-in.key"].map { try SecretFile.kept(in: installation.folder, named: $0) }
        try await database.agree(on: .folder, SecretFile.digest(of: secrets))
        var signIn = SignInSettings(
            key: FactorKey(secrets[1]),
            demandsSecondFactor: !isLocal, relyingParty: isLocal ? .localhost : relyingParty, profile: passwordProfile,
            common: commonPasswords)
        signIn.passwords.growOld = samples.isEmpty
        let desk = SignInDesk(
            database: database, passwords: PasswordHasher(), sessions: Sessions(), settings: signIn,
            openID: openID)
        let administration = Administration(
            desk: desk, followers: [DocumentsFollower()], permissions: Roles.all, samples: samples)
        try await administration.begin()
        keeper = samples.isEmpty ? administration : nil

        var routes = documents.routes
        routes.add(administration.routes)
        routes.add(administration.importRoutes(files: installation.files))
        let pages = try Pages(
            directories: [Documents.templates, Administration.templates].compactMap { $0 },
            types: Documents.pages + Administration.pages, strictness: strictness)
        var configuration = WebConfiguration(
            secret: WebSecret(secrets[0]), clock: database.clock, logger: installation.logger)
        configuration.formTargets = openID.formTargets
        configure(&configuration)
        changes = ChangeBell()
        web = try WebApplication(
            configuration: configuration, database: database, files: installation.files,
            callers: CallerResolver(desk),
            frame: Self.frame(documents, administration), pages: pages, routes: routes,
            bell: changes)
        let subscribers = try SubscriberRunner(
            database: database, subscribers: documents.subscribers + administration.subscribers,
            logger: installation.logger)
        forwarder = auditExport.map {
            JournalForwarder(database: database, to: $0, logger: installation.logger)
        }
        operations = OperationsPort(
            database: database, requests: web.metrics, subscribers: subscribers, forwarder: forwarder)
        journal = JournalLoop(
            database: database,
            sealer: Sealer(
                database: database, key: installation.journalKey, memory: installation.journalKeyFile.checkpointFile),
            subscribers: subscribers,
            accessLog: accessLog, logger: installation.logger)
        extractor = TextExtractor(store: installation.files, logger: installation.logger) { hash, _, db in
            try DocumentText.fileWasRead(hash, in: db)
        }
    }

    /// What goes on behind the pages until the task is cancelled: sealing, subscribers, texts of files, live counts,
    /// leases, old uploads, old wrong passwords.
    public func runBackground() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await journal.run() }
            group.addTask { await extractor.run() }
            if let forwarder { group.addTask { await forwarder.run() } }
            group.addTask { await web.liveEvents.run() }
            group.addTask { for await _ in journal.bell.rings() { changes.ring() } }
            group.addTask { await self.every(seconds: 15) { try await installation.database.renewLease() } }
            group.addTask { await self.every(seconds: 15) { _ = try await installation.files.scanWaiting() } }
            group.addTask { await self.every(seconds: 3600) { _ = try await installation.files.sweep() } }
            group.addTask { await self.every(seconds: 24 * 3600) { try await forgetOldGuesses() } }
            if let keeper {
                group.addTask { await self.every(seconds: 24 * 3600) { try await keeper.closeIdleAccounts() } }
            }
        }
    }

    private func forgetOldGuesses() async throws {
        try await installation.database.write { [clock = installation.database.clock] db in
            try Accounts.forgetOldGuesses(at: clock.now(), in: db)
        }
    }

    private func every(seconds: Int64, _ work: @Sendable () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch {
                installation.logger.error("background work failed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(seconds))
        }
    }

    private static func frame(_ documents: Documents, _ administration: Administration) -> FrameSettings {
        FrameSettings(
            provinceName: Administration.provinceName,
            navigation: documents.navigation + administration.navigation, creations: documents.creations
        ) { db, caller, _ in try db.unreadNotifications(of: caller.post) }
    }
}
