public import Database
public import Essentials

/// Work that waits to be done in the background; `App` brings what there is.
public struct Backlog: Sendable {
    let threshold: AlarmThresholds.Name
    let name: Wording
    let count: @Sendable (Connection, Instant) throws -> Int

    /// - Parameters:
    ///   - threshold: how much may wait; also its name in metrics.
    ///   - name: what waits.
    ///   - count: how much of it waits now.
    public init(
        _ threshold: AlarmThresholds.Name, _ name: Wording,
        count: @escaping @Sendable (Connection, Instant) throws -> Int
    ) {
        self.threshold = threshold
        self.name = name
        self.count = count
    }
}
