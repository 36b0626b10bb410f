import Deadlines
import Essentials
import Testing

/// The bundled decisions, year by year, against lists made by hand from the law and the papers named.
@Suite struct CalendarDecisionsTests {
    struct Year: CustomTestStringConvertible {
        let year: Int
        /// Weekdays that are off, `d/m`.
        let off: String
        /// Weekend days that are worked.
        let worked: String
        let papers: String

        var testDescription: String { "\(year) [\(papers)]" }
    }

    static let years = [
        Year(
            year: 2013,
            off: "1/1 11/2 12/2 13/2 14/2 15/2 19/4 29/4 30/4 1/5 2/9",
            worked: "5/1 23/2 4/5", papers: "Báo Thái Nguyên 28/12/2012"),
        Year(
            year: 2014,
            off: "1/1 28/1 29/1 30/1 31/1 3/2 4/2 5/2 9/4 30/4 1/5 2/5 1/9 2/9",
            worked: "25/1 8/2 26/4 6/9 27/12", papers: "Báo Đồng Tháp 18/12/2013; TTr 89/TTr-LĐTBXH"),
        Year(
            year: 2015,
            off: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 23/2 28/4 29/4 30/4 1/5 2/9",
            worked: "14/2 25/4", papers: "TTr 89/TTr-LĐTBXH"),
        Year(
            year: 2016, off: "1/1 8/2 9/2 10/2 11/2 12/2 18/4 2/5 3/5 2/9", worked: "",
            papers: "TB 4659/TB-LĐTBXH"),
        Year(
            year: 2017, off: "2/1 26/1 27/1 30/1 31/1 1/2 6/4 1/5 2/5 4/9", worked: "",
            papers: "CV 9794/VPCP-KGVX"),
        Year(
            year: 2018, off: "1/1 14/2 15/2 16/2 19/2 20/2 25/4 30/4 1/5 3/9 31/12", worked: "",
            papers: "Báo Ninh Bình; CV 6519/VPCP-KGVX"),
        Year(
            year: 2019, off: "1/1 4/2 5/2 6/2 7/2 8/2 15/4 29/4 30/4 1/5 2/9", worked: "5/1 4/5",
            papers: "CV 6519/VPCP-KGVX"),
        Year(
            year: 2020, off: "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9", worked: "",
            papers: "Sở Công Thương Đắk Lắk 07/01/2020"),
        Year(
            year: 2021, off: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9", worked: "",
            papers: "CV 9895/VPCP-KGVX"),
        Year(
            year: 2022, off: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9", worked: "",
            papers: "CV 245/VPCP-KGVX"),
        Year(
            year: 2023, off: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9", worked: "",
            papers: "CV 8056/VPCP-KGVX"),
        Year(
            year: 2024, off: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", worked: "4/5",
            papers: "CV 8662/VPCP-KGVX; CV 2450/VPCP-KGVX"),
        Year(
            year: 2025, off: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", worked: "26/4",
            papers: "CV 8726/VPCP-KGVX"),
        Year(
            year: 2026,
            off: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11", worked: "10/1 22/8",
            papers: "CV 9859/VPCP-KGVX; CV 12729/VPCP-KGVX; NQ 28/2026/QH16"),
        Year(
            year: 2027,
            off: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11", worked: "",
            papers: "CV 10065/VPCP-KGVX"),
    ]

    @Test(arguments: years)
    func `the days off and the weekend days worked of a year are those its papers give`(_ expected: Year) throws {
        let days = try national.days(ofYear: expected.year)
        let off = days.filter { !$0.isWorking && $0.date.weekday.rawValue <= 5 }
        let worked = days.filter { $0.isWorking && $0.date.weekday.rawValue > 5 }
        #expect(Self.text(off) == expected.off)
        #expect(Self.text(worked) == expected.worked)
        #expect(days.allSatisfy { $0.kind == .working || $0.source != nil }, "every day off has its source")
    }

    private static func text(_ days: [CalendarDay]) -> String {
        days.map { "\($0.date.day)/\($0.date.month)" }.joined(separator: " ")
    }

    @Test func `Saturday is a rest day from 2 October 1999 on`() throws {
        #expect(try national.day(day("25/09/1999")).isWorking)
        let first = try national.day(day("02/10/1999"))
        #expect(first.kind == .weeklyRest)
        #expect(first.source?.number == "188/1999/QĐ-TTg")
        #expect(try !national.isWorking(day("26/09/1999")), "Sundays were off before")
    }

    static let feastDays: [(String, DayKind, String?)] = [
        ("26/04/2007", .holiday, "84/2007/QH11"), ("07/04/2006", .working, nil),
        ("24/11/2025", .working, nil), ("24/11/2026", .holiday, "28/2026/QH16"),
        ("01/09/2020", .working, nil), ("02/09/2020", .holiday, "10/2012/QH13"),
        ("03/09/2021", .decreed, "9895/VPCP-KGVX"), ("30/04/1990", .holiday, nil),
    ]

    @Test(arguments: feastDays)
    func `a feast is a holiday from the day its law holds`(date: String, kind: DayKind, number: String?) throws {
        let found = try national.day(day(date))
        #expect(found.kind == kind)
        #expect(found.source?.number == number)
    }

    @Test func `Tết has four days until 2013 and five from 2014`() throws {
        func tetDays(_ year: Int) throws -> Int {
            try national.days(ofYear: year).filter {
                $0.kind == .holiday && $0.name?.vietnamese == "Tết Nguyên đán"
            }.count
        }
        #expect(try tetDays(2012) == 4)
        #expect(try tetDays(2035) == 5)
    }

    @Test func `holidays on a weekend are made good only since the Labour Code of 1994`() throws {
        #expect(try national.day(day("02/05/1994")).isWorking, "1 May 1994 was a Sunday")
        #expect(try national.day(day("02/01/1995")).kind == .compensatory, "1 January 1995 was a Sunday")
    }

    @Test func `two holidays on one weekend claim two days, each the next that is free`() throws {
        let monday = try national.day(day("02/05/2022"))
        let tuesday = try national.day(day("03/05/2022"))
        #expect(monday.kind == .compensatory)
        #expect(monday.name?.vietnamese == "Nghỉ bù Ngày Chiến thắng")
        #expect(tuesday.name?.vietnamese == "Nghỉ bù Ngày Quốc tế Lao động")
        #expect(monday.source?.citation == "Bộ luật Lao động 2019 Đ. 111 k. 3")
        #expect(try national.isWorking(day("04/05/2022")))
    }

    @Test func `a decided Tết is not compensated a second time`() throws {
        #expect(try national.day(day("14/02/2024")).kind == .decreed)
        #expect(try national.isWorking(day("15/02/2024")))
    }

    @Test func `an undecided year places its feasts by default, as past decisions did`() throws {
        #expect(national.decidedThrough == day("31/12/2027"))
        // Tết 2028 is a Wednesday: two days before it and two after.
        let tet = try national.days(ofYear: 2028).filter { $0.name?.vietnamese == "Tết Nguyên đán" }
        #expect(tet.map(\.date.description) == ["24", "25", "26", "27", "28"].map { "2028-01-\($0)" })
        #expect(tet.allSatisfy { $0.kind == .holiday })
        // 2 September 2028 is a Saturday: the Friday before it, and the Monday in lieu.
        #expect(try national.day(day("01/09/2028")).kind == .holiday)
        #expect(try national.day(day("04/09/2028")).kind == .compensatory)
    }

    @Test func `every entry of the bundled files names its source, and what is uncertain says so`() {
        for entry in nationalCalendar.entries {
            #expect(!entry.source.title.isEmpty && !entry.source.issuer.isEmpty)
            #expect(!entry.name.vietnamese.isEmpty && !entry.name.english.isEmpty)
            if case .from = entry.appliesTo { continue }
            #expect(entry.source.number != nil || entry.source.isUncertain, "\(entry.id)")
            #expect(entry.source.number.map { entry.source.title.contains($0) } ?? true, "\(entry.id)")
        }
    }
}
