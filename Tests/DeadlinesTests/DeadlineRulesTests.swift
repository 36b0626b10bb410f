import Deadlines
import Essentials
import Testing

/// How terms end, what zero and fractions mean, and what is left until a due time.
@Suite struct DeadlineRulesTests {
    private func due(_ term: Term, from start: String, _ policy: DeadlinePolicy? = nil) throws -> String {
        written(try deadline(start: moment(start), term: term, calendar: national, policy: policy).due)
    }

    @Test func `a term of zero days ends at the close of the same working day`() throws {
        for term in [Term.workingDays(0), .calendarDays(0), .months(0)] {
            #expect(try due(term, from: "10/10/2025 09:00") == "10/10/2025 17:00")
            #expect(try due(term, from: "11/10/2025 09:00") == "13/10/2025 17:00")
        }
        #expect(try due(.workingHours(0), from: "10/10/2025 09:00") == "10/10/2025 09:00")
        #expect(try due(.workingHours(0), from: "10/10/2025 11:30") == "10/10/2025 11:30")
        #expect(try due(.workingHours(0), from: "10/10/2025 11:31") == "10/10/2025 13:30")
        #expect(try due(.wallHours(0), from: "11/10/2025 09:00") == "11/10/2025 09:00")
    }

    @Test func `windows are half-open: the closing moment itself is no working time`() throws {
        #expect(try due(.workingHours(1), from: "10/10/2025 11:30") == "10/10/2025 14:30")
        #expect(try due(.workingHours(1), from: "10/10/2025 17:00") == "13/10/2025 08:00")
        #expect(try due(.workingHours(3.5), from: "10/10/2025 13:30") == "10/10/2025 17:00")
    }

    @Test func `a fraction of a working day is that part of eight hours, and runs before the whole days`() throws {
        #expect(try due(.workingDays(0.5), from: "10/10/2025 09:00") == "10/10/2025 15:00")
        #expect(try due(.workingDays(0.25), from: "10/10/2025 16:00") == "13/10/2025 08:00")
        #expect(try due(.workingDays(1.5), from: "10/10/2025 09:00") == "13/10/2025 17:00")
        #expect(try due(.workingDays(1.5), from: "10/10/2025 16:00") == "14/10/2025 17:00")
    }

    @Test func `a day term may end at the clock time of acceptance, moved into the windows`() throws {
        let policy = DeadlinePolicy(dayTermEnd: .acceptanceTime)
        #expect(try due(.workingDays(1), from: "09/10/2025 09:20", policy) == "10/10/2025 09:20")
        #expect(try due(.workingDays(1), from: "09/10/2025 12:15", policy) == "10/10/2025 11:30")
        #expect(try due(.workingDays(1), from: "09/10/2025 05:00", policy) == "10/10/2025 07:00")
        #expect(try due(.workingDays(1), from: "09/10/2025 20:00", policy) == "10/10/2025 17:00")
    }

    @Test func `the 15 o'clock rule moves no start unless a province has entered such a rule`() throws {
        #expect(try due(.workingDays(1), from: "09/10/2025 15:30") == "10/10/2025 17:00")
        let province = DeadlinePolicy(startCutOff: TimeOfDay(hour: 15), basis: local)
        #expect(try due(.workingDays(1), from: "09/10/2025 15:00", province) == "10/10/2025 17:00")
        #expect(try due(.workingDays(1), from: "09/10/2025 15:30", province) == "13/10/2025 17:00")
        #expect(try due(.workingHours(1), from: "10/10/2025 15:30", province) == "13/10/2025 08:00")
    }

    @Test func `the policy is dated data of the place`() throws {
        #expect(national.policy(on: day("01/06/2018")).forwardingCutOff == nil)
        #expect(national.policy(on: day("30/06/2025")).basis?.number == "61/2018/NĐ-CP")
        #expect(national.policy(on: day("01/07/2025")).basis?.number == "118/2025/NĐ-CP")
        let entry = rule(
            .policy(DeadlinePolicy(dayTermEnd: .acceptanceTime)), from: "01/01/2026", scope: .province("lam-son"))
        let calendar = try nationalCalendar.adding([entry]).snapshot(for: CalendarPlace(province: "lam-son"))
        let result = try deadline(start: moment("12/01/2026 09:20"), term: .workingDays(1), calendar: calendar)
        #expect(written(result.due) == "13/01/2026 09:20")
    }

    @Test(arguments: [
        ("31/01/2025", 1, "28/02/2025"), ("31/01/2024", 1, "29/02/2024"), ("30/11/2025", 3, "02/03/2026"),
        ("15/10/2025", 1, "17/11/2025"), ("31/12/2025", 2, "02/03/2026"),
    ])
    func `a month ends on the same day number or its last day, then rolls`(
        start: String, months: Int, end: String
    ) throws {
        #expect(try due(.months(months), from: start + " 09:00") == end + " 17:00")
    }

    @Test func `electronic dossiers are forwarded at once, and before 2018 no cut-off held`() throws {
        let received = moment("11/10/2025 21:40")
        #expect(try Forwarding(receivedAt: received, channel: .electronic, calendar: national).by == received)
        let old = try Forwarding(receivedAt: moment("14/06/2018 16:00"), channel: .inPerson, calendar: national)
        #expect(written(old.by) == "14/06/2018 17:00")
    }

    struct Remaining: CustomTestStringConvertible {
        let now: String
        let vietnamese: String
        let english: String
        var testDescription: String { "\(now): \(vietnamese)" }
    }

    @Test(arguments: [
        Remaining(now: "08/10/2025 10:00", vietnamese: "còn 3 ngày làm việc", english: "3 working days left"),
        Remaining(now: "12/10/2025 10:00", vietnamese: "còn 1 ngày làm việc", english: "1 working day left"),
        Remaining(now: "13/10/2025 09:00", vietnamese: "còn 6 giờ làm việc", english: "6 hours of working time left"),
        Remaining(
            now: "13/10/2025 16:35", vietnamese: "còn 25 phút làm việc", english: "25 minutes of working time left"),
        Remaining(now: "13/10/2025 17:00", vietnamese: "còn 0 phút", english: "0 minutes left"),
        Remaining(now: "13/10/2025 19:30", vietnamese: "quá hạn 2 giờ", english: "2 hours overdue"),
        Remaining(now: "15/10/2025 07:00", vietnamese: "quá hạn 2 ngày", english: "2 days overdue"),
    ])
    func `what is left until Monday 13 October 2025 at 17:00`(_ expected: Remaining) throws {
        let left = try national.remaining(until: moment("13/10/2025 17:00"), at: moment(expected.now))
        #expect(left.wording.vietnamese == expected.vietnamese)
        #expect(left.wording.english == expected.english)
    }

    @Test func `time left counts working days and hours over holidays and years`() throws {
        let left = try national.remaining(until: moment("06/05/2025 17:00"), at: moment("29/04/2025 15:00"))
        #expect(left.workingDays == 2)
        #expect(left.workingSeconds == (2 + 8 + 8) * 3600)
        #expect(left.calendarDays == 7)
        let overNewYear = try national.remaining(until: moment("06/01/2026 17:00"), at: moment("30/12/2025 17:00"))
        #expect(overNewYear.workingDays == 3)
        #expect(overNewYear.workingSeconds == 3 * 8 * 3600)
        let late = try national.remaining(until: moment("30/12/2025 17:00"), at: moment("06/01/2026 17:00"))
        #expect(late.isOverdue && late.workingDays == 3 && late.calendarDays == 7)
    }
}
