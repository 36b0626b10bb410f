import Deadlines
import Essentials
import Testing

/// The golden cases of the calendar, by their numbers, with what they rest on.
@Suite struct GoldenCasesTests {
    struct Case: CustomTestStringConvertible {
        let number: String
        let term: Term
        let start: String
        let due: String
        let law: String

        init(_ number: String, _ term: Term, from start: String, due: String, _ law: String) {
            (self.number, self.term, self.start, self.due, self.law) = (number, term, start, due, law)
        }

        var testDescription: String { "\(number): \(term) from \(start) [\(law)]" }
    }

    static let dueTimes = [
        Case("C2", .workingDays(2), from: "29/04/2025 09:00", due: "06/05/2025 17:00", "CV 8726/VPCP-KGVX"),
        Case("C3a", .workingDays(2), from: "26/04/2024 09:00", due: "03/05/2024 17:00", "CV 2450/VPCP-KGVX"),
        Case("C3b", .workingDays(3), from: "26/04/2024 09:00", due: "04/05/2024 17:00", "CV 2450/VPCP-KGVX"),
        Case("C4", .workingDays(1), from: "29/04/2022 09:00", due: "04/05/2022 17:00", "BLLĐ 2019 Đ. 111 k. 3"),
        Case("C5a", .workingDays(1), from: "21/08/2026 09:00", due: "22/08/2026 17:00", "CV 9859/VPCP-KGVX"),
        Case("C5b", .workingDays(6), from: "21/08/2026 09:00", due: "28/08/2026 17:00", "CV 9859/VPCP-KGVX"),
        Case("C6", .workingHours(8), from: "21/08/2026 16:00", due: "22/08/2026 16:00", "CV 9859/VPCP-KGVX"),
        Case("C7a", .workingDays(1), from: "21/11/2025 09:00", due: "24/11/2025 17:00", "NQ 28/2026/QH16"),
        Case("C7b", .workingDays(1), from: "23/11/2026 09:00", due: "25/11/2026 17:00", "NQ 28/2026/QH16"),
        Case("C8a", .calendarDays(2), from: "09/10/2025 09:00", due: "13/10/2025 17:00", "BLDS 2015 Đ. 148 k. 5"),
        Case("C8b", .calendarDays(2), from: "24/04/2025 09:00", due: "26/04/2025 17:00", "BLDS 2015 Đ. 148 k. 5"),
        Case("C9a", .workingDays(5), from: "06/10/2025 09:00", due: "13/10/2025 17:00", "NĐ 118/2025 Đ. 17 k. 3"),
        Case("C9b", .workingDays(3), from: "06/10/2025 09:00", due: "09/10/2025 17:00", "NĐ 118/2025 Đ. 19 k. 5"),
        Case("C11a", .calendarDays(15), from: "08/10/2025 09:00", due: "23/10/2025 17:00", "NĐ 118/2025 Đ. 19 k. 5"),
        Case("C11b", .calendarDays(15), from: "10/10/2025 09:00", due: "27/10/2025 17:00", "NĐ 118/2025 Đ. 19 k. 5"),
        Case("C13a", .workingHours(8), from: "10/10/2025 16:00", due: "13/10/2025 16:00", "NĐ 118/2025 Đ. 17 k. 2c"),
        Case("C13b", .workingHours(8), from: "10/10/2025 17:30", due: "13/10/2025 17:00", "NĐ 118/2025 Đ. 17 k. 2c"),
        Case("C13c", .workingHours(8), from: "11/10/2025 09:00", due: "13/10/2025 17:00", "NĐ 118/2025 Đ. 17 k. 2c"),
        Case("C14", .workingDays(1), from: "11/10/2025 09:00", due: "13/10/2025 17:00", "BLDS 2015 Đ. 147 k. 2"),
        Case("C15", .wallHours(2), from: "11/10/2025 20:00", due: "11/10/2025 22:00", "NĐ 118/2025 Đ. 17 k. 2"),
        Case("C16a", .workingHours(2), from: "10/10/2025 12:15", due: "10/10/2025 15:30", "BLDS 2015 Đ. 147 k. 1"),
        Case("C16b", .workingHours(4.5), from: "10/10/2025 07:00", due: "10/10/2025 11:30", "BLDS 2015 Đ. 147 k. 1"),
        Case("C17", .months(1), from: "31/01/2025 09:00", due: "28/02/2025 17:00", "BLDS 2015 Đ. 148 k. 3"),
        Case("C18", .workingHours(4), from: "25/04/2025 15:00", due: "26/04/2025 09:00", "CV 8726/VPCP-KGVX"),
    ]

    @Test(arguments: dueTimes)
    func `a golden case is due when the sheet says`(_ golden: Case) throws {
        let result = try deadline(start: moment(golden.start), term: golden.term, calendar: national)
        #expect(written(result.due) == golden.due)
        #expect(!result.isProvisional)
    }

    @Test(arguments: [
        ("C1a", "10/10/2025 14:59:00", "10/10/2025 17:00"), ("C1b", "10/10/2025 15:00:00", "10/10/2025 17:00"),
        ("C1c", "10/10/2025 15:01:00", "13/10/2025 07:00"), ("C14", "11/10/2025 09:00:00", "13/10/2025 07:00"),
        ("C1: a second later", "10/10/2025 15:00:01", "13/10/2025 07:00"),
    ])
    func `what is received in person after 15 o'clock is forwarded on the next working day`(
        number: String, received: String, by: String
    ) throws {
        let forwarding = try Forwarding(receivedAt: moment(received), channel: .inPerson, calendar: national)
        #expect(written(forwarding.by) == by, "\(number), NĐ 118/2025 Đ. 18 k. 2")
    }

    @Test func `C5 a swapped Monday is off and its Saturday is worked`() throws {
        #expect(try !national.isWorking(day("31/08/2026")))
        #expect(try national.day(day("31/08/2026")).pairedWith == day("22/08/2026"))
        #expect(try national.day(day("22/08/2026")).kind == .makeUp)
    }

    @Test func `C10 a full supplement counts the whole term again, where a pause would only go on`() throws {
        let start = moment("06/10/2025 09:00")
        let supplement = moment("15/10/2025 10:00")
        let restarted = try deadline(
            start: start, term: .workingDays(5), calendar: national,
            ledger: [.restart(at: supplement, source: .oneStopDecree("Đ. 19 k. 5"))])
        #expect(written(restarted.due) == "22/10/2025 17:00")
        let paused = try deadline(
            start: start, term: .workingDays(5), calendar: national,
            ledger: [
                .suspend(at: moment("08/10/2025 14:00"), reason: "chờ bổ sung", source: nil), .resume(at: supplement),
            ])
        #expect(written(paused.due) == "20/10/2025 17:00")
    }

    @Test(arguments: [("08/10/2025 09:00", "24/10/2025"), ("10/10/2025 09:00", "28/10/2025")])
    func `C11 a dossier not completed may be closed on the day after the last`(notice: String, from: String) throws {
        let result = try deadline(start: moment(notice), term: .calendarDays(15), calendar: national)
        #expect(result.lapsedFrom == day(from))
    }

    @Test func `C12 an apology is due a day before and warned of on a working day`() throws {
        let limit = try NoticeLimit(atLeast: 1, before: moment("13/10/2025 17:00"), calendar: national)
        #expect(limit.literal == day("12/10/2025"))
        #expect(limit.warnOn == day("10/10/2025"))
        #expect(limit.isLate(sentAt: moment("13/10/2025 07:00")))
        #expect(!limit.isLate(sentAt: moment("12/10/2025 23:59")))
    }
}
