import Essentials

/// The entries known at one place and time, arranged so that a day can be looked up.
struct CalendarRules: Sendable {
    /// Days that a decision names, each with the decision that prevails.
    let verdicts: [CivilDate: Verdict]
    private let feasts: [[CalendarEntry]]
    private let weeklyRest: [CalendarEntry]
    private let hours: [CalendarEntry]
    private let policies: [CalendarEntry]
    private let decided: Set<DecidedFeast>

    private struct DecidedFeast: Hashable {
        let id: String
        let year: Int
    }

    /// A holiday by law on one day.
    struct Holiday {
        let date: CivilDate
        let entry: CalendarEntry
        let compensation: LegalSource?
    }

    init(_ entries: [CalendarEntry]) {
        var feasts: [String: [CalendarEntry]] = [:]
        var weeklyRest: [CalendarEntry] = []
        var hours: [CalendarEntry] = []
        var policies: [CalendarEntry] = []
        var decided: Set<DecidedFeast> = []
        for entry in entries {
            switch entry.ruling {
            case .feast(let feast): feasts[feast.id, default: []].append(entry)
            case .weeklyRest: weeklyRest.append(entry)
            case .hours: hours.append(entry)
            case .policy: policies.append(entry)
            case .dayOff(let feast?):
                if let first = entry.dates.min() { decided.insert(DecidedFeast(id: feast, year: first.year)) }
            case .dayOff, .swap, .workingDay: continue
            }
        }
        verdicts = Verdict.prevailing(among: entries)
        self.feasts = feasts.sorted { $0.key < $1.key }.map(\.value)
        self.weeklyRest = weeklyRest
        self.hours = hours
        self.policies = policies
        self.decided = decided
    }

    var isComplete: Bool {
        let working = hours.contains { entry in
            if case .hours(let hours) = entry.ruling { hours.use == .work } else { false }
        }
        return working && !weeklyRest.isEmpty && !policies.isEmpty
    }

    // MARK: Standing rules

    func policy(on date: CivilDate) -> DeadlinePolicy? {
        guard let entry = Self.prevailing(policies, on: date), case .policy(var policy) = entry.ruling
        else { return nil }
        policy.basis = entry.source
        return policy
    }

    /// The entry by which `date` is a weekly rest day; nil if it is none.
    func weeklyRest(on date: CivilDate) -> CalendarEntry? {
        guard let entry = Self.prevailing(weeklyRest, on: date), case .weeklyRest(let days) = entry.ruling,
            days.contains(WeekdayName(date.weekday))
        else { return nil }
        return entry
    }

    /// The office's windows on `date`. Where the hours of that weekday are nowhere set, those of the other days hold.
    func windows(on date: CivilDate, for use: WorkingHours.Use = .work) -> [WorkingWindow] {
        let holding = hours.filter { entry in
            guard case .hours(let hours) = entry.ruling else { return false }
            return hours.use == use && hours.holds(on: date)
        }
        let anyDay = hours.filter { entry in
            guard case .hours(let hours) = entry.ruling else { return false }
            return hours.use == use && use == .work
        }
        let entry = Self.prevailing(holding, on: date) ?? Self.prevailing(anyDay, on: date)
        guard case .hours(let hours)? = entry?.ruling else { return [] }
        return hours.windows
    }

    /// The nearest rule, of those the latest, of those the more special one.
    private static func prevailing(_ entries: [CalendarEntry], on date: CivilDate) -> CalendarEntry? {
        entries.filter { ($0.appliesTo.start ?? date) <= date }.max { $0.standingOrder < $1.standingOrder }
    }

    // MARK: Holidays

    /// The holidays of `year` by law, in order; those whose days a decision has named are left to the decision.
    func holidays(in year: Int) -> [Holiday] {
        feasts.flatMap { versions -> [Holiday] in
            guard let (entry, feast) = feast(among: versions, in: year),
                !decided.contains(DecidedFeast(id: feast.id, year: year))
            else { return [] }
            return feast.dates(in: year).map { Holiday(date: $0, entry: entry, compensation: feast.compensation) }
        }
        .sorted { ($0.date, $0.entry.id) < ($1.date, $1.entry.id) }
    }

    /// The version of a feast that is in force on its own day.
    private func feast(among versions: [CalendarEntry], in year: Int) -> (CalendarEntry, Feast)? {
        for entry in versions {
            guard case .feast(let feast) = entry.ruling, let date = feast.date(in: year),
                Self.prevailing(versions, on: date)?.id == entry.id
            else { continue }
            return (entry, feast)
        }
        return nil
    }

    /// The last day for which every decision that the law leaves to the year has been entered.
    var decidedThrough: CivilDate {
        let last = LunarDate.solarYears.reversed().first { year in
            feasts.allSatisfy { !awaitsDecision(among: $0, in: year) }
        }
        return CivilDate(dayNumber: CivilDate.firstDay(ofYear: (last ?? 1975) + 1).dayNumber - 1)
    }

    private func awaitsDecision(among versions: [CalendarEntry], in year: Int) -> Bool {
        let newYear = Self.prevailing(versions, on: .firstDay(ofYear: year))
        let yearEnd = Self.prevailing(versions, on: .firstDay(ofYear: year + 1).adding(days: -1))
        // Only in a year in which the law changes must the day of the feast itself be known.
        let entry = newYear?.id == yearEnd?.id ? newYear : feast(among: versions, in: year)?.0
        guard case .feast(let feast)? = entry?.ruling else { return false }
        return feast.isDecidedYearly && !decided.contains(DecidedFeast(id: feast.id, year: year))
    }
}

extension CalendarEntry {
    /// Orders standing rules; the greatest prevails. The id comes last, so that the order of files never matters.
    fileprivate var standingOrder: StandingOrder {
        var special = 0
        if case .hours(let hours) = ruling {
            special = (hours.weekdays == nil ? 0 : 2) + (hours.season == nil ? 0 : 1)
        }
        return StandingOrder(
            nearness: scope.nearness, special: special, start: appliesTo.start?.dayNumber ?? 0,
            recordedAt: recordedAt, id: id)
    }
}

private struct StandingOrder: Comparable {
    let nearness: Int
    let special: Int
    let start: Int
    let recordedAt: Instant
    let id: String

    static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.nearness, lhs.special, lhs.start, lhs.recordedAt, lhs.id)
            < (rhs.nearness, rhs.special, rhs.start, rhs.recordedAt, rhs.id)
    }
}

extension CivilDate {
    static func firstDay(ofYear year: Int) -> CivilDate {
        CivilDate(dayNumber: CivilDate(dayNumber: 0).adding(months: (year - 1970) * 12).dayNumber)
    }
}
