public import Essentials

/// One thing about the running installation that is looked at, and how it stands.
public struct OperationsAlarm: Hashable, Sendable {
    /// How a thing stands.
    public enum State: Int, Sendable {
        case good
        /// There is nothing yet to judge by.
        case unknown
        /// Somebody has to do something.
        case alarm
    }

    /// As metrics and the log name it: `disk.data`, `backup`.
    public let id: String
    public let name: Wording
    public let state: State
    /// How it stands: `còn 12,4 GB trong 40,0 GB`.
    public let finding: Wording
    /// From when on it is an alarm, and which text asks for it.
    public let limit: Wording?
    /// The figure behind it, for metrics.
    public let value: Double?

    init(
        _ id: String, _ name: Wording, _ state: State, _ finding: Wording, limit: Wording? = nil, value: Double? = nil
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.finding = finding
        self.limit = limit
        self.value = value
    }
}

extension OperationsAlarm.State {
    /// - Parameter isAlarm: whether somebody has to do something.
    init(alarmIf isAlarm: Bool) {
        self = isAlarm ? .alarm : .good
    }
}
