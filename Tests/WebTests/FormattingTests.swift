import Database
import Essentials
import Testing

@testable import Web

/// Dates, numbers and ages as people write them.
struct FormattingTests {
    /// 2026-02-03.
    private static let day = CivilDate(dayNumber: 20_487)

    @Test(arguments: [
        (0, "0", "0"), (999, "999", "999"), (1000, "1.000", "1,000"), (22137, "22.137", "22,137"),
        (-1_250_000, "-1.250.000", "-1,250,000"),
    ])
    func `numbers have a mark between thousands`(number: Int, vietnamese: String, english: String) {
        #expect(Formatting.number(number, in: .vietnamese) == vietnamese)
        #expect(Formatting.number(number, in: .english) == english)
    }

    @Test func `a day is written with its zeros, and in English with its month in letters`() {
        #expect(Self.day.text(in: .vietnamese) == "03/02/2026")
        #expect(Self.day.text(in: .english) == "3 Feb 2026")
    }

    @Test func `a moment has its hour`() {
        let moment = Instant(Self.day, TimeOfDay(hour: 14, minute: 30) ?? .midnight)
        #expect(moment.text(in: .vietnamese) == "14:30 03/02/2026")
        #expect(moment.text(in: .english) == "3 Feb 2026, 14:30")
    }

    @Test(arguments: [
        (0.9814, "98,14 %", "98.14%"), (1, "100,00 %", "100.00%"), (0.00005, "0,01 %", "0.01%"),
        (-0.5, "-50,00 %", "-50.00%"),
    ])
    func `shares have two decimals`(share: Double, vietnamese: String, english: String) {
        #expect(Share(share).text(in: .vietnamese) == vietnamese)
        #expect(Share(share).text(in: .english) == english)
    }

    @Test func `money has its currency`() {
        #expect(Money(dong: 1_250_000).text(in: .vietnamese) == "1.250.000 đ")
        #expect(Money(dong: 1_250_000).text(in: .english) == "VND 1,250,000")
    }

    @Test func `a count beyond a thousand says more than`() {
        #expect(CappedCount(1000).text(in: .vietnamese) == "1.000")
        #expect(CappedCount(1001).text(in: .vietnamese) == "hơn 1.000")
        #expect(CappedCount(1001).text(in: .english) == "over 1,000")
    }

    @Test(arguments: [(640, "640 byte"), (2_400, "2 kB"), (2_449_000, "2,4 MB"), (3_100_000_000, "3,1 GB")])
    func `sizes are rounded to what one can picture`(bytes: Int, text: String) {
        #expect(FileSize(bytes: bytes).text(in: .vietnamese) == text)
    }

    @Test(arguments: [
        (30, "vừa xong", "just now"), (90, "1 phút trước", "1 minute ago"), (7200, "2 giờ trước", "2 hours ago"),
        (-60, "09:01 20/11/2026", "20 Nov 2026, 09:01"), (86_400, "hôm qua, 09:00", "yesterday, 09:00"),
        (36_000, "hôm qua, 23:00", "yesterday, 23:00"), (4 * 86_400, "4 ngày trước", "4 days ago"),
        (30 * 86_400, "21/10", "21 Oct"), (400 * 86_400, "16/10/2025", "16 Oct 2025"),
    ])
    func `ages are told the way one would`(secondsAgo: Int, vietnamese: String, english: String) {
        let age = Age(of: TestHouse.start.adding(seconds: Int64(-secondsAgo)), at: TestHouse.start)
        #expect(age.text(in: .vietnamese) == vietnamese)
        #expect(age.text(in: .english) == english)
    }

    @Test func `durations are in working days and hours`() {
        #expect(WorkingDuration(days: 3).text(in: .vietnamese) == "3 ngày làm việc")
        #expect(WorkingDuration(hours: 2).text(in: .vietnamese) == "2 giờ làm việc")
        #expect(WorkingDuration(days: 1, hours: 4).text(in: .vietnamese) == "1 ngày 4 giờ làm việc")
        #expect(WorkingDuration(days: 1).text(in: .english) == "1 working day")
    }
}
