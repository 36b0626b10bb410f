import Essentials

/// The working calendar of a year as a list: every day that is not ordinary.
public struct CalendarReport {
    private let calendar: CalendarSnapshot

    public init(_ calendar: CalendarSnapshot) {
        self.calendar = calendar
    }

    /// CSV with the columns `date,kind,name,source`, one line for each day that its weekday alone does not explain:
    /// holidays, also those on a weekend, days off by decision, swapped and compensatory days, and rest days that are
    /// worked. Ordinary working days and ordinary weekly rest are left out.
    public func csv(year: Int) throws(CalendarError) -> String {
        let lines = try calendar.days(ofYear: year).filter { !$0.kind.isOrdinary }.map { day in
            [
                day.date.description, day.kind.rawValue, day.name?.vietnamese ?? "", day.source?.citation ?? "",
            ].map(Self.field).joined(separator: ",")
        }
        return (["date,kind,name,source"] + lines).map { $0 + "\n" }.joined()
    }

    /// Quoted where RFC 4180 demands it.
    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
