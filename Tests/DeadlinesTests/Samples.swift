import Essentials

@testable import Deadlines

/// The calendar that comes with the platform, as everything in it is known.
let nationalCalendar = try! WorkingCalendar.national()
let national = try! nationalCalendar.snapshot()

/// A day written `13/10/2025`.
func day(_ text: String) -> CivilDate {
    CivilDate(vietnamese: text)!
}

/// A moment written `13/10/2025 16:00`.
func moment(_ text: String) -> Instant {
    let parts = text.split(separator: " ").map(String.init)
    return Instant(CivilDate(vietnamese: parts[0])!, TimeOfDay(parts[1])!)
}

/// As it is written in the tests' tables.
func written(_ at: Instant) -> String {
    "\(at.date.vietnamese) \(at.time.hourAndMinute)"
}

let local = LegalSource("Quyết định 12/QĐ-UBND", number: "12/QĐ-UBND", issuer: "UBND tỉnh")

/// A local decision, or a national one, for tests.
func decision(
    _ ruling: CalendarEntry.Ruling, on dates: [String], id: String = "test", scope: CalendarScope = .nation,
    decidedOn: String = "01/01/2026", recordedAt: String = "01/01/2026 00:00", supersedes: String? = nil
) -> CalendarEntry {
    CalendarEntry(
        id: id, ruling, name: "Ngày thử".wording, appliesTo: .dates(dates.map(day)), scope: scope, source: local,
        decidedOn: day(decidedOn), recordedAt: moment(recordedAt), supersedes: supersedes)
}

/// A standing rule for tests.
func rule(
    _ ruling: CalendarEntry.Ruling, from date: String, id: String = "test", scope: CalendarScope = .nation
) -> CalendarEntry {
    CalendarEntry(
        id: id, ruling, name: "Quy định thử".wording, appliesTo: .from(day(date)), scope: scope, source: local,
        decidedOn: day(date), recordedAt: Instant(day(date)))
}

extension String {
    var wording: Wording { Wording(self, en: self) }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension SeededGenerator {
    /// A moment in the years for which decisions are entered, to the minute, at any time of any day.
    mutating func moment(in days: ClosedRange<CivilDate> = day("01/01/2019")...day("31/10/2027")) -> Instant {
        let numbers = days.lowerBound.dayNumber...days.upperBound.dayNumber
        let date = CivilDate(dayNumber: .random(in: numbers, using: &self))
        return Instant(date, TimeOfDay(secondsSinceMidnight: .random(in: 0..<1440, using: &self) * 60))
    }

    mutating func term(_ kind: Int) -> Term {
        switch kind {
        case 0: .workingHours(Quantity(hundredths: .random(in: 0...8_000, using: &self)))
        case 1: .workingDays(Quantity(.random(in: 0...40, using: &self)))
        case 2: .calendarDays(.random(in: 0...60, using: &self))
        case 3: .months(.random(in: 0...6, using: &self))
        default: .wallHours(.random(in: 0...500, using: &self))
        }
    }
}
