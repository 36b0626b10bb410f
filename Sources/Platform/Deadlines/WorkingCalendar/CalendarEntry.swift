public import Essentials

/// One thing that somebody decided about the calendar: a holiday, a day off, a swap, office hours.
///
/// Nothing is ever edited or deleted. A later law is a later entry that takes over from its date; a correction is a new
/// entry that names the one it `supersedes`.
public struct CalendarEntry: Hashable, Sendable, Identifiable {
    public let id: String
    public let ruling: Ruling
    public let name: Wording
    public let appliesTo: Span
    public let scope: CalendarScope
    public let binds: Audience
    public let source: LegalSource
    public let decidedOn: CivilDate
    /// From when the calendar knows of it, to the second. History that came with the platform counts as known from the
    /// day it was decided, as if the calendar had been kept since.
    public let recordedAt: Instant
    public let supersedes: String?

    public init(
        id: String, _ ruling: Ruling, name: Wording, appliesTo: Span, scope: CalendarScope = .nation,
        binds: Audience = .everyone, source: LegalSource, decidedOn: CivilDate, recordedAt: Instant,
        supersedes: String? = nil
    ) {
        self.id = id
        self.ruling = ruling
        self.name = name
        self.appliesTo = appliesTo
        self.scope = scope
        self.binds = binds
        self.source = source
        self.decidedOn = decidedOn
        self.recordedAt = Instant(recordedAt.date, recordedAt.time)
        self.supersedes = supersedes
    }

    /// What is decided.
    public enum Ruling: Hashable, Sendable {
        /// The days named are off. With `places`, they are all the days of that feast in that year, those in lieu
        /// included.
        case dayOff(places: String?)
        /// The days named are off, and each is worked for on the day at the same place in `madeUpOn`.
        case swap(madeUpOn: [CivilDate])
        /// The days named are worked.
        case workingDay
        case feast(Feast)
        case weeklyRest([WeekdayName])
        case hours(WorkingHours)
        case policy(DeadlinePolicy)
    }

    /// The days an entry is about.
    public enum Span: Hashable, Sendable {
        case dates([CivilDate])
        /// Every day from this one until a later entry of the same kind takes over.
        case from(CivilDate)

        var start: CivilDate? {
            switch self {
            case .dates(let dates): dates.min()
            case .from(let date): date
            }
        }
    }

    /// Whom the decision binds. The platform serves state offices, which every decision binds; the difference is kept
    /// because a citizen's employer may work on a day that is off here.
    public enum Audience: String, Sendable, Codable {
        case everyone
        case stateOffices = "state-offices"
    }

    /// The days off and days worked that this entry names; empty for a standing rule.
    var dates: [CivilDate] {
        switch appliesTo {
        case .dates(let dates): dates
        case .from: []
        }
    }
}

extension CalendarEntry {
    /// What is wrong with this entry by itself, if anything.
    var flaw: String? {
        switch (ruling, appliesTo) {
        case (.dayOff, .dates(let dates)), (.workingDay, .dates(let dates)):
            return dates.isEmpty ? "names no day" : nil
        case (.swap(let madeUpOn), .dates(let dates)):
            return dates.isEmpty || dates.count != madeUpOn.count ? "needs a working day for each day off" : nil
        case (.hours(let hours), .from):
            return hours.areInOrder ? nil : "has windows that overlap or are out of order"
        case (.feast, .from), (.weeklyRest, .from), (.policy, .from):
            return nil
        default:
            return "applies to the wrong kind of days"
        }
    }
}
