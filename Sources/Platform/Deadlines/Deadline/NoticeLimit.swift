public import Essentials

/// The last day for something that must happen so many days before a due time, such as the apology for an expected
/// delay (NĐ 118/2025 Đ. 19 k. 6). Counts backward and rolls backward.
public struct NoticeLimit: Hashable, Sendable {
    /// The limit by the letter: that many calendar days before the due date. Whether working days are meant is
    /// uncertain.
    public let literal: CivilDate
    /// The last working day on or before it: when the task warns.
    public let warnOn: CivilDate
    public let isProvisional: Bool

    public init(
        atLeast days: Int, before due: Instant, calendar: CalendarSnapshot
    ) throws(CalendarError) {
        literal = due.date.adding(days: -days)
        warnOn = try calendar.workingDay(onOrBefore: literal)
        isProvisional = calendar.isProvisional(literal)
    }

    /// Whether a notice sent then is late; it is still accepted, and flagged.
    public func isLate(sentAt: Instant) -> Bool {
        sentAt.date > literal
    }
}
