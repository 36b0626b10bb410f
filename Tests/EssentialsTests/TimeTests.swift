import Essentials
import Foundation
import Testing

@Suite struct CivilDateTests {
    @Test func `every day of 400 years follows the one before, on the next weekday`() {
        var date = CivilDate(year: 1900, month: 1, day: 1)!
        #expect(date.weekday == .monday)
        for _ in 0..<146_097 {
            let next = date.adding(days: 1)
            #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
            let follows =
                next.day == date.day + 1
                || (next.day == 1 && date.day == CivilDate.length(ofMonth: date.month, year: date.year))
            #expect(follows && next.weekday.rawValue == date.weekday.rawValue % 7 + 1)
            date = next
        }
        #expect(date == CivilDate(year: 2300, month: 1, day: 1))
    }

    @Test(arguments: [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("2026-11-21", 20_778)])
    func `a date is its number of days since 1970`(text: String, number: Int) {
        #expect(CivilDate(text)?.dayNumber == number)
        #expect(CivilDate(dayNumber: number).description == text)
    }

    @Test(arguments: [
        ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2025-12-31", 2, "2026-02-28"),
        ("2025-03-31", -1, "2025-02-28"), ("2025-01-15", -13, "2023-12-15"),
    ])
    func `months are added to the same day number or the month's end`(from: String, months: Int, to: String) {
        #expect(CivilDate(from)?.adding(months: months).description == to)
    }

    @Test(arguments: [
        "", "2025-2-1", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "25-01-01", "2025-01-01 ", "+025-01-01",
        "٢٠٢٥-01-01", "2025/01/01",
    ])
    func `what is no date is not read as one`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("13/10/2025", "2025-10-13"), ("3/2/2026", "2026-02-03"), ("03-02-2026", "2026-02-03"),
        ("3.2.2026", "2026-02-03"),
    ])
    func `a date is read as people type it, and shown as registers do`(typed: String, date: String) {
        #expect(CivilDate(vietnamese: typed)?.description == date)
        #expect(CivilDate(date).flatMap { CivilDate(vietnamese: $0.vietnamese) }?.description == date)
    }

    @Test(arguments: ["29/2/2025", "1/13/2025", "2025/1/1", "1/1/25", "1//2025", "", "a/b/cccc"])
    func `what people mistype is refused`(typed: String) {
        #expect(CivilDate(vietnamese: typed) == nil)
    }

    @Test func `dates order and differ by days`() {
        let first = CivilDate("2025-12-31")!
        let second = CivilDate("2026-01-01")!
        #expect(first < second && second.days(since: first) == 1 && first.days(since: second) == -1)
    }
}

@Suite struct TimeOfDayTests {
    @Test(arguments: [("14:30", 52_200), ("00:00", 0), ("23:59:59", 86_399), ("07:00:01", 25_201)])
    func `a time is read to the second`(text: String, seconds: Int) {
        #expect(TimeOfDay(text)?.secondsSinceMidnight == seconds)
    }

    @Test func `every minute of a day is written and read back`() {
        for minute in 0..<1440 {
            let time = TimeOfDay(secondsSinceMidnight: minute * 60)
            #expect(TimeOfDay(time.description) == time && TimeOfDay(time.hourAndMinute) == time)
            #expect(TimeOfDay(hour: time.hour, minute: time.minute, second: time.second) == time)
        }
    }

    @Test(arguments: ["24:00", "9:00", "09:60", "09:00:60", "09", "", "09:00:00:00", "-1:00", "09.00"])
    func `what is no time is not read as one`(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test func `seconds outside the day move to its nearer end`() {
        #expect(TimeOfDay(secondsSinceMidnight: -5).secondsSinceMidnight == 0)
        #expect(TimeOfDay(secondsSinceMidnight: 90_000).description == "24:00:00")
    }
}

@Suite struct InstantTests {
    @Test(arguments: [
        ("2025-10-13T16:00", "2025-10-13T16:00:00+07:00"), ("2025-10-13T16:00:30+07:00", "2025-10-13T16:00:30+07:00"),
        ("2025-10-13T09:00:00Z", "2025-10-13T16:00:00+07:00"), ("2025-10-13T23:30Z", "2025-10-14T06:30:00+07:00"),
        ("2025-10-13T04:00-05:00", "2025-10-13T16:00:00+07:00"), ("1969-12-31T23:59:59Z", "1970-01-01T06:59:59+07:00"),
    ])
    func `a moment is read with or without its offset and shown at UTC+7`(text: String, shown: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.description == shown)
        #expect(Instant(shown) == instant)
    }

    @Test(arguments: [
        "", "2025-10-13", "2025-10-13 16:00", "2025-02-29T16:00", "2025-10-13T25:00", "2025-10-13T16:00:00.",
        "2025-10-13T16:00+7", "2025-10-13T16:00:00.x", "T16:00", "2025-10-13T", "2025-10-13T16:00ZZ",
    ])
    func `what is no moment is not read as one`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `a fraction is read to the microsecond`() {
        #expect(Instant("1970-01-01T00:00:00.000001Z")?.microsecondsSince1970 == 1)
        #expect(Instant("1970-01-01T00:00:01.5Z")?.microsecondsSince1970 == 1_500_000)
        #expect(Instant("1970-01-01T00:00:00.1234567Z")?.microsecondsSince1970 == 123_456)
    }

    @Test func `date and time give the moment back, before 1970 too`() {
        for seconds in stride(from: Int64(-3_000_000_000), to: 5_000_000_000, by: 7_654_321) {
            let instant = Instant(microsecondsSince1970: seconds * 1_000_000)
            #expect(Instant(instant.date, instant.time) == instant)
            #expect(Instant(instant.description) == instant)
        }
    }

    @Test func `whole seconds between moments are rounded down`() {
        let start = Instant(microsecondsSince1970: 0)
        #expect(Instant(microsecondsSince1970: 1_999_999).seconds(since: start) == 1)
        #expect(start.seconds(since: Instant(microsecondsSince1970: 1)) == -1)
        #expect(start.adding(seconds: 90).adding(milliseconds: -500).seconds(since: start) == 89)
    }

    @Test func `dates, times and moments are JSON text`() throws {
        let date = CivilDate("2025-10-13")!
        let data = try JSONEncoder().encode([date])
        #expect(String(decoding: data, as: UTF8.self) == #"["2025-10-13"]"#)
        #expect(try JSONDecoder().decode([CivilDate].self, from: data) == [date])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Instant].self, from: Data(#"["2025-10-13"]"#.utf8))
        }
    }

    @Test func `a clock shows what it was set to`() {
        let moment = Instant("2026-02-03T09:00")!
        #expect(WallClock.fixed(moment).now() == moment)
        let clock = ManualClock(moment)
        clock.advance(seconds: 60)
        #expect(clock.clock.now() == moment.adding(seconds: 60))
        clock.set(moment)
        #expect(clock.clock.now() == moment)
        #expect(WallClock.system.now() > moment)
    }
}
