public import Essentials

/// One step of the explanation how a due time came about (diễn giải cách tính): made by the count itself, not written
/// afterwards.
public struct TraceStep: Hashable, Sendable {
    public let fact: Fact
    /// What of the term this step uses up.
    public let counted: Used
    /// What of the term is used up after this step.
    public let total: Used
    /// The provision or decision behind the step.
    public let source: LegalSource?

    /// What happened in the step.
    public enum Fact: Hashable, Sendable {
        case started(Instant, Term)
        case firstDayExcluded(CivilDate)
        /// Accepted after a province's own cut-off.
        case startMoved(Instant)
        case restarted(Instant)
        /// Days that share one reason: counted if the step uses up something, passed over if not.
        case days(DayStretch)
        /// A long run of days without anything to remark: working days and weekly rest.
        case ordinaryDays(ClosedRange<CivilDate>)
        /// Time by the clock.
        case elapsed(from: Instant, to: Instant)
        case paused(from: Instant, to: Instant, reason: String)
        /// The month has no day of that number.
        case monthEnd(CivilDate)
        /// The last day is not worked; the next one that is takes its place.
        case rolled(from: CivilDate, to: CivilDate)
        case extended(Instant, reason: String)
        case due(Instant)
        case provisional(after: CivilDate)
    }

    /// Part of a term: whole days, or time.
    public struct Used: Hashable, Sendable {
        public var days: Int
        public var microseconds: Int64

        public init(days: Int, microseconds: Int64) {
            self.days = days
            self.microseconds = microseconds
        }

        public static let nothing = Used(days: 0, microseconds: 0)

        public static func + (lhs: Used, rhs: Used) -> Used {
            Used(days: lhs.days + rhs.days, microseconds: lhs.microseconds + rhs.microseconds)
        }
    }

    /// Days next to each other that are what they are for the same reason.
    public struct DayStretch: Hashable, Sendable {
        public let dates: ClosedRange<CivilDate>
        public let kind: DayKind
        public let name: Wording?
        public let pairedWith: CivilDate?
        /// In hour units, from when to when the term ran on that day.
        public let hours: ClosedRange<TimeOfDay>?

        init(_ day: CalendarDay, hours: ClosedRange<TimeOfDay>? = nil) {
            self.init(day.date...day.date, day.kind, name: day.name, pairedWith: day.pairedWith, hours: hours)
        }

        init(
            _ dates: ClosedRange<CivilDate>, _ kind: DayKind, name: Wording?, pairedWith: CivilDate?,
            hours: ClosedRange<TimeOfDay>? = nil
        ) {
            self.dates = dates
            self.kind = kind
            self.name = name
            self.pairedWith = pairedWith
            self.hours = hours
        }
    }

    /// A stable name of the rule applied, for programs.
    public var rule: String {
        switch fact {
        case .started: "start"
        case .firstDayExcluded: "first-day"
        case .startMoved: "start-cut-off"
        case .restarted: "restart"
        case .days: counted == .nothing ? "day-passed" : "day-counted"
        case .ordinaryDays: "days-ordinary"
        case .elapsed: "elapsed"
        case .paused: "pause"
        case .monthEnd: "month-end"
        case .rolled: "roll"
        case .extended: "extension"
        case .due: "due"
        case .provisional: "provisional"
        }
    }
}

/// The explanation while it is being made: keeps the running total.
struct TraceBuilder {
    private(set) var steps: [TraceStep] = []
    private(set) var total = TraceStep.Used.nothing

    mutating func add(
        _ fact: TraceStep.Fact, counted: TraceStep.Used = .nothing, source: LegalSource? = nil
    ) {
        total = total + counted
        steps.append(TraceStep(fact: fact, counted: counted, total: total, source: source))
    }

    /// A day looked at, counted or passed over.
    mutating func add(_ day: CalendarDay, counted: TraceStep.Used = .nothing, hours: ClosedRange<TimeOfDay>? = nil) {
        add(.days(TraceStep.DayStretch(day, hours: hours)), counted: counted, source: day.source)
    }
}
