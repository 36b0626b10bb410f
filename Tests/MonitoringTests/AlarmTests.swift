import Essentials
import Files
import Testing

@testable import Journal
@testable import Monitoring

@Suite struct AlarmTests {
    private static let now = Samples.now

    private func alarms(
        _ thresholds: AlarmThresholds = AlarmThresholds(), atStart: JournalEndReport? = nil,
        _ change: (inout DatabaseEvidence) -> Void = { _ in }
    ) -> [OperationsAlarm] {
        let evidence = Samples.database(change)
        return evidence.workAlarms(thresholds, at: Self.now)
            + evidence.safetyAlarms(thresholds, atStart: atStart, at: Self.now)
    }

    private func raised(_ alarms: [OperationsAlarm]) -> [String] {
        alarms.filter { $0.state == .alarm }.map(\.id)
    }

    @Test func `where everything is well nothing is an alarm`() {
        let all = alarms()
        #expect(
            all.map(\.id) == [
                "sealer", "subscribers", "audit-export", "texts", "backup", "restore-test", "verification",
            ])
        #expect(all.allSatisfy { $0.state == .good }, "\(all)")
    }

    /// Something that is not as it should be, or nearly not.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (DatabaseEvidence) -> DatabaseEvidence

        init(_ name: String, _ apply: @escaping @Sendable (DatabaseEvidence) -> DatabaseEvidence) {
            testDescription = name
            self.apply = apply
        }
    }

    private static let alarming: [Change] = [
        Change("sealer") { $0.with(unsealed: 5, oldest: Samples.now.adding(seconds: -61)) },
        Change("subscribers") { $0.with(subscribers: [Samples.subscriber("documents.search", behind: 1001)]) },
        Change("subscribers") { $0.with(subscribers: [Samples.subscriber("x", failures: 3, failure: "no")]) },
        Change("audit-export") { $0.with(subscribers: [Samples.subscriber("audit-export", behind: 9, failures: 3)]) },
        Change("texts") { $0.with(texts: 1001) },
        Change("backup") { $0.with(backups: []) },
        Change("backup") { $0.with(backups: [Samples.backup(at: Samples.hours(27))]) },
        Change("backup") { $0.with(backups: [Samples.backup(at: Samples.hours(1), lacking: 1)]) },
        Change("restore-test") { $0.with(tests: [Samples.tested(at: Samples.hours(24 * 95))]) },
        Change("restore-test") { $0.with(tests: [Samples.tested(at: Samples.hours(1), failure: "chunk is gone")]) },
        Change("restore-test") { $0.with(tests: []) },
        Change("verification") { $0.with(verifications: [Samples.verified(at: Samples.hours(27))]) },
        Change("verification") { $0.with(verifications: [Samples.verified(at: Samples.hours(1), finding: "changed")]) },
        Change("verification") { $0.with(verifications: [Samples.verified(at: Samples.hours(1), access: "changed")]) },
    ]

    @Test(arguments: alarming)
    func `what needs somebody is an alarm, and only that`(_ change: Change) {
        #expect(raised(alarms { $0 = change.apply($0) }) == [change.testDescription])
    }

    private static let atTheLimit: [Change] = [
        Change("sealer") { $0.with(unsealed: 5, oldest: Samples.now.adding(seconds: -60)) },
        Change("subscribers") {
            $0.with(subscribers: [Samples.subscriber("x", behind: 1000, failures: 2, failure: "busy")])
        },
        Change("texts") { $0.with(texts: 1000) },
        Change("backup") { $0.with(backups: [Samples.backup(at: Samples.hours(26))]) },
        Change("restore-test") { $0.with(tests: [Samples.tested(at: Instant("2026-08-20T23:59")!)]) },
        Change("verification") { $0.with(verifications: [Samples.verified(at: Samples.hours(26))]) },
    ]

    @Test(arguments: atTheLimit)
    func `up to the limit nothing is`(_ change: Change) {
        #expect(raised(alarms { $0 = change.apply($0) }) == [])
    }

    @Test func `whoever began less than three months ago is not late with a restore test, and knows by when`() throws {
        let young = alarms {
            $0 = $0.with(tests: [], began: Instant("2026-09-01T08:00")!)
        }
        let test = try #require(young.first { $0.id == "restore-test" })
        #expect(test.state == .unknown)
        #expect(test.finding.vietnamese == "Chưa thử lần nào, hạn 01/12/2026")
        #expect(test.limit?.vietnamese == "Ít nhất mỗi 3 tháng một lần (QCVN 12:2026/BCA 3.12.2.2.5)")
    }

    @Test func `a journal that nobody verified yet is not known to be whole, and not an alarm`() {
        let all = alarms { $0 = $0.with(verifications: []) }
        #expect(raised(all) == [])
        #expect(all.first { $0.id == "verification" }?.state == .unknown)
    }

    @Test func `damage that a start finds is an alarm with its place`() throws {
        let all = alarms(atStart: JournalEndReport(covered: 300, tail: 2, finding: .changed(position: 301)))
        #expect(raised(all) == ["journal-start"])
        #expect(all.last?.finding.english == "DAMAGED: the event at position 301 was changed or exchanged")
        #expect(raised(alarms(atStart: JournalEndReport(covered: 300, tail: 2, finding: nil))) == [])
    }

    @Test func `a limit that was set counts instead of the usual one`() throws {
        let thresholds = try #require(AlarmThresholds(["backup-hours=6", "texts=0"]))
        #expect(raised(alarms(thresholds) { $0 = $0.with(texts: 1) }) == ["texts", "backup"])
    }

    @Test(arguments: [
        ["backup-hours"], ["backup-hours=soon"], ["backup-hours=-1"], ["nothing=1"], ["texts=1", "texts=1=2"],
    ])
    func `what names no limit is none`(_ texts: [String]) {
        #expect(AlarmThresholds(texts) == nil)
    }
}

@Suite struct MachineAlarmTests {
    private func alarms(_ evidence: Evidence, reserve: Int64 = 1_000_000_000) -> [OperationsAlarm] {
        var settings = MonitoringSettings()
        settings.uploadReserve = reserve
        return evidence.machineAlarms(settings)
    }

    private func evidence(
        free: Int64 = 40_000_000_000, ahead: Double? = 0,
        certificate: Result<Instant, Evidence.CertificateUnreadable>? = nil
    ) -> Evidence {
        Evidence(
            now: Samples.now, disks: [("/data", DiskSpace(free: free, total: 100_000_000_000))],
            database: Samples.database { $0 = $0.with(clockAhead: ahead) }, certificate: certificate)
    }

    @Test func `a machine that is well has no alarm`() {
        let all = alarms(evidence(certificate: .success(Samples.now.adding(seconds: 22 * 86_400))))
        #expect(all.map(\.id) == ["disk.data", "database", "clock", "certificate"])
        #expect(all.allSatisfy { $0.state == .good }, "\(all)")
        #expect(all[0].finding.vietnamese == "Còn 40,0 GB trong 100,0 GB (40 %)")
    }

    @Test func `a disk below its share is an alarm, and below the reserve it says that no file is taken`() {
        #expect(alarms(evidence(free: 10_000_000_000))[0].state == .good)
        let low = alarms(evidence(free: 9_900_000_000))[0]
        #expect(low.state == .alarm && !low.finding.english.contains("no new files"))
        let closed = alarms(evidence(free: 12_000_000_000), reserve: 13_000_000_000)[0]
        #expect(closed.state == .alarm && closed.finding.english.hasSuffix("; no new files are taken"))
    }

    @Test func `a folder that cannot be seen is an alarm`() {
        var evidence = evidence()
        evidence.disks.append(("/gone", nil))
        let all = alarms(evidence)
        #expect(all.map(\.id).prefix(2) == ["disk.data", "disk.1"] && all[1].state == .alarm)
    }

    @Test(arguments: [(2.0, false), (-2.0, false), (2.5, true), (-2.5, true)])
    func `a clock that is off by more than two seconds is an alarm`(_ ahead: Double, _ isAlarm: Bool) {
        let clock = alarms(evidence(ahead: ahead)).first { $0.id == "clock" }
        #expect((clock?.state == .alarm) == isAlarm && clock?.value == ahead)
    }

    @Test func `on one machine with its database the clock is not known to be right`() {
        #expect(alarms(evidence(ahead: nil)).first { $0.id == "clock" }?.state == .unknown)
    }

    @Test(arguments: [
        (21, "21 days left, until 11 Dec 2026", false), (20, "20 days left", true), (-1, "Ended on", true),
    ])
    func `a certificate near its end is an alarm`(_ days: Int64, _ finding: String, _ isAlarm: Bool) {
        let end = Samples.now.adding(seconds: days * 86_400)
        let alarm = alarms(evidence(certificate: .success(end))).first { $0.id == "certificate" }
        #expect((alarm?.state == .alarm) == isAlarm && alarm?.finding.english.hasPrefix(finding) == true)
    }

    @Test func `a certificate that cannot be read any more, and a database that does not answer, are alarms`() {
        let evidence = Evidence(
            now: Samples.now, disks: [], databaseFailure: "connection refused",
            certificate: .failure(.init(reason: "no such file")))
        let all = alarms(evidence)
        #expect(all.map(\.id) == ["database", "certificate"] && all.allSatisfy { $0.state == .alarm })
        #expect(all[0].finding.english == "Does not answer: connection refused")
    }
}

extension DatabaseEvidence {
    func with(
        unsealed: Int? = nil, oldest: Instant? = nil, subscribers: [SubscriberState]? = nil, texts: Int? = nil,
        backups: [BackupTold]? = nil, tests: [RestoreTestTold]? = nil, verifications: [JournalVerified]? = nil,
        began: Instant? = nil
    ) -> DatabaseEvidence {
        DatabaseEvidence(
            version: version, began: began ?? self.began, events: events, unsealed: unsealed ?? self.unsealed,
            oldestUnsealed: oldest ?? oldestUnsealed, subscribers: subscribers ?? self.subscribers,
            waiting: texts.map { [(.texts, Wording("Tệp", en: "Files"), $0)] } ?? waiting, clockAhead: clockAhead,
            backups: backups ?? self.backups, restoreTests: tests ?? restoreTests,
            verifications: verifications ?? self.verifications)
    }

    func with(clockAhead: Double?) -> DatabaseEvidence {
        DatabaseEvidence(
            version: version, began: began, events: events, unsealed: unsealed, oldestUnsealed: oldestUnsealed,
            subscribers: subscribers, waiting: waiting, clockAhead: clockAhead, backups: backups,
            restoreTests: restoreTests, verifications: verifications)
    }
}
