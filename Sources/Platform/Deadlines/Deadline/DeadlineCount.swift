import Essentials

/// One run of the count, from the start to the due time, with the explanation it leaves behind.
struct DeadlineCount {
    let term: Term
    let calendar: CalendarSnapshot
    let policy: DeadlinePolicy
    let history: ClockHistory
    var trace = TraceBuilder()

    mutating func run() throws(DeadlineError) -> Deadline {
        let start = try begin()
        var due =
            switch term {
            case .workingHours(let amount):
                try workingTime(amount.hundredths, hoursEach: 1, from: start)
            case .workingDays(let amount):
                try workingDays(amount, from: start)
            case .calendarDays(let days):
                try dayEnd(after: days, counting: .every, from: start)
            case .months(let months):
                try monthEnd(after: months, from: start)
            case .wallHours(let hours):
                try clockTime(Int64(hours) * 3_600_000_000, from: start)
            }
        if let extended = history.extended {
            guard extended.to > due else { throw .extensionNotLater(than: due) }
            due = extended.to
            trace.add(.extended(due, reason: extended.reason), source: extended.source)
        }
        return finish(due)
    }

    private mutating func begin() throws(DeadlineError) -> Instant {
        if let restart = history.restart {
            trace.add(.restarted(restart.at), source: restart.source)
        }
        let countsDays =
            switch term {
            case .workingHours, .wallHours: false
            case .workingDays, .calendarDays, .months: true
            }
        let start = history.start
        trace.add(
            .started(start, term), source: policy.startBasis ?? (countsDays ? nil : .civilCode("Đ. 147 k. 1")))
        let moved = try movedByCutOff(start)
        if moved != start { trace.add(.startMoved(moved), source: policy.basis) }
        return moved
    }

    /// A province's rule that what is accepted late in the day counts as accepted on the next working day.
    private func movedByCutOff(_ start: Instant) throws(DeadlineError) -> Instant {
        guard let cutOff = policy.startCutOff, start > Instant(start.date, cutOff) else { return start }
        return try inCalendar { calendar throws(CalendarError) in
            guard try calendar.isWorking(start.date) else { return start }
            return try calendar.opening(onOrAfter: start.date.adding(days: 1))
        }
    }

    private mutating func finish(_ due: Instant) -> Deadline {
        var isProvisional = calendar.isProvisional(due.date)
        let source: LegalSource?
        switch term {
        case .wallHours:
            // Plain time passes whatever is decided about holidays.
            isProvisional = false
            source = nil
        case .workingHours:
            source = nil
        case .workingDays, .calendarDays:
            source = .civilCode("Đ. 148 k. 1")
        case .months:
            source = .civilCode("Đ. 148 k. 3")
        }
        trace.add(.due(due), source: source)
        if isProvisional { trace.add(.provisional(after: calendar.decidedThrough)) }
        return Deadline(
            start: history.start, term: term, due: due, isProvisional: isProvisional,
            calendarVersion: calendar.version, trace: TraceStep.compressed(trace.steps))
    }

    /// Asks the calendar, and passes its refusal on as the deadline's.
    func inCalendar<Answer>(
        _ ask: (CalendarSnapshot) throws(CalendarError) -> Answer
    ) throws(DeadlineError) -> Answer {
        do {
            return try ask(calendar)
        } catch {
            throw .calendar(error)
        }
    }
}
