import Essentials
import Foundation
import Testing

@testable import Deadlines

/// What was known when: snapshots, corrections, pinned versions, and files that cannot be trusted.
@Suite struct CalendarKnowledgeTests {
    private func snapshot(asKnownOn date: String) throws -> CalendarSnapshot {
        try nationalCalendar.snapshot(asKnownAt: Instant(day(date)))
    }

    @Test(arguments: [
        ("12/10/2025", "31/12/2025"), ("13/10/2025", "31/12/2026"), ("01/10/2026", "31/12/2026"),
        ("02/10/2026", "31/12/2027"), ("31/12/2023", "31/12/2024"),
    ])
    func `decisions reach as far as they were entered by then`(known: String, through: String) throws {
        #expect(try snapshot(asKnownOn: known).decidedThrough == day(through))
    }

    @Test func `a swap is unknown before it was decided`() throws {
        #expect(try snapshot(asKnownOn: "24/12/2025").isWorking(day("02/01/2026")))
        #expect(try snapshot(asKnownOn: "25/12/2025").day(day("02/01/2026")).kind == .swapped)
        #expect(try snapshot(asKnownOn: "23/04/2026").isWorking(day("24/11/2026")))
        #expect(try snapshot(asKnownOn: "24/04/2026").day(day("24/11/2026")).kind == .holiday)
    }

    @Test func `a date beyond the decisions is provisional, and says so`() throws {
        let early = try snapshot(asKnownOn: "12/10/2025")
        let start = moment("26/12/2025 09:00")
        let before = try deadline(start: start, term: .workingDays(5), calendar: early)
        #expect(written(before.due) == "05/01/2026 17:00")
        #expect(before.isProvisional)
        #expect(before.trace.last?.rule == "provisional")
        let after = try deadline(start: start, term: .workingDays(5), calendar: national)
        #expect(written(after.due) == "06/01/2026 17:00")
        #expect(!after.isProvisional)
        #expect(after.trace.allSatisfy { $0.rule != "provisional" })
        #expect(before.calendarVersion != after.calendarVersion)
        let byClock = try deadline(start: moment("01/02/2030 09:00"), term: .wallHours(2), calendar: national)
        #expect(!byClock.isProvisional, "plain time passes whatever is decided")
    }

    @Test func `a correction is a new entry, and the past stays as it was known`() throws {
        let wrong = decision(.dayOff(places: nil), on: ["12/10/2026"], id: "wrong", recordedAt: "02/10/2026 00:00")
        let right = decision(
            .dayOff(places: nil), on: ["13/10/2026"], id: "right", recordedAt: "05/10/2026 08:00", supersedes: "wrong")
        let calendar = try nationalCalendar.adding([wrong, right])
        let then = try calendar.snapshot(asKnownAt: moment("03/10/2026 00:00"))
        #expect(try !then.isWorking(day("12/10/2026")))
        #expect(try then.isWorking(day("13/10/2026")))
        let now = try calendar.snapshot()
        #expect(try now.isWorking(day("12/10/2026")))
        #expect(try !now.isWorking(day("13/10/2026")))
    }

    @Test func `a pinned version gives the same calendar after new entries`() throws {
        let pinned = try snapshot(asKnownOn: "01/12/2025")
        let version = try #require(CalendarVersion(pinned.version.description))
        #expect(version == pinned.version)
        let later = try nationalCalendar.adding([
            decision(.dayOff(places: nil), on: ["29/12/2025"], recordedAt: "20/12/2025 08:00")
        ])
        let again = try later.snapshot(version)
        #expect(again.version == pinned.version)
        #expect(try again.isWorking(day("29/12/2025")))
        #expect(try !later.snapshot().isWorking(day("29/12/2025")))
    }

    @Test func `a version that other entries made is refused`() throws {
        let pinned = try nationalCalendar.adding([
            decision(.dayOff(places: nil), on: ["29/12/2025"], recordedAt: "20/12/2024 08:00")
        ]).snapshot()
        #expect(throws: CalendarError.unknownVersion(pinned.version.description)) {
            try nationalCalendar.snapshot(pinned.version)
        }
    }

    @Test(arguments: ["nation", "nation/lam-son", "nation/lam-son/H12", "nation//H12"])
    func `a place is written and read back`(text: String) throws {
        let place = try #require(CalendarPlace(text))
        #expect(place.description == text)
    }

    @Test(arguments: [
        "", "nation@", "nation@2026-10-02T00:00:00+07:00", "x@2026-10-02T00:00:00+07:00#0123456789abcdef",
    ])
    func `what is no version is not read as one`(text: String) {
        #expect(CalendarVersion(text) == nil)
    }

    @Test func `the order of entries changes neither days nor version`() throws {
        var generator = SeededGenerator(7)
        let shuffled = try WorkingCalendar(entries: nationalCalendar.entries.shuffled(using: &generator)).snapshot()
        #expect(shuffled.version == national.version)
        for year in [1999, 2014, 2026, 2030] {
            #expect(try shuffled.days(ofYear: year) == national.days(ofYear: year))
        }
    }

    @Test func `an entry survives being written to a file and read again`() throws {
        let data = try JSONEncoder().encode(nationalCalendar.entries)
        #expect(try JSONDecoder().decode([CalendarEntry].self, from: data) == nationalCalendar.entries)
    }

    @Test func `nothing is answered before anything was known, nor outside the years`() throws {
        #expect(throws: CalendarError.nothingKnown(for: .nation)) {
            try nationalCalendar.snapshot(asKnownAt: Instant(day("31/12/1975")))
        }
        #expect(throws: CalendarError.outsideYears(day("31/12/1975"))) { try national.day(day("31/12/1975")) }
        #expect(throws: CalendarError.outsideYears(day("01/01/2100"))) { try national.day(day("01/01/2100")) }
        #expect(try national.day(day("31/12/2099")).isWorking)
    }

    @Test func `unsound entries are refused by name`() {
        let swap = decision(.swap(madeUpOn: []), on: ["13/10/2026"])
        #expect(throws: CalendarError.flawedEntry(id: "test", reason: "needs a working day for each day off")) {
            try WorkingCalendar(entries: [swap])
        }
        #expect(throws: CalendarError.self) { try WorkingCalendar(entries: [decision(.dayOff(places: nil), on: [])]) }
        #expect(throws: CalendarError.self) { try WorkingCalendar(entries: [rule(.workingDay, from: "01/01/2026")]) }
        let overlapping = WorkingHours([WorkingWindow("07:00-11:30")!, WorkingWindow("11:00-17:00")!])
        #expect(throws: CalendarError.self) {
            try WorkingCalendar(entries: [rule(.hours(overlapping), from: "01/01/2026")])
        }
        let off = decision(.dayOff(places: nil), on: ["13/10/2026"])
        #expect(throws: CalendarError.duplicateEntry(id: "test")) { try WorkingCalendar(entries: [off, off]) }
        let orphan = decision(.dayOff(places: nil), on: ["13/10/2026"], supersedes: "missing")
        #expect(throws: CalendarError.unknownSuperseded(id: "missing", by: "test")) {
            try WorkingCalendar(entries: [orphan])
        }
    }

    @Test(arguments: [
        "not JSON", "{}", #"{"about": "", "entries": [{"id": "x"}]}"#,
        #"{"about": "", "entries": [{"id": "x", "kind": "holiday"}]}"#,
    ])
    func `a file that does not say what it must is refused by its name`(text: String) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("calendar-\(UUID().uuidString).json")
        try text.write(to: url, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: url) }
        do {
            _ = try CalendarFile.entries(at: url)
            Issue.record("it was read")
        } catch {
            guard case .unreadable(let file, _) = error else { throw error }
            #expect(file == url.lastPathComponent)
        }
    }
}
