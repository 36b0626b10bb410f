import Essentials

/// Terms in hours: they run from the given moment, working hours only while the office is open, and stand still in a
/// pause.
extension DeadlineCount {
    /// Working time of `hundredths` × `hoursEach` ÷ 100 hours. An end that lands on a closing stays there.
    mutating func workingTime(
        _ hundredths: Int, hoursEach: Int, from start: Instant
    ) throws(DeadlineError) -> Instant {
        var left = Int64(hundredths) * Int64(hoursEach) * 36_000_000
        var reported = Set<Instant>()
        var date = start.date
        while true {
            let day = try inCalendar { calendar throws(CalendarError) in try calendar.day(date) }
            let pieces = self.pieces(of: day, from: start)
            let before = left
            var reached: Instant?
            for piece in pieces where reached == nil {
                let length = piece.to.microsecondsSince1970 - piece.from.microsecondsSince1970
                if left <= length { reached = Instant(microsecondsSince1970: piece.from.microsecondsSince1970 + left) }
                left -= min(left, length)
            }
            if reached == nil, let open = history.openSuspension, open.date <= date {
                throw .stillSuspended(since: open)
            }
            report(day, used: before - left, pieces: pieces, reached: reached)
            reportPauses(on: date, from: start, until: reached, reported: &reported)
            if let reached { return reached }
            date = date.adding(days: 1)
        }
    }

    /// When the clock runs on `day`. A start that lands on a closing is a piece without length, so that nothing is
    /// added to it.
    private func pieces(of day: CalendarDay, from start: Instant) -> [(from: Instant, to: Instant)] {
        day.windows.flatMap { window -> [(from: Instant, to: Instant)] in
            let closes = Instant(day.date, window.closes)
            if start == closes { return [(closes, closes)] }
            let opens = max(start, Instant(day.date, window.opens))
            return opens < closes ? history.running(from: opens, to: closes) : []
        }
    }

    private mutating func report(
        _ day: CalendarDay, used: Int64, pieces: [(from: Instant, to: Instant)], reached: Instant?
    ) {
        guard used > 0 else {
            if !day.isWorking { trace.add(day) }
            return
        }
        let from = pieces.first { $0.from < $0.to }?.from.time ?? .midnight
        let to = (reached ?? pieces.last?.to)?.time ?? from
        trace.add(
            day, counted: TraceStep.Used(days: 0, microseconds: used), hours: min(from, to)...max(from, to))
    }

    private mutating func reportPauses(
        on date: CivilDate, from start: Instant, until reached: Instant?, reported: inout Set<Instant>
    ) {
        for pause in history.pauses where pause.suspendedAt.date == date && !reported.contains(pause.suspendedAt) {
            guard let resumedAt = pause.resumedAt, pause.suspendedAt < reached ?? resumedAt else { continue }
            reported.insert(pause.suspendedAt)
            trace.add(.paused(from: pause.suspendedAt, to: resumedAt, reason: pause.reason), source: pause.source)
        }
    }

    /// Time by the clock, nights and holidays included.
    mutating func clockTime(_ microseconds: Int64, from start: Instant) throws(DeadlineError) -> Instant {
        var left = microseconds
        var from = start
        for pause in history.pauses {
            let run = pause.suspendedAt.microsecondsSince1970 - from.microsecondsSince1970
            if left <= run { break }
            guard let resumedAt = pause.resumedAt else { throw .stillSuspended(since: pause.suspendedAt) }
            if run > 0 {
                trace.add(
                    .elapsed(from: from, to: pause.suspendedAt), counted: TraceStep.Used(days: 0, microseconds: run))
            }
            left -= max(0, run)
            trace.add(.paused(from: pause.suspendedAt, to: resumedAt, reason: pause.reason), source: pause.source)
            from = resumedAt
        }
        let due = Instant(microsecondsSince1970: from.microsecondsSince1970 + left)
        trace.add(.elapsed(from: from, to: due), counted: TraceStep.Used(days: 0, microseconds: left))
        return due
    }
}
