public import Essentials

/// What a person is told about a due time: "còn 3 ngày làm việc", "quá hạn 2 ngày".
public struct RemainingTime: Hashable, Sendable {
    public let isOverdue: Bool
    /// Working days after today up to and with the due date; when overdue, working days after the due date up to today.
    public let workingDays: Int
    /// Working time between now and the due time, whichever comes first.
    public let workingSeconds: Int
    /// Days of the calendar between the two dates.
    public let calendarDays: Int
    /// Plain time between the two moments.
    public let seconds: Int64

    /// In words, by days while days are left and by hours on the last.
    public var wording: Wording {
        isOverdue ? overdueWording : leftWording
    }

    private var leftWording: Wording {
        if workingDays > 0 {
            let unit = workingDays == 1 ? "working day" : "working days"
            return Wording("còn \(workingDays) ngày làm việc", en: "\(workingDays) \(unit) left")
        }
        if workingSeconds > 0 {
            let time = Self.duration(Int64(workingSeconds))
            return Wording("còn \(time.vietnamese) làm việc", en: "\(time.english) of working time left")
        }
        let time = Self.duration(seconds)
        return Wording("còn \(time.vietnamese)", en: "\(time.english) left")
    }

    private var overdueWording: Wording {
        if calendarDays > 0 {
            let unit = calendarDays == 1 ? "day" : "days"
            return Wording("quá hạn \(calendarDays) ngày", en: "\(calendarDays) \(unit) overdue")
        }
        let time = Self.duration(seconds)
        return Wording("quá hạn \(time.vietnamese)", en: "\(time.english) overdue")
    }

    /// Whole hours, or whole minutes below one hour.
    private static func duration(_ seconds: Int64) -> Wording {
        if seconds >= 3600 {
            let hours = seconds / 3600
            return Wording("\(hours) giờ", en: "\(hours) \(hours == 1 ? "hour" : "hours")")
        }
        let minutes = seconds / 60
        return Wording("\(minutes) phút", en: "\(minutes) \(minutes == 1 ? "minute" : "minutes")")
    }
}

extension CalendarSnapshot {
    /// How much time is left until `due`, or by how much it is passed, at `now`. A due time that is just reached is not
    /// passed.
    public func remaining(until due: Instant, at now: Instant) throws(CalendarError) -> RemainingTime {
        let isOverdue = now > due
        let (from, to) = isOverdue ? (due, now) : (now, due)
        return RemainingTime(
            isOverdue: isOverdue,
            workingDays: try workingDays(after: from.date, through: to.date),
            workingSeconds: try workingSeconds(from: from, to: to),
            calendarDays: to.date.days(since: from.date),
            seconds: to.seconds(since: from))
    }
}
