public import Essentials
import Synchronization

/// The working calendar of one place as known at one time: what every term is counted by.
///
/// Copies share the years worked out so far, so a snapshot is kept and reused rather than made anew for each date.
public struct CalendarSnapshot: Sendable {
    public let place: CalendarPlace
    public let version: CalendarVersion
    /// What it knows, in the order of ids.
    public let entries: [CalendarEntry]
    /// The last day for which the yearly decisions are entered. Later dates use the default placement of feasts and are
    /// provisional.
    public let decidedThrough: CivilDate

    private let years: YearCache

    init(place: CalendarPlace, entries: [CalendarEntry]) throws(CalendarError) {
        let rules = CalendarRules(entries)
        guard rules.isComplete else { throw .nothingKnown(for: place) }
        self.place = place
        self.entries = entries
        version = CalendarVersion(place: place, entries: entries)
        decidedThrough = rules.decidedThrough
        years = YearCache(rules)
    }

    /// What `date` is, and why.
    public func day(_ date: CivilDate) throws(CalendarError) -> CalendarDay {
        try year(of: date).day(date)
    }

    /// Every day of `year`.
    public func days(ofYear year: Int) throws(CalendarError) -> [CalendarDay] {
        try self.year(of: CivilDate.firstDay(ofYear: year)).days
    }

    /// Whether the office works on `date`.
    public func isWorking(_ date: CivilDate) throws(CalendarError) -> Bool {
        try day(date).isWorking
    }

    /// Whether a date on `date` may still change because the year's decisions are not entered.
    public func isProvisional(_ date: CivilDate) -> Bool {
        date > decidedThrough
    }

    /// The way of counting in force on `date`.
    public func policy(on date: CivilDate) -> DeadlinePolicy {
        years.rules.policy(on: date) ?? DeadlinePolicy()
    }

    /// When a counter receives people outside working time; no term runs then.
    public func receptionWindows(on date: CivilDate) -> [WorkingWindow] {
        years.rules.windows(on: date, for: .reception)
    }

    func year(of date: CivilDate) throws(CalendarError) -> CalendarYear {
        let year = date.year
        guard LunarDate.solarYears.contains(year) else { throw .outsideYears(date) }
        return years.table(year)
    }
}

/// Years already worked out.
private final class YearCache: Sendable {
    let rules: CalendarRules
    private let tables = Mutex<[Int: CalendarYear]>([:])

    init(_ rules: CalendarRules) {
        self.rules = rules
    }

    func table(_ year: Int) -> CalendarYear {
        if let table = tables.withLock({ $0[year] }) { return table }
        // Outside the lock: two callers may work out the same year, and both get the same.
        let table = CalendarYear(year, rules: rules)
        tables.withLock { $0[year] = table }
        return table
    }
}
