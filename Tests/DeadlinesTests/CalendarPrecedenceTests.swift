import Deadlines
import Essentials
import Testing

/// Which of several reasons prevails, who may decide what, and which hours hold.
@Suite struct CalendarPrecedenceTests {
    private let place = CalendarPlace(province: "lam-son", unit: "H12")

    private func snapshot(_ entries: [CalendarEntry]) throws -> CalendarSnapshot {
        try nationalCalendar.adding(entries).snapshot(for: place)
    }

    @Test func `a province's decision holds there and nowhere else`() throws {
        let founding = decision(.dayOff(places: nil), on: ["13/10/2026"], scope: .province("lam-son"))
        let calendar = try nationalCalendar.adding([founding])
        let province = try calendar.snapshot(for: CalendarPlace(province: "lam-son"))
        #expect(try province.day(day("13/10/2026")).kind == .localDayOff)
        #expect(try calendar.snapshot(for: place).day(day("13/10/2026")).kind == .localDayOff)
        #expect(try calendar.snapshot(for: CalendarPlace(province: "other")).isWorking(day("13/10/2026")))
        #expect(try calendar.snapshot().isWorking(day("13/10/2026")))
    }

    @Test func `the unit's decision goes before the province's, and both before the nation's`() throws {
        let provinceOff = decision(.dayOff(places: nil), on: ["13/10/2026"], id: "p", scope: .province("lam-son"))
        let unitWorks = decision(.workingDay, on: ["13/10/2026", "02/09/2026"], id: "u", scope: .unit("H12"))
        let calendar = try snapshot([provinceOff, unitWorks])
        #expect(try calendar.day(day("13/10/2026")).kind == .localWorking)
        #expect(try calendar.day(day("02/09/2026")).kind == .localWorking)
        #expect(try calendar.day(day("02/09/2026")).workingSeconds == 8 * 3600)
    }

    @Test func `a make-up day goes before a day off of the nation, a holiday and the weekly rest`() throws {
        let off = decision(.dayOff(places: nil), on: ["22/08/2026"])
        #expect(try snapshot([off]).day(day("22/08/2026")).kind == .makeUp)
        let localOff = decision(.dayOff(places: nil), on: ["22/08/2026"], scope: .unit("H12"))
        #expect(try snapshot([localOff]).day(day("22/08/2026")).kind == .localDayOff)
        let onHoliday = decision(.swap(madeUpOn: [day("30/04/2026")]), on: ["29/04/2026"])
        #expect(try snapshot([onHoliday]).day(day("30/04/2026")).kind == .makeUp)
        #expect(try snapshot([onHoliday]).day(day("29/04/2026")).kind == .swapped)
    }

    @Test func `of two decisions of the same rank the later one prevails`() throws {
        let first = decision(.dayOff(places: nil), on: ["13/10/2026"], id: "a", scope: .unit("H12"))
        let later = decision(
            .workingDay, on: ["13/10/2026"], id: "b", scope: .unit("H12"), decidedOn: "02/01/2026",
            recordedAt: "02/01/2026 00:00")
        #expect(try snapshot([first, later]).isWorking(day("13/10/2026")))
        #expect(try snapshot([later, first]).isWorking(day("13/10/2026")))
    }

    @Test func `a compensatory day is claimed past a day that a decision names`() throws {
        // Giỗ Tổ 2026 is Sunday 26 April; its Monday is off by decision, so the Tuesday is claimed.
        let calendar = try snapshot([decision(.dayOff(places: nil), on: ["27/04/2026"])])
        #expect(try calendar.day(day("27/04/2026")).kind == .decreed)
        #expect(try calendar.day(day("28/04/2026")).kind == .compensatory)
        #expect(try calendar.isWorking(day("29/04/2026")))
    }

    @Test func `a holiday on a Saturday that is worked is not made good`() throws {
        let worked = decision(.swap(madeUpOn: [day("26/04/2026")]), on: ["23/04/2026"])
        let calendar = try snapshot([worked])
        #expect(try calendar.day(day("26/04/2026")).kind == .makeUp)
        #expect(try calendar.isWorking(day("27/04/2026")))
    }

    @Test func `hours depend on unit, season and weekday, and a make-up day has those of the day it replaces`() throws {
        let summer = WorkingHours(
            [WorkingWindow("06:30-11:00")!, WorkingWindow("13:00-16:30")!],
            season: Season(from: MonthDay("15/4")!, through: MonthDay("15/9")!))
        let friday = WorkingHours([WorkingWindow("07:00-11:30")!], weekdays: [.friday])
        let calendar = try snapshot([
            rule(.hours(summer), from: "01/01/2026", id: "summer", scope: .unit("H12")),
            rule(.hours(friday), from: "01/01/2026", id: "friday", scope: .unit("H12")),
        ])
        #expect(try calendar.day(day("14/04/2026")).windows.map(\.description) == ["07:00-11:30", "13:30-17:00"])
        #expect(try calendar.day(day("15/04/2026")).windows.map(\.description) == ["06:30-11:00", "13:00-16:30"])
        #expect(try calendar.day(day("17/04/2026")).windows.map(\.description) == ["07:00-11:30"])
        #expect(try calendar.day(day("17/04/2025")).windows.count == 2, "before the rule holds")
        // 22 August makes up for Monday 31 August; both are summer.
        #expect(try calendar.day(day("22/08/2026")).windows.map(\.description) == ["06:30-11:00", "13:00-16:30"])
        #expect(try calendar.day(day("10/01/2026")).windows.map(\.description) == ["07:00-11:30"], "for a Friday")
    }

    @Test func `a counter open on Saturday receives people but lets no term run`() throws {
        let counter = WorkingHours([WorkingWindow("07:30-11:00")!], use: .reception, weekdays: [.saturday])
        let calendar = try snapshot([rule(.hours(counter), from: "01/01/2025", scope: .unit("H12"))])
        #expect(calendar.receptionWindows(on: day("11/10/2025")).map(\.description) == ["07:30-11:00"])
        #expect(calendar.receptionWindows(on: day("10/10/2025")).isEmpty)
        #expect(try !calendar.isWorking(day("11/10/2025")))
    }

    @Test func `a season may run over New Year`() throws {
        let winter = Season(from: MonthDay("16/9")!, through: MonthDay("14/4")!)
        let calendar = try snapshot([
            rule(
                .hours(WorkingHours([WorkingWindow("08:00-12:00")!], season: winter)), from: "01/01/2025",
                scope: .unit("H12"))
        ])
        #expect(try calendar.day(day("05/01/2026")).windows.count == 1)
        #expect(try calendar.day(day("15/04/2026")).windows.count == 2)
    }
}
