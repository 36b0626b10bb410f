import Deadlines
import Essentials
import Testing

/// What holds for every start, term and calendar, over thousands of seeded cases.
@Suite struct DeadlinePropertiesTests {
    static let kinds = Array(0..<5)

    private func due(_ start: Instant, _ term: Term, _ calendar: CalendarSnapshot = national) throws -> Instant {
        try deadline(start: start, term: term, calendar: calendar).due
    }

    @Test(arguments: kinds)
    func `a later start is never due earlier`(kind: Int) throws {
        var generator = SeededGenerator(UInt64(100 + kind))
        for _ in 0..<800 {
            let term = generator.term(kind)
            let first = generator.moment()
            let second = first.adding(seconds: 60 * .random(in: 0...(4 * 1440), using: &generator))
            #expect(try due(first, term) <= due(second, term), "\(term) from \(first) and \(second)")
        }
    }

    @Test(arguments: kinds)
    func `a longer term is never due earlier`(kind: Int) throws {
        var generator = SeededGenerator(UInt64(200 + kind))
        for _ in 0..<800 {
            let start = generator.moment()
            let pair = [generator.term(kind), generator.term(kind)].sorted { Self.amount($0) < Self.amount($1) }
            #expect(try due(start, pair[0]) <= due(start, pair[1]), "\(pair) from \(start)")
        }
    }

    @Test func `a longer term in parts of working days is never due earlier`() throws {
        var generator = SeededGenerator(250)
        for _ in 0..<800 {
            let start = generator.moment()
            let amounts = [Int.random(in: 1...600, using: &generator), .random(in: 1...600, using: &generator)].sorted()
            let terms = amounts.map { Term.workingDays(Quantity(hundredths: $0)) }
            #expect(try due(start, terms[0]) <= due(start, terms[1]), "\(terms) from \(start)")
        }
    }

    private static func amount(_ term: Term) -> Int {
        switch term {
        case .workingHours(let amount), .workingDays(let amount): amount.hundredths
        case .calendarDays(let amount), .months(let amount), .wallHours(let amount): amount
        }
    }

    @Test func `working hours and working days may be counted in parts`() throws {
        var generator = SeededGenerator(300)
        for _ in 0..<1500 {
            let start = generator.moment()
            let (a, b) = (Int.random(in: 0...4_000, using: &generator), Int.random(in: 0...4_000, using: &generator))
            let hours = try due(due(start, .workingHours(.init(hundredths: a))), .workingHours(.init(hundredths: b)))
            #expect(try hours == due(start, .workingHours(.init(hundredths: a + b))), "\(a), \(b) from \(start)")
            let (m, n) = (Int.random(in: 1...20, using: &generator), Int.random(in: 0...20, using: &generator))
            let days = try due(due(start, .workingDays(Quantity(m))), .workingDays(Quantity(n)))
            #expect(try days == due(start, .workingDays(Quantity(m + n))), "\(m), \(n) from \(start)")
        }
    }

    @Test(arguments: kinds)
    func `a restart is a new count, and twice at one moment is once`(kind: Int) throws {
        var generator = SeededGenerator(UInt64(400 + kind))
        for _ in 0..<300 {
            let term = generator.term(kind)
            let start = generator.moment()
            let again = start.adding(seconds: 60 * .random(in: 0...20_000, using: &generator))
            let restart = ClockEvent.restart(at: again, source: nil)
            let fresh = try due(again, term)
            for ledger in [[restart], [restart, restart]] {
                #expect(try deadline(start: start, term: term, calendar: national, ledger: ledger).due == fresh)
            }
        }
    }

    @Test(arguments: 1..<4)
    func `a pause within one day changes no term in days`(kind: Int) throws {
        var generator = SeededGenerator(UInt64(500 + kind))
        for _ in 0..<500 {
            let term = generator.term(kind)
            let start = generator.moment()
            let date = start.date.adding(days: .random(in: 1...30, using: &generator))
            let minutes = [Int.random(in: 0..<1440, using: &generator), .random(in: 0..<1440, using: &generator)]
            let times = minutes.sorted().map { Instant(date, TimeOfDay(secondsSinceMidnight: $0 * 60)) }
            let paused = try deadline(
                start: start, term: term, calendar: national,
                ledger: [.suspend(at: times[0], reason: "", source: nil), .resume(at: times[1])])
            #expect(try paused.due == due(start, term))
        }
    }

    @Test func `a pause moves working days by exactly the working days in it`() throws {
        var generator = SeededGenerator(550)
        for _ in 0..<1000 {
            let start = generator.moment()
            let days = Int.random(in: 1...30, using: &generator)
            let unpaused = try due(start, .workingDays(Quantity(days)))
            let suspended = start.date.adding(days: .random(in: 0...60, using: &generator))
            guard suspended < unpaused.date else { continue }
            let resumed = suspended.adding(days: .random(in: 0...20, using: &generator))
            let ledger: [ClockEvent] = [
                .suspend(at: Instant(suspended, TimeOfDay(secondsSinceMidnight: 86_399)), reason: "", source: nil),
                .resume(at: Instant(resumed, TimeOfDay(secondsSinceMidnight: 86_399))),
            ]
            let paused = try deadline(
                start: start, term: .workingDays(Quantity(days)), calendar: national, ledger: ledger)
            let moved = try national.workingDays(after: suspended, through: resumed)
            #expect(try paused.due == due(start, .workingDays(Quantity(days + moved))))
        }
    }

    @Test func `a further day off never makes a term due earlier, a further make-up day never later`() throws {
        var generator = SeededGenerator(600)
        for round in 0..<60 {
            let date = generator.moment(in: day("01/01/2024")...day("31/12/2027")).date
            let scope: CalendarScope = Bool.random(using: &generator) ? .nation : .unit("H12")
            let place = CalendarPlace(unit: "H12")
            let before = try nationalCalendar.snapshot(for: place)
            let off = try nationalCalendar.adding([
                decision(.dayOff(places: nil), on: [date.vietnamese], scope: scope)
            ]).snapshot(for: place)
            let worked = try nationalCalendar.adding([decision(.workingDay, on: [date.vietnamese], scope: scope)])
                .snapshot(for: place)
            for _ in 0..<20 {
                let start = generator.moment(in: date.adding(days: -30)...date.adding(days: 5))
                let term = generator.term(round % 2)
                let usual = try due(start, term, before)
                #expect(try due(start, term, off) >= usual, "\(date) off: \(term) from \(start)")
                #expect(try due(start, term, worked) <= usual, "\(date) worked: \(term) from \(start)")
            }
        }
    }

    @Test(arguments: kinds)
    func `what the trace counts is the term`(kind: Int) throws {
        var generator = SeededGenerator(UInt64(700 + kind))
        for _ in 0..<500 {
            let term = generator.term(kind)
            let start = generator.moment()
            let suspended = start.adding(seconds: 60 * .random(in: 0...5_000, using: &generator))
            let ledger: [ClockEvent] =
                Bool.random(using: &generator)
                ? []
                : [
                    .suspend(at: suspended, reason: "", source: nil),
                    .resume(at: suspended.adding(seconds: 60 * .random(in: 0...9_000, using: &generator))),
                ]
            let result = try deadline(start: start, term: term, calendar: national, ledger: ledger)
            let sum = result.trace.reduce(TraceStep.Used.nothing) { $0 + $1.counted }
            #expect(sum == Self.budget(of: term, from: start), "\(term) from \(start)")
            #expect(result.trace.last { $0.rule == "due" }?.total == sum)
        }
    }

    private static func budget(of term: Term, from start: Instant) -> TraceStep.Used {
        switch term {
        case .workingHours(let amount): TraceStep.Used(days: 0, microseconds: Int64(amount.hundredths) * 36_000_000)
        case .workingDays(let amount): TraceStep.Used(days: amount.whole, microseconds: 0)
        case .calendarDays(let days): TraceStep.Used(days: days, microseconds: 0)
        case .months(let months):
            TraceStep.Used(days: start.date.adding(months: months).days(since: start.date), microseconds: 0)
        case .wallHours(let hours): TraceStep.Used(days: 0, microseconds: Int64(hours) * 3_600_000_000)
        }
    }

    @Test func `a due time is always in working time, except by the clock`() throws {
        var generator = SeededGenerator(800)
        for round in 0..<2000 {
            let term = generator.term(round % 4)
            let result = try due(generator.moment(), term)
            let windows = try national.day(result.date).windows
            #expect(windows.contains { $0.opens <= result.time && result.time <= $0.closes }, "\(term) due \(result)")
        }
    }
}
