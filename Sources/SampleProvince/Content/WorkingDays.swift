import Deadlines
import Essentials

/// The working days of the story, counted through, and times of day at which somebody sits at a desk.
struct WorkingDays: Sendable {
    private let days: [CivilDate]

    /// - Throws: when the calendar does not know a year.
    init(from first: CivilDate, through last: CivilDate, _ calendar: CalendarSnapshot) throws {
        days = try (first.dayNumber...last.dayNumber).map(CivilDate.init(dayNumber:)).filter(calendar.isWorking)
    }

    var count: Int { days.count }

    subscript(index: Int) -> CivilDate {
        days[min(max(index, 0), days.count - 1)]
    }

    /// The place of the first working day that is not before `date`.
    func index(onOrAfter date: CivilDate) -> Int {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < date { low = middle + 1 } else { high = middle }
        }
        return min(low, days.count - 1)
    }

    /// The working day so many working days after one.
    func day(_ count: Int, after date: CivilDate) -> CivilDate {
        self[index(onOrAfter: date) + count]
    }

    /// A moment so many working minutes later: 7:45–11:15 and 13:45–16:45 are when people are at their desks.
    func moment(_ minutes: Int, after start: Instant) -> Instant {
        var date = self[index(onOrAfter: start.date)]
        var time = date == start.date ? start.time.secondsSinceMidnight / 60 : Self.morning.lowerBound
        var left = minutes
        while true {
            for window in [Self.morning, Self.afternoon] where time < window.upperBound {
                time = max(time, window.lowerBound)
                if time + left < window.upperBound {
                    let seconds = (time + left) * 60 + start.time.second
                    return Instant(date, TimeOfDay(secondsSinceMidnight: seconds))
                }
                left -= window.upperBound - time
                time = window.upperBound
            }
            let next = day(1, after: date)
            // Past the calendar's end nothing moves on.
            guard next > date else { return Instant(date, TimeOfDay(secondsSinceMidnight: 17 * 3600)) }
            date = next
            time = Self.morning.lowerBound
        }
    }

    /// The start of a working day, so many minutes in.
    func opening(_ index: Int, minutes: Int) -> Instant {
        moment(minutes, after: Instant(self[index], TimeOfDay(secondsSinceMidnight: Self.morning.lowerBound * 60)))
    }

    /// Minutes of a working day.
    static let minutesOfDay = morning.count + afternoon.count
    private static let morning = (7 * 60 + 45)..<(11 * 60 + 15)
    private static let afternoon = (13 * 60 + 45)..<(16 * 60 + 45)
}
