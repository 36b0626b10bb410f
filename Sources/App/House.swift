public import Administration
public import Certificates
import Database
import Directory
import Documents
import Essentials
import Evaluation
public import Files
import Foundation
public import Journal
import Logging
public import Monitoring
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
    /// Looks after everything behind the pages, and verifies the journal.
    private let watch: Watch
    private let verify: VerifyJournal
    private let documents: Documents
    /// Closes accounts that nobody uses; nil in a sample, whose accounts are there for visitors of any day.
    private let keeper: Administration?

    /// - Parameters:
    ///   - isLocal: only this very machine can reach it; else everybody must have a second factor.
    ///   - relyingParty: the site passkeys are bound to, where others can reach it.
    ///   - openID: who else is believed when they say who somebody is.
    ///   - signatures: what verdicts on signatures rest on.
    ///   - commonPasswords: those that nobody may choose; nil when the machine has no list of them.
    ///   - samples: accounts to show at the door of a sample province.
    ///   - auditExport: where every event of the journal goes beside; nil sends it nowhere.
    ///   - monitoring: how it is watched.
    ///   - strictness: what a template that asks for an unknown name leads to; tests collect.
    ///   - configure: changes what the web server is told.
    /// - Throws: `TemplateProblems`, `RouteProblems`, `DatabaseError`; `NodesDisagree` when others serve the database from
    ///   another folder.
    public init(
        _ installation: Installation, isLocal: Bool = true, relyingParty: RelyingParty? = nil,
        openID: OpenIDDesk = .none, signatures: SignatureTrust = SignatureTrust(),
        passwordProfile: PasswordProfile = .level3, commonPasswords: CommonPasswords? = nil,
        samples: [SampleAccount] = [], auditExport: (any JournalDestination)? = nil,
        monitoring settings: MonitoringSettings = MonitoringSettings(),
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
        self.documents = documents
        let evaluation = Evaluation(
            database: database, files: installation.files, indicators: MeasuredIndicators.all)
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
            desk: desk, followers: [DocumentsFollower()], permissions: Roles.all,
            journalKey: installation.journalKey.verifier, samples: samples)
        let certificates = Certificates(
            files: installation.files, trust: signatures, logger: installation.logger)
        try await administration.begin()
        keeper = samples.isEmpty ? administration : nil

        let subscribers = try SubscriberRunner(
            database: database,
            subscribers: documents.subscribers + administration.subscribers + evaluation.subscribers,
            logger: installation.logger)
        let forwarder = auditExport.map {
            JournalForwarder(database: database, to: $0, logger: installation.logger)
        }
        self.forwarder = forwarder
        watch = Watch(
            database: database, folder: installation.folder, settings: settings,
            backlogs: Self.backlogs(installation.files),
            subscribers: { db in
                try subscribers.states(in: db) + (try forwarder.map { try [$0.state(in: db)] } ?? [])
            }, logger: installation.logger)
        verify = VerifyJournal(
            database: database, key: installation.journalKey.verifier,
            memory: installation.journalKeyFile.checkpointFile, logger: installation.logger)
        let monitoring = Monitoring(watch, database: database)

        var routes = documents.routes
        routes.add(administration.routes)
        routes.add(monitoring.routes)
        routes.add(evaluation.routes)
        routes.add(certificates.routes)
        routes.add(administration.importRoutes(files: installation.files))
        let pages = try Pages(
            directories: [
                Documents.templates, Administration.templates, Monitoring.templates, Evaluation.templates,
                Certificates.templates,
            ].compactMap { $0 },
            types: Documents.pages + Administration.pages + Monitoring.pages + Evaluation.pages
                + Certificates.pages,
            strictness: strictness)
        var configuration = WebConfiguration(
            secret: WebSecret(secrets[0]), clock: database.clock, logger: installation.logger)
        configuration.formTargets = openID.formTargets
        configure(&configuration)
        changes = ChangeBell()
        web = try WebApplication(
            configuration: configuration, database: database, files: installation.files,
            callers: CallerResolver(desk),
            frame: Self.frame(documents, administration, monitoring, evaluation, certificates), pages: pages,
            routes: routes,
            bell: changes)
        operations = OperationsPort(
            database: database, requests: web.metrics, subscribers: subscribers, forwarder: forwarder, watch: watch)
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
    /// leases, old registers, old uploads, old wrong passwords.
    public func runBackground() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await journal.run() }
            group.addTask { await extractor.run() }
            if let forwarder { group.addTask { await forwarder.run() } }
            group.addTask { await web.liveEvents.run() }
            group.addTask { for await _ in journal.bell.rings() { changes.ring() } }
            group.addTask { await self.every(seconds: 15) { try await installation.database.renewLease() } }
            group.addTask { await self.every(seconds: 15) { _ = try await installation.files.scanWaiting() } }
            group.addTask { await self.every(seconds: 2) { try await documents.workOnImports() } }
            group.addTask { await self.every(seconds: 3600) { _ = try await installation.files.sweep() } }
            group.addTask { await self.every(seconds: 24 * 3600) { try await forgetOldGuesses() } }
            group.addTask { await self.every(seconds: 60) { _ = await watch.look() } }
            group.addTask { await self.verifyJournal() }
            if let keeper {
                group.addTask { await self.every(seconds: 24 * 3600) { try await keeper.closeIdleAccounts() } }
                group.addTask { await self.every(seconds: 24 * 3600) { try await keeper.tellOfReviews() } }
            }
        }
    }

    /// Its end now, and all of it every night.
    private func verifyJournal() async {
        do {
            try await verify.end(for: watch)
        } catch {
            installation.logger.error("the end of the journal was not verified", metadata: ["error": "\(error)"])
        }
        await every(seconds: 600) { try await verify.nightly() }
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

    /// What waits in the background.
    private static func backlogs(_ files: FileStore) -> [Backlog] {
        [
            Backlog(.texts, Wording("Tệp chờ đọc chữ", en: "Files whose text waits to be read")) { db, _ in
                try files.awaitingText(in: db)
            },
            Backlog(.scans, Wording("Tệp chờ quét mã độc", en: "Uploads that wait for the virus scanner")) { db, _ in
                try files.awaitingScan(in: db)
            },
            Backlog(
                .deliveries,
                Wording("Văn bản đến quá hai ngày chưa tiếp nhận", en: "Documents not received for two days")
            ) { db, now in try Delivery.waiting(since: now.adding(seconds: -2 * 86_400), in: db) },
        ]
    }

    private static func frame(
        _ documents: Documents, _ administration: Administration, _ monitoring: Monitoring,
        _ evaluation: Evaluation, _ certificates: Certificates
    ) -> FrameSettings {
        FrameSettings(
            provinceName: Administration.provinceName,
            navigation: documents.navigation + evaluation.navigation + certificates.navigation
                + administration.navigation + monitoring.navigation,
            creations: documents.creations, publicLinks: certificates.publicLinks
        ) { db, caller, _ in try db.unreadNotifications(of: caller.post) }
    }
}
