public import Essentials

/// A number of things: `22.137`.
public struct Quantity: Spoken, Hashable {
    /// How many.
    public let value: Int

    /// - Parameter value: how many.
    public init(_ value: Int) {
        self.value = value
    }

    /// With the language's mark between thousands.
    public func text(in language: Language) -> String { Formatting.number(value, in: language) }
}

/// A share of a whole: `98,14 %`.
public struct Share: Spoken, Hashable {
    /// 0…1.
    public let value: Double
    /// Digits after the decimal mark.
    public let places: Int

    /// - Parameters:
    ///   - value: 0…1.
    ///   - places: digits after the decimal mark.
    public init(_ value: Double, places: Int = 2) {
        self.value = value
        self.places = places
    }

    /// As percent.
    public func text(in language: Language) -> String { Formatting.percent(value, places: places, in: language) }
}

/// An amount of Vietnamese đồng: `1.250.000 đ`.
public struct Money: Spoken, Hashable {
    /// The amount.
    public let dong: Int

    /// - Parameter dong: the amount.
    public init(dong: Int) {
        self.dong = dong
    }

    /// With the currency.
    public func text(in language: Language) -> String { Formatting.money(dong, in: language) }
}

/// How big a file is: `2,4 MB`.
public struct FileSize: Spoken, Hashable {
    /// The size.
    public let bytes: Int

    /// - Parameter bytes: the size.
    public init(bytes: Int) {
        self.bytes = bytes
    }

    /// In the unit that fits.
    public func text(in language: Language) -> String { Formatting.byteCount(bytes, in: language) }
}

/// How long ago something happened: `2 giờ trước`, and after a week the day itself.
public struct Age: Spoken, Hashable {
    /// When it happened.
    public let moment: Instant
    /// From when one looks back.
    public let now: Instant

    /// - Parameters:
    ///   - moment: when it happened.
    ///   - now: from when one looks back.
    public init(of moment: Instant, at now: Instant) {
        self.moment = moment
        self.now = now
    }

    /// A moment yet to come is shown as it stands.
    public func text(in language: Language) -> String {
        let seconds = now.seconds(since: moment)
        let days = now.date.days(since: moment.date)
        switch seconds {
        case ..<0: return Formatting.moment(moment, in: language)
        case ..<60: return language == .vietnamese ? "vừa xong" : "just now"
        case ..<3600: return Self.ago(Int(seconds / 60), "phút", "minute", in: language)
        case ..<86_400 where days == 0: return Self.ago(Int(seconds / 3600), "giờ", "hour", in: language)
        default: break
        }
        switch days {
        case 1:
            let time = moment.time.hourAndMinute
            return language == .vietnamese ? "hôm qua, \(time)" : "yesterday, \(time)"
        case ..<7: return Self.ago(days, "ngày", "day", in: language)
        default:
            let isThisYear = moment.date.year == now.date.year
            return isThisYear
                ? Formatting.shortDate(moment.date, in: language) : Formatting.date(moment.date, in: language)
        }
    }

    private static func ago(_ count: Int, _ vietnamese: String, _ english: String, in language: Language) -> String {
        switch language {
        case .vietnamese: "\(count) \(vietnamese) trước"
        case .english: "\(count) \(english)\(count == 1 ? "" : "s") ago"
        }
    }
}

/// A length of time in the units of the work: `3 ngày làm việc`, `2 giờ`, `1 ngày 4 giờ`.
public struct WorkingDuration: Spoken, Hashable {
    /// Whole working days.
    public let days: Int
    /// Working hours beyond them.
    public let hours: Int

    /// - Parameters:
    ///   - days: whole working days.
    ///   - hours: working hours beyond them.
    public init(days: Int = 0, hours: Int = 0) {
        self.days = days
        self.hours = hours
    }

    /// Hours are left out when there are none, days likewise.
    public func text(in language: Language) -> String {
        switch (language, days, hours) {
        case (.vietnamese, 0, _): "\(hours) giờ làm việc"
        case (.vietnamese, _, 0): "\(days) ngày làm việc"
        case (.vietnamese, _, _): "\(days) ngày \(hours) giờ làm việc"
        case (.english, 0, _): "\(hours) working hour\(hours == 1 ? "" : "s")"
        case (.english, _, 0): "\(days) working day\(days == 1 ? "" : "s")"
        case (.english, _, _): "\(days) working day\(days == 1 ? "" : "s") \(hours) h"
        }
    }
}
