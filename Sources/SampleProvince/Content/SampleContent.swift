import Deadlines
import Essentials

/// All that the sample province consists of, before any of it is in a database. The same seed and as-of date give the same
/// content on every machine.
struct SampleContent: Sendable {
    let units: SampleUnits
    let staff: SampleStaff
    let documents: [SampleDocument]
    let acts: [SampleAct]
    let rounds: SampleRounds
    let sources: SampleSources
    /// Working days from the first of the story to some months after its last.
    let days: WorkingDays
    let asOf: CivilDate

    /// When the story begins.
    static let beginning = CivilDate(dayNumber: 19_360)  // 2023-01-03

    /// The story needs some months after the reorganisation.
    static let earliestOpening = CivilDate(dayNumber: 20_362)  // 2025-10-01

    /// How many documents have a whole story; more than that only fill the registers.
    static let documentsWithStory = 2000

    /// - Parameters:
    ///   - asOf: the day on which the province is opened; the story ends with the working day before.
    ///   - seed: what chance is drawn from.
    /// - Throws: when a source or the calendar is missing.
    init(
        asOf: CivilDate, seed: UInt64, documentCount: Int = documentsWithStory, calendar: CalendarSnapshot
    ) throws {
        sources = try SampleSources.bundled()
        units = SampleUnits(sources)
        let highland = Set(sources.districts.filter { $0.isHighland ?? false }.map { "h.\($0.key)" })
        let belowThem = units.before.units.filter { highland.contains($0.parent) }.map(\.key)
        staff = SampleStaff(units, names: sources.names, highland: highland.union(belowThem), seed: seed)
        days = try WorkingDays(from: Self.beginning, through: asOf.adding(days: 200), calendar)
        rounds = try SampleRounds(staff, units, days: days, asOf: asOf, seed: seed)
        var outside = SampleNames(sources.names, seed: seed &+ 1)
        var planner = StoryPlanner(
            units: units, sources: sources, before: SampleOffices(staff, units.before, after: false),
            after: SampleOffices(staff, units.after, after: true), days: days, seed: seed, ending: Instant(asOf),
            signersOutside: (0..<40).map { _ in outside.next(isHighland: false) })
        planner.tell(of: min(documentCount, Self.documentsWithStory))
        planner.fillRegisters(upTo: documentCount)
        let story = SampleStory(planner)
        documents = story.documents
        acts = story.acts
        self.asOf = asOf
    }
}
