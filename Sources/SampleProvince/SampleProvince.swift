public import Administration
public import App
import Database
import Deadlines
import Directory
import Documents
public import Essentials
import Evaluation
import Files
import Journal
import Notifications
import SignIn

/// The sample province (tỉnh mẫu Hòa An): invented names, real proportions, and a life from 2023 to the day it is opened,
/// with the reorganisation of 1 July 2025 in it. Made through the commands that people use.
public enum SampleProvince {
    /// The accounts that are printed, with the password that says it is a sample.
    public static let accounts: [SampleAccount] =
        SampleSeat.all.map { SampleAccount(username: $0.username, password: SampleSeat.password, label: $0.label) }
        + [
            SampleAccount(
                username: SampleSeat.administrator.username, password: SampleSeat.password,
                label: SampleSeat.administrator.label)
        ]

    /// Builds the province unless it is there already: all of it in one transaction, so that it is whole or not at all.
    ///
    /// - Parameters:
    ///   - asOf: the moment whose day the story leads up to; nil for now. It is kept with the province.
    ///   - documents: how many documents the story has; those above 2,000 are short and only fill the registers.
    ///   - seed: the same gives the same province.
    ///   - python: the Python that prints the PDF files; nil for `.venv/bin/python3`.
    ///   - progress: gets a line now and then.
    /// - Throws: `SampleProvinceProblem`, or what a command refused.
    public static func build(
        in installation: Installation, asOf: Instant? = nil, documents: Int = 2000, seed: UInt64 = 1,
        python: String? = nil, progress: @escaping @Sendable (String) -> Void
    ) async throws {
        let isThere = try await installation.database.read { db in try SampleProvinceBuilt.isThere(in: db) }
        if isThere { return }
        let isTaken = try await installation.database.read { db in try !FirstRun.isPending(in: db) }
        if isTaken { throw SampleProvinceProblem.installationIsInUse }
        let asOfDate = (asOf ?? installation.database.clock.now()).date
        guard asOfDate >= SampleContent.earliestOpening else { throw SampleProvinceProblem.tooEarly(asOfDate) }

        let content = try SampleContent(
            asOf: asOfDate, seed: seed, documentCount: documents, calendar: installation.calendar)
        progress("sample province: \(content.documents.count) documents planned, printing PDF files")
        let files = try await SampleFileStoring(installation: installation, python: python)
            .store(SampleFiles(content), progress: progress)
        // Before there are documents: a file that many share would have each of them indexed again when it is read.
        progress("sample province: reading the text of the files")
        try await TextExtractor(store: installation.files, logger: installation.logger).runOnce()
        let password = try await PasswordHasher().hash(SampleSeat.password)
        try await installation.database.write { db in
            progress("sample province: entering units and people")
            var builder = try ProvinceBuilder(content, files: files, in: db)
            try builder.found(passwordHash: password)
            try builder.tell(progress: progress)
            try SampleProvinceBuilt.record(content, seed: seed, in: db)
        }
        try await settle(installation, asOf: asOfDate, progress: progress)
        progress("sample province: ready, as of \(asOfDate)")
    }

    /// Seals the journal, tells people what is new, and takes what is old as read.
    private static func settle(
        _ installation: Installation, asOf: CivilDate, progress: @escaping @Sendable (String) -> Void
    ) async throws {
        progress("sample province: sealing the journal")
        let sealer = Sealer(database: installation.database, key: installation.journalKey)
        try await sealer.sealAll()
        let documents = try Documents(
            database: installation.database, files: installation.files, calendar: installation.calendar,
            closing: Installation.closing, accessLog: AccessLog(database: installation.database),
            journalKey: installation.journalKey.verifier)
        let evaluation = Evaluation(database: installation.database, files: installation.files)
        try await SubscriberRunner(
            database: installation.database, subscribers: documents.subscribers + evaluation.subscribers,
            logger: installation.logger
        ).run()
        let news = Instant(asOf.adding(days: -3))
        try await installation.database.write { db in
            _ = try db.execute("UPDATE notification SET read_at = \(news) WHERE read_at IS NULL AND at < \(news)")
        }
    }
}

/// Why there is no sample province.
public enum SampleProvinceProblem: Error, Equatable, CustomStringConvertible {
    /// The installation has people already, who are no sample.
    case installationIsInUse
    /// The story goes on for some months after the reorganisation; the clock stands before that.
    case tooEarly(CivilDate)
    /// What was planned and what the platform did differ.
    case story(String)

    /// For the person who starts the program.
    public var description: String {
        switch self {
        case .installationIsInUse: "the installation is in use; open the sample province in a folder of its own"
        case .tooEarly(let day): "the sample province can be opened from October 2025 on, and the clock says \(day)"
        case .story(let what): "the sample's story went wrong: \(what)"
        }
    }
}
