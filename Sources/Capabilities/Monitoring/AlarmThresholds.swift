/// From where on something is an alarm: figures that whoever runs the installation may set. What a law asks for is not
/// among them (`RestoreTestRule`).
public struct AlarmThresholds: Hashable, Sendable {
    /// The figures there are, as the setting `alarm` names them.
    public enum Name: String, CaseIterable, Sendable {
        /// Percent of a disk that must be free.
        case diskPercent = "disk-percent"
        /// Hours since the last backup.
        case backupHours = "backup-hours"
        /// Seconds that an event may wait to be sealed.
        case unsealedSeconds = "unsealed-seconds"
        /// Events that a subscriber may be behind.
        case behindEvents = "behind-events"
        /// Times in a row that a subscriber may fail.
        case failures
        /// Files whose text waits to be read.
        case texts
        /// Uploads that wait for the virus scanner.
        case scans
        /// Documents that have waited at a unit of the installation for two days.
        case deliveries
        /// Seconds between this machine's clock and the database's.
        case clockSeconds = "clock-seconds"
        /// Days that the TLS certificate must still hold.
        case certificateDays = "certificate-days"
        /// Hours since the whole journal was verified.
        case verificationHours = "verification-hours"

        /// What holds unless something else was said.
        public var fallback: Int {
            switch self {
            case .diskPercent: 10
            case .backupHours, .verificationHours: 26
            case .unsealedSeconds: 60
            case .behindEvents: 1000
            case .failures: 3
            case .texts: 1000
            case .scans: 20
            case .deliveries: 100
            case .clockSeconds: 2
            case .certificateDays: 21
            }
        }
    }

    private var said: [Name: Int] = [:]

    public init() {}

    /// Reads `backup-hours=50`, one of each.
    /// - Returns: nil when one of the texts is none of these.
    public init?(_ texts: [String]) {
        for text in texts {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Name(rawValue: String(parts[0])), let value = Int(parts[1]), value >= 0
            else { return nil }
            said[name] = value
        }
    }

    public subscript(_ name: Name) -> Int { said[name] ?? name.fallback }
}
