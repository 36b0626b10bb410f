import Deadlines
import Essentials
import Testing

/// Pauses, restarts and extensions.
@Suite struct DeadlineLedgerTests {
    private let start = moment("06/10/2025 09:00")

    private func pause(_ from: String, _ to: String) -> [ClockEvent] {
        [.suspend(at: moment(from), reason: "chờ kết luận", source: local), .resume(at: moment(to))]
    }

    private func due(_ term: Term, _ ledger: [ClockEvent]) throws -> String {
        written(try deadline(start: start, term: term, calendar: national, ledger: ledger).due)
    }

    @Test func `a pause moves working days by those in it, without its first and with its last day`() throws {
        #expect(try due(.workingDays(5), []) == "13/10/2025 17:00")
        #expect(try due(.workingDays(5), pause("08/10/2025 09:00", "09/10/2025 16:00")) == "14/10/2025 17:00")
        #expect(try due(.workingDays(5), pause("08/10/2025 09:00", "12/10/2025 16:00")) == "15/10/2025 17:00")
        #expect(try due(.workingDays(5), pause("08/10/2025 07:00", "08/10/2025 17:00")) == "13/10/2025 17:00")
        #expect(try due(.workingDays(5), pause("13/10/2025 17:00", "15/10/2025 08:00")) == "13/10/2025 17:00")
    }

    @Test func `a pause moves a term in days by the days in it, and the last day rolls`() throws {
        #expect(try due(.calendarDays(4), []) == "10/10/2025 17:00")
        #expect(try due(.calendarDays(4), pause("08/10/2025 09:00", "09/10/2025 09:00")) == "13/10/2025 17:00")
        #expect(try due(.months(1), []) == "06/11/2025 17:00")
        #expect(try due(.months(1), pause("08/10/2025 09:00", "09/10/2025 09:00")) == "07/11/2025 17:00")
    }

    @Test func `a term in hours goes on from the resumption with what is left of it`() throws {
        #expect(try due(.workingHours(8), pause("06/10/2025 10:00", "07/10/2025 14:00")) == "08/10/2025 11:00")
        #expect(try due(.workingHours(2), pause("06/10/2025 10:00", "06/10/2025 10:30")) == "06/10/2025 11:30")
        #expect(try due(.wallHours(2), pause("06/10/2025 10:00", "06/10/2025 22:00")) == "06/10/2025 23:00")
        #expect(try due(.wallHours(1), pause("06/10/2025 10:00", "06/10/2025 22:00")) == "06/10/2025 10:00")
    }

    @Test func `two pauses add up, in whatever order they are given`() throws {
        let ledger = pause("07/10/2025 09:00", "08/10/2025 09:00") + pause("08/10/2025 15:00", "10/10/2025 09:00")
        #expect(try due(.workingDays(5), ledger) == "16/10/2025 17:00")
        #expect(try due(.workingDays(5), ledger.reversed()) == "16/10/2025 17:00")
    }

    @Test func `a clock that stands still has no due time, unless it ran out before`() throws {
        let open = [ClockEvent.suspend(at: moment("08/10/2025 14:00"), reason: "chờ", source: nil)]
        for term in [Term.workingDays(5), .calendarDays(9), .workingHours(40), .wallHours(100), .months(1)] {
            #expect(throws: DeadlineError.stillSuspended(since: moment("08/10/2025 14:00"))) {
                try due(term, open)
            }
        }
        #expect(try due(.workingDays(2), open) == "08/10/2025 17:00")
        #expect(try due(.workingHours(4), open) == "06/10/2025 15:00")
        #expect(try due(.wallHours(4), open) == "06/10/2025 13:00")
    }

    @Test func `a restart forgets what was before it`() throws {
        let ledger: [ClockEvent] =
            pause("07/10/2025 09:00", "08/10/2025 09:00")
            + [
                .suspend(at: moment("09/10/2025 09:00"), reason: "chờ bổ sung", source: nil),
                .restart(at: moment("15/10/2025 10:00"), source: .oneStopDecree("Đ. 19 k. 5")),
            ]
        let restarted = try deadline(start: start, term: .workingDays(5), calendar: national, ledger: ledger)
        #expect(written(restarted.due) == "22/10/2025 17:00")
        #expect(restarted.start == moment("15/10/2025 10:00"))
        #expect(restarted.citations.contains(.oneStopDecree("Đ. 19 k. 5")))
    }

    @Test func `an extension replaces the due time once`() throws {
        let appointment = ClockEvent.extend(
            at: moment("10/10/2025 09:00"), to: moment("20/10/2025 17:00"), reason: "chưa có kết quả",
            source: .oneStopDecree("Đ. 19 k. 6"))
        let extended = try deadline(start: start, term: .workingDays(5), calendar: national, ledger: [appointment])
        #expect(written(extended.due) == "20/10/2025 17:00")
        #expect(extended.trace.contains { $0.rule == "extension" })
        let second = ClockEvent.extend(
            at: moment("17/10/2025 09:00"), to: moment("30/10/2025 17:00"), reason: "", source: nil)
        #expect(throws: DeadlineError.extendedTwice(moment("17/10/2025 09:00"))) {
            try due(.workingDays(5), [appointment, second])
        }
        let backwards = ClockEvent.extend(at: start, to: moment("13/10/2025 17:00"), reason: "", source: nil)
        #expect(throws: DeadlineError.extensionNotLater(than: moment("13/10/2025 17:00"))) {
            try due(.workingDays(5), [backwards])
        }
    }

    @Test func `a ledger that cannot have happened is refused`() {
        let early = moment("06/10/2025 08:59")
        #expect(throws: DeadlineError.eventBeforeStart(early)) {
            try due(.workingDays(5), [.suspend(at: early, reason: "", source: nil)])
        }
        let again = moment("08/10/2025 09:00")
        #expect(throws: DeadlineError.suspendedTwice(again)) {
            try due(
                .workingDays(5),
                [.suspend(at: start, reason: "", source: nil), .suspend(at: again, reason: "", source: nil)])
        }
        #expect(throws: DeadlineError.resumedWithoutSuspension(again)) {
            try due(.workingDays(5), [.resume(at: again)])
        }
        #expect(throws: DeadlineError.negativeTerm(.workingDays(-1))) { try due(.workingDays(-1), []) }
        #expect(throws: DeadlineError.termTooLong(.months(2_000))) { try due(.months(2_000), []) }
        #expect(throws: DeadlineError.self) { try due(.calendarDays(40_000), []) }
    }
}
