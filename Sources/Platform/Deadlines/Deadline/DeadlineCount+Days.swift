import Essentials

/// Terms in days: the day of the start is not counted, and a pause takes out the days after it up to the day of
/// resumption.
extension DeadlineCount {
    enum CountedDays {
        case working
        case every
    }

    /// A fraction of a working day runs first, as hours; then the whole days are counted. In this order a longer term
    /// never ends earlier.
    mutating func workingDays(_ amount: Quantity, from start: Instant) throws(DeadlineError) -> Instant {
        guard amount.fraction > 0 else {
            return try dayEnd(after: amount.whole, counting: .working, from: start)
        }
        let begun = try workingTime(amount.fraction, hoursEach: Term.hoursOfWorkingDay, from: start)
        return amount.whole == 0 ? begun : try dayEnd(after: amount.whole, counting: .working, from: begun)
    }

    mutating func monthEnd(after months: Int, from start: Instant) throws(DeadlineError) -> Instant {
        let last = start.date.adding(months: months)
        if last.day != start.date.day { trace.add(.monthEnd(last), source: .civilCode("Đ. 148 k. 3")) }
        return try dayEnd(after: last.days(since: start.date), counting: .every, from: start)
    }

    /// The end of the `days`-th day counted after `start`, or of the next working day if that one is not worked.
    mutating func dayEnd(
        after days: Int, counting: CountedDays, from start: Instant
    ) throws(DeadlineError) -> Instant {
        let last = try lastDay(after: days, counting: counting, from: start.date)
        let due = try inCalendar { calendar throws(CalendarError) in try calendar.workingDay(onOrAfter: last) }
        if due != last { try roll(from: last, to: due, isCounted: days > 0) }
        let day = try inCalendar { calendar throws(CalendarError) in try calendar.day(due) }
        switch policy.dayTermEnd {
        case .closing: return Instant(due, day.windows.last?.closes ?? .midnight)
        case .acceptanceTime: return Instant(due, day.clamped(start.time))
        }
    }

    private mutating func lastDay(
        after days: Int, counting: CountedDays, from start: CivilDate
    ) throws(DeadlineError) -> CivilDate {
        if days > 0 { trace.add(.firstDayExcluded(start), source: .civilCode("Đ. 147 k. 2")) }
        var date = start
        var left = days
        while left > 0 {
            date = date.adding(days: 1)
            if let pause = try history.pause(covering: date), let resumedAt = pause.resumedAt {
                trace.add(.paused(from: pause.suspendedAt, to: resumedAt, reason: pause.reason), source: pause.source)
                date = resumedAt.date
                continue
            }
            let day = try inCalendar { calendar throws(CalendarError) in try calendar.day(date) }
            let isCounted = counting == .every || day.isWorking
            trace.add(day, counted: TraceStep.Used(days: isCounted ? 1 : 0, microseconds: 0))
            if isCounted { left -= 1 }
        }
        return date
    }

    /// Names the days that are rolled over; the last day itself has been named when it was counted.
    private mutating func roll(from last: CivilDate, to due: CivilDate, isCounted: Bool) throws(DeadlineError) {
        trace.add(.rolled(from: last, to: due), source: .civilCode("Đ. 148 k. 5"))
        var date = isCounted ? last.adding(days: 1) : last
        while date < due {
            trace.add(try inCalendar { calendar throws(CalendarError) in try calendar.day(date) })
            date = date.adding(days: 1)
        }
    }
}

extension CalendarDay {
    /// `time` moved into the day's windows: to the opening before them, to the last closing after them or between them.
    func clamped(_ time: TimeOfDay) -> TimeOfDay {
        if windows.contains(where: { $0.opens <= time && time <= $0.closes }) { return time }
        return windows.last { $0.closes < time }?.closes ?? windows.first?.opens ?? time
    }
}
