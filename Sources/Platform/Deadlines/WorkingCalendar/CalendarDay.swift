public import Essentials

/// One day of the working calendar: worked or not, in which windows, why, and by which paper.
public struct CalendarDay: Hashable, Sendable {
    public let date: CivilDate
    public let kind: DayKind
    /// What makes the day other than ordinary: the holiday, the swap; nil for an ordinary day.
    public let name: Wording?
    public let source: LegalSource?
    /// The other half of a swap: the day worked for this one, or the day off that this one makes up for.
    public let pairedWith: CivilDate?
    /// Empty on a day that is not worked.
    public let windows: [WorkingWindow]

    public var isWorking: Bool { kind.isWorking }

    /// Working time of the whole day.
    public var workingSeconds: Int {
        windows.reduce(0) { $0 + $1.seconds }
    }

    /// Working time of the day before `time`.
    func workingSeconds(before time: TimeOfDay) -> Int {
        windows.reduce(0) { sum, window in
            sum + max(0, min(time, window.closes).secondsSinceMidnight - window.opens.secondsSinceMidnight)
        }
    }
}
