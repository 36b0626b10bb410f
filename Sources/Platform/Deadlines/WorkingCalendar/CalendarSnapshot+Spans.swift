public import Essentials

extension CalendarSnapshot {
    /// Working days after `start`, up to and with `end`; 0 if `end` is not later.
    public func workingDays(after start: CivilDate, through end: CivilDate) throws(CalendarError) -> Int {
        guard start < end else { return 0 }
        return try workingDays(through: end, since: start.year) - workingDays(through: start, since: start.year)
    }

    /// Working time from one moment to a later one, in seconds; 0 if it is not later.
    public func workingSeconds(from start: Instant, to end: Instant) throws(CalendarError) -> Int {
        guard start < end else { return 0 }
        return try workingSeconds(before: end, since: start.date.year)
            - workingSeconds(before: start, since: start.date.year)
    }

    /// The first working day on or after `date`.
    public func workingDay(onOrAfter date: CivilDate) throws(CalendarError) -> CivilDate {
        var date = date
        while try !isWorking(date) { date = date.adding(days: 1) }
        return date
    }

    /// The last working day on or before `date`.
    public func workingDay(onOrBefore date: CivilDate) throws(CalendarError) -> CivilDate {
        var date = date
        while try !isWorking(date) { date = date.adding(days: -1) }
        return date
    }

    /// When the office opens on the first working day on or after `date`.
    public func opening(onOrAfter date: CivilDate) throws(CalendarError) -> Instant {
        let day = try day(workingDay(onOrAfter: date))
        return Instant(day.date, day.windows.first?.opens ?? .midnight)
    }

    /// When the office closes on the first working day on or after `date`.
    public func closing(onOrAfter date: CivilDate) throws(CalendarError) -> Instant {
        let day = try day(workingDay(onOrAfter: date))
        return Instant(day.date, day.windows.last?.closes ?? .midnight)
    }

    private func workingDays(through date: CivilDate, since year: Int) throws(CalendarError) -> Int {
        var sum = 0
        for passed in year..<max(year, date.year) {
            sum += try self.year(of: CivilDate.firstDay(ofYear: passed)).workingDaysBefore.last ?? 0
        }
        let table = try self.year(of: date)
        return sum + table.workingDaysBefore[date.dayNumber - table.first.dayNumber + 1]
    }

    private func workingSeconds(before moment: Instant, since year: Int) throws(CalendarError) -> Int {
        let date = moment.date
        var sum = 0
        for passed in year..<max(year, date.year) {
            sum += try self.year(of: CivilDate.firstDay(ofYear: passed)).workingSecondsBefore.last ?? 0
        }
        let table = try self.year(of: date)
        let place = date.dayNumber - table.first.dayNumber
        return sum + table.workingSecondsBefore[place] + table.days[place].workingSeconds(before: moment.time)
    }
}
