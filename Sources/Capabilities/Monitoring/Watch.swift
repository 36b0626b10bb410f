public import Database
import Essentials
import Files
public import Journal
public import Logging
import Synchronization

/// Looks at everything that can go wrong behind the pages, and writes into the log when something begins or ends to be.
public final class Watch: Sendable {
    private let database: Database
    private let folder: String
    let settings: MonitoringSettings
    private let backlogs: [Backlog]
    private let subscribers: @Sendable (Connection) throws -> [SubscriberState]
    private let logger: Logger
    private let space: @Sendable (String) -> DiskSpace?
    private let memory = Mutex(Memory())

    private struct Memory {
        var states: [String: OperationsAlarm.State] = [:]
        var atStart: JournalEndReport?
    }

    /// - Parameters:
    ///   - folder: of the installation.
    ///   - subscribers: how far everybody is who follows the journal.
    public convenience init(
        database: Database, folder: String, settings: MonitoringSettings, backlogs: [Backlog],
        subscribers: @escaping @Sendable (Connection) throws -> [SubscriberState], logger: Logger
    ) {
        self.init(
            database: database, folder: folder, settings: settings, backlogs: backlogs, subscribers: subscribers,
            logger: logger, space: { DiskSpace(at: $0) })
    }

    init(
        database: Database, folder: String, settings: MonitoringSettings, backlogs: [Backlog],
        subscribers: @escaping @Sendable (Connection) throws -> [SubscriberState], logger: Logger,
        space: @escaping @Sendable (String) -> DiskSpace?
    ) {
        self.database = database
        self.folder = folder
        self.settings = settings
        self.backlogs = backlogs
        self.subscribers = subscribers
        self.logger = logger
        self.space = space
    }

    /// Everything, as it stands now; what needs somebody first.
    public func look() async -> [OperationsAlarm] {
        await sight().alarms
    }

    /// How many things needed somebody when it was looked last.
    public var alarmCount: Int { memory.withLock { $0.states.values.count { $0 == .alarm } } }

    /// What the look at the journal's end found when this server started.
    func note(atStart report: JournalEndReport) {
        memory.withLock { $0.atStart = report }
    }

    /// What was found, and what it means.
    func sight() async -> (evidence: Evidence, alarms: [OperationsAlarm]) {
        let evidence = await gather()
        let atStart = memory.withLock { $0.atStart }
        var alarms = evidence.machineAlarms(settings)
        if let database = evidence.database {
            alarms += database.workAlarms(settings.thresholds, at: evidence.now)
            alarms += database.safetyAlarms(settings.thresholds, atStart: atStart, at: evidence.now)
        }
        tell(alarms)
        let sorted = alarms.filter { $0.state == .alarm } + alarms.filter { $0.state != .alarm }
        return (evidence, sorted)
    }

    private func gather() async -> Evidence {
        let clock = database.clock
        var evidence = Evidence(now: clock.now())
        evidence.disks = ([folder] + settings.folders).map { ($0, space($0)) }
        if let certificate = settings.certificate {
            evidence.certificate = Result { try certificate() }.mapError {
                Evidence.CertificateUnreadable(reason: "\($0)")
            }
        }
        do {
            evidence.database = try await database.read { [subscribers, backlogs] db in
                try DatabaseEvidence(db, subscribers: try subscribers(db), backlogs: backlogs, clock: clock)
            }
        } catch {
            evidence.databaseFailure = "\(error)"
        }
        return evidence
    }

    /// Once for each change: a log that repeats itself is not read.
    private func tell(_ alarms: [OperationsAlarm]) {
        let changed = memory.withLock { memory in
            alarms.filter { alarm in
                let before = memory.states.updateValue(alarm.state, forKey: alarm.id) ?? .good
                return (before == .alarm) != (alarm.state == .alarm)
            }
        }
        for alarm in changed {
            let metadata: Logger.Metadata = ["check": "\(alarm.id)", "finding": "\(alarm.finding.english)"]
            if alarm.state == .alarm {
                logger.error("alarm", metadata: metadata)
            } else {
                logger.notice("alarm is over", metadata: metadata)
            }
        }
    }
}

extension Watch {
    /// In the text format of Prometheus.
    public func metrics() async -> String {
        let alarms = await look().sorted { $0.id < $1.id }
        var lines = [
            "# HELP lienthong_alarm Whether somebody has to do something about it: 1, else 0.",
            "# TYPE lienthong_alarm gauge",
        ]
        lines += alarms.map { "lienthong_alarm{check=\"\($0.id)\"} \($0.state == .alarm ? 1 : 0)" }
        lines += [
            "# HELP lienthong_check_value The figure behind a check: free bytes, seconds, days, or how many wait.",
            "# TYPE lienthong_check_value gauge",
        ]
        lines += alarms.compactMap { alarm in alarm.value.map { "lienthong_check_value{check=\"\(alarm.id)\"} \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }
}
