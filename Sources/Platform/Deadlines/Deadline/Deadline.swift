public import Essentials

/// A due time with its whole explanation: what a receipt promises and a report is judged by.
public struct Deadline: Hashable, Sendable {
    /// The start the term was counted from; after a restart, the restart.
    public let start: Instant
    public let term: Term
    public let due: Instant
    /// The due time may still change, because decisions on holidays up to it are not entered.
    public let isProvisional: Bool
    public let calendarVersion: CalendarVersion
    /// How the due time came about, step by step.
    public let trace: [TraceStep]

    /// What the due time rests on, each source once, in the order in which the count met it.
    public var citations: [LegalSource] {
        trace.compactMap(\.source).reduce(into: []) { known, source in
            if !known.contains(source) { known.append(source) }
        }
    }

    /// The first day on which the term has lapsed: when a dossier that was not completed may be closed
    /// (NĐ 118/2025 Đ. 19 k. 5).
    public var lapsedFrom: CivilDate { due.date.adding(days: 1) }
}

/// The one function by which every statutory clock of the platform is counted.
///
/// It knows no clock, no database and no locale: the same arguments give the same answer anywhere.
///
/// - Parameters:
///   - start: the moment the clock starts; for a dossier the time on its receipt (NĐ 118/2025 Đ. 17 k. 3).
///   - term: how long.
///   - calendar: whose calendar, as known when.
///   - policy: how to count where the law leaves room; without it the calendar's own on the day of the start.
///   - ledger: suspensions, resumptions, restarts and an extension, in any order.
public func deadline(
    start: Instant, term: Term, calendar: CalendarSnapshot, policy: DeadlinePolicy? = nil, ledger: [ClockEvent] = []
) throws(DeadlineError) -> Deadline {
    guard !term.isNegative else { throw .negativeTerm(term) }
    guard !term.isBeyondAnyCalendar else { throw .termTooLong(term) }
    let history = try ClockHistory(start: start, ledger: ledger)
    var count = DeadlineCount(
        term: term, calendar: calendar, policy: policy ?? calendar.policy(on: history.start.date), history: history)
    return try count.run()
}
