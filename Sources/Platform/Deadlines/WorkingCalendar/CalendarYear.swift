import Essentials

/// Every day of one year, worked out once, with running totals so that spans are counted without walking them.
struct CalendarYear: Sendable {
    let first: CivilDate
    let days: [CalendarDay]
    /// Working days of the year before the day at the same place; one element more than `days`.
    let workingDaysBefore: [Int]
    /// The same for working time.
    let workingSecondsBefore: [Int]

    init(_ year: Int, rules: CalendarRules) {
        let first = CivilDate.firstDay(ofYear: year)
        let resolver = DayResolver(year: year, rules: rules)
        let days = (0..<(CivilDate.isLeap(year) ? 366 : 365)).map { resolver.day(first.adding(days: $0)) }
        self.first = first
        self.days = days
        workingDaysBefore = days.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1.isWorking ? 1 : 0)) }
        workingSecondsBefore = days.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.workingSeconds) }
    }

    /// The day `date`, which must be of this year.
    func day(_ date: CivilDate) -> CalendarDay {
        days[date.dayNumber - first.dayNumber]
    }

    func contains(_ date: CivilDate) -> Bool {
        days.indices.contains(date.dayNumber - first.dayNumber)
    }
}

/// Answers for the days of one year, in the order in which the reasons are asked (`DayKind`).
private struct DayResolver {
    let rules: CalendarRules
    let holidays: [CivilDate: CalendarRules.Holiday]
    let compensations: [CivilDate: CalendarRules.Holiday]

    init(year: Int, rules: CalendarRules) {
        self.rules = rules
        let before = Self.byDate(rules.holidays(in: year - 1))
        let here = Self.byDate(rules.holidays(in: year))
        let after = Self.byDate(rules.holidays(in: year + 1))
        let all = before.merging(here) { $1 }.merging(after) { $1 }
        // A holiday at the very end of a year is made good in the next one.
        var claimed = Self.compensations(for: rules.holidays(in: year - 1), besides: all, claimed: [:], rules: rules)
        claimed = Self.compensations(for: rules.holidays(in: year), besides: all, claimed: claimed, rules: rules)
        holidays = here
        compensations = claimed
    }

    private static func byDate(_ holidays: [CalendarRules.Holiday]) -> [CivilDate: CalendarRules.Holiday] {
        Dictionary(holidays.map { ($0.date, $0) }) { first, _ in first }
    }

    /// In the order of their dates, each holiday on a weekly rest day claims the next day that is neither rest nor
    /// holiday nor named by a decision nor claimed already (BLLĐ 2019 Đ. 111 k. 3).
    private static func compensations(
        for holidays: [CalendarRules.Holiday], besides others: [CivilDate: CalendarRules.Holiday],
        claimed: [CivilDate: CalendarRules.Holiday], rules: CalendarRules
    ) -> [CivilDate: CalendarRules.Holiday] {
        var claimed = claimed
        for holiday in holidays where holiday.compensation != nil {
            let isWorked = rules.verdicts[holiday.date]?.kind.isWorking ?? false
            guard rules.weeklyRest(on: holiday.date) != nil, !isWorked else { continue }
            // Within two months there is always such a day unless every weekday is a rest day; then there is nothing to
            // claim.
            let free = (1...60).lazy.map { holiday.date.adding(days: $0) }.first { date in
                rules.verdicts[date] == nil && others[date] == nil && claimed[date] == nil
                    && rules.weeklyRest(on: date) == nil
            }
            if let free { claimed[free] = holiday }
        }
        return claimed
    }

    func day(_ date: CivilDate) -> CalendarDay {
        if let verdict = rules.verdicts[date] {
            return CalendarDay(
                date: date, kind: verdict.kind, name: verdict.name, source: verdict.entry.source,
                pairedWith: verdict.pairedWith, windows: windows(of: verdict, on: date))
        }
        if let holiday = holidays[date] {
            return off(date, .holiday, name: holiday.entry.name, source: holiday.entry.source)
        }
        if let holiday = compensations[date] {
            let feast = holiday.entry.name
            let name = Wording("Nghỉ bù \(feast.vietnamese)", en: "In lieu of \(feast.english)")
            return off(date, .compensatory, name: name, source: holiday.compensation)
        }
        if let rest = rules.weeklyRest(on: date) {
            return off(date, .weeklyRest, name: nil, source: rest.source)
        }
        return CalendarDay(
            date: date, kind: .working, name: nil, source: nil, pairedWith: nil, windows: rules.windows(on: date))
    }

    /// A make-up day has the windows of the day it makes up for.
    private func windows(of verdict: Verdict, on date: CivilDate) -> [WorkingWindow] {
        guard verdict.kind.isWorking else { return [] }
        return rules.windows(on: verdict.kind == .makeUp ? verdict.pairedWith ?? date : date)
    }

    private func off(_ date: CivilDate, _ kind: DayKind, name: Wording?, source: LegalSource?) -> CalendarDay {
        CalendarDay(date: date, kind: kind, name: name, source: source, pairedWith: nil, windows: [])
    }
}
