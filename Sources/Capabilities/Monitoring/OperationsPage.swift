import Database
import Essentials
import Journal
import Web

/// How the platform runs: what needs somebody first, and then everything behind it.
struct OperationsPage: Page {
    let title = Wording("Vận hành", en: "Operations")
    let verdict: Notice
    let checks: [CheckRow]
    let subscribers: [SubscriberRow]
    let backups: [BackupRow]
    let restoreTests: [RunRow]
    let verifications: [RunRow]
    let slowSummary: Wording
    let statements: [StatementRow]
    let versions: FactList
    let settings: [SettingRow]

    struct CheckRow: Viewable {
        let name: Wording
        let state: StateTag
        let finding: Wording
        let limit: Wording?
    }

    struct SubscriberRow: Viewable {
        let name: String
        let position: Quantity
        let behind: Quantity
        let state: StateTag
        let failure: String?
        let retryAt: Instant?
    }

    struct BackupRow: Viewable {
        let at: Instant
        let rows: Quantity
        let files: Quantity
        let written: FileSize
        let state: StateTag
    }

    struct RunRow: Viewable {
        let at: Instant
        let state: StateTag
        let finding: Wording
    }

    struct StatementRow: Viewable {
        let text: String
        let count: Quantity
        let longest: Quantity
        let total: Quantity
        let lastAt: Instant
    }

    struct SettingRow: Viewable {
        let name: String
        let value: String?
        let place: String?
    }

    init(
        _ alarms: [OperationsAlarm], _ evidence: Evidence, slow: SlowStatements?, settings: [ShownSetting],
        at now: Instant
    ) {
        let database = evidence.database
        verdict = Self.verdict(alarms)
        checks = alarms.map {
            CheckRow(name: $0.name, state: Self.tag($0.state), finding: $0.finding, limit: $0.limit)
        }
        subscribers = database?.subscribers.map(Self.row) ?? []
        backups = database?.backups.map(Self.row) ?? []
        restoreTests = database?.restoreTests.map(Self.row) ?? []
        verifications = database?.verifications.map(Self.row) ?? []
        slowSummary = Self.summary(slow)
        statements = slow?.shapes.prefix(20).map(Self.row) ?? []
        versions = FactList([
            Fact(Wording("Cơ sở dữ liệu", en: "Database"), database?.version),
            Fact(
                Wording("Sự kiện đã niêm phong", en: "Sealed events"),
                database.map { Quantity(Int($0.events)) as any Spoken }),
            Fact(Wording("Hệ điều hành", en: "Operating system"), Self.system),
            Fact(Wording("Trang này xem lúc", en: "This page was made at"), now as any Spoken),
        ])
        self.settings = settings.map { SettingRow(name: $0.name, value: $0.value, place: $0.place) }
    }
}
