import Essentials

/// The lunar months from one eleventh month, the one with the winter solstice, to the next: what both directions of the
/// conversion look into.
struct LunarFrame {
    struct Month {
        /// Julian day number of the month's first day.
        let firstDay: Int
        /// 1…12; a leap month has the number of the month before it.
        let number: Int
        let isLeap: Bool
        /// The lunar year the month belongs to.
        let year: Int
    }

    let months: [Month]
    /// The day after the last month.
    let end: Int

    /// The months from the eleventh of lunar year `year` − 1 up to, but without, the eleventh of `year`.
    init(endingIn year: Int) {
        let first = Self.eleventhMonth(ofYear: year - 1)
        end = Self.eleventhMonth(ofYear: year)
        let k = Int((0.5 + (Double(first) - 2_415_021.076_998_695) / NewMoon.meanMonth).rounded(.down))
        let leap = end - first > 365 ? Self.leapMonth(after: k) : nil
        months = (0..<(leap == nil ? 12 : 13)).map { offset in
            let ordinal = leap.map { offset < $0 ? offset : offset - 1 } ?? offset
            let number = (10 + ordinal) % 12 + 1
            return Month(
                firstDay: NewMoon.day(k + offset), number: number, isLeap: offset == leap,
                year: number >= 11 ? year - 1 : year)
        }
    }

    /// First day of the lunar month that contains the winter solstice of `year`.
    private static func eleventhMonth(ofYear year: Int) -> Int {
        let yearEnd = CivilDate(year: year, month: 12, day: 31)?.julianDayNumber ?? 0
        let k = Int((Double(yearEnd - 2_415_021) / NewMoon.meanMonth).rounded(.down))
        let day = NewMoon.day(k)
        return SolarSector.atMidnight(opening: day) >= 9 ? NewMoon.day(k - 1) : day
    }

    /// The first month after number `k` during which the sun enters no new sector (không có trung khí).
    private static func leapMonth(after k: Int) -> Int {
        (1..<13).first { offset in
            SolarSector.atMidnight(opening: NewMoon.day(k + offset))
                == SolarSector.atMidnight(opening: NewMoon.day(k + offset + 1))
        } ?? 13
    }
}
