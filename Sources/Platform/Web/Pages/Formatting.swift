public import Database
public import Essentials

/// Dates, numbers and amounts as people of each language write them.
public enum Formatting {
    /// `03/02/2026`; `3 Feb 2026`.
    public static func date(_ date: CivilDate, in language: Language) -> String {
        switch language {
        case .vietnamese: "\(date.day.padded(to: 2))/\(date.month.padded(to: 2))/\(date.year.padded(to: 4))"
        case .english: "\(date.day) \(months[date.month - 1]) \(date.year)"
        }
    }

    /// `03/02`; `3 Feb`: a day of the current year.
    public static func shortDate(_ date: CivilDate, in language: Language) -> String {
        switch language {
        case .vietnamese: "\(date.day.padded(to: 2))/\(date.month.padded(to: 2))"
        case .english: "\(date.day) \(months[date.month - 1])"
        }
    }

    /// `14:30 03/02/2026`; `3 Feb 2026, 14:30`.
    public static func moment(_ instant: Instant, in language: Language) -> String {
        switch language {
        case .vietnamese: "\(instant.time.hourAndMinute) \(date(instant.date, in: language))"
        case .english: "\(date(instant.date, in: language)), \(instant.time.hourAndMinute)"
        }
    }

    /// `22.137`; `22,137`.
    public static func number(_ number: Int, in language: Language) -> String {
        let digits = String(number.magnitude)
        guard digits.utf8.count > 3 else { return (number < 0 ? "-" : "") + digits }
        let mark = language == .vietnamese ? "." : ","
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.utf8.count - index) % 3 == 0 { text += mark }
            text.append(digit)
        }
        return text
    }

    /// `98,14`; `98.14`: rounded half away from zero, trailing zeros kept.
    public static func decimal(_ value: Double, places: Int, in language: Language) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * scale).rounded(.toNearestOrAwayFromZero))
        let whole = number(Int(scaled.magnitude) / Int(scale), in: language)
        let sign = scaled < 0 ? "-" : ""
        guard places > 0 else { return sign + whole }
        let fraction = (Int(scaled.magnitude) % Int(scale)).padded(to: places)
        return sign + whole + (language == .vietnamese ? "," : ".") + fraction
    }

    /// `98,14 %`; `98.14%`.
    public static func percent(_ share: Double, places: Int = 2, in language: Language) -> String {
        decimal(share * 100, places: places, in: language) + (language == .vietnamese ? " %" : "%")
    }

    /// `1.250.000 đ`; `VND 1,250,000`.
    public static func money(_ dong: Int, in language: Language) -> String {
        switch language {
        case .vietnamese: "\(number(dong, in: language)) đ"
        case .english: "VND \(number(dong, in: language))"
        }
    }

    /// `137`; beyond a thousand `hơn 1.000`.
    public static func count(_ count: CappedCount, in language: Language) -> String {
        let figure = number(count.value, in: language)
        guard count.isCapped else { return figure }
        return language == .vietnamese ? "hơn \(figure)" : "over \(figure)"
    }

    /// `2,4 MB`; `640 byte`.
    public static func byteCount(_ bytes: Int, in language: Language) -> String {
        switch bytes {
        case ..<1000: "\(number(bytes, in: language)) byte"
        case ..<1_000_000: "\(number((bytes + 500) / 1000, in: language)) kB"
        case ..<1_000_000_000: "\(decimal(Double(bytes) / 1e6, places: 1, in: language)) MB"
        default: "\(decimal(Double(bytes) / 1e9, places: 1, in: language)) GB"
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
