public import Essentials
import Foundation

/// The working calendar (lịch làm việc): everything that was ever decided about days, hours and ways of counting.
///
/// It answers through a `CalendarSnapshot`: the calendar of one place as it was known at one time.
public struct WorkingCalendar: Sendable {
    /// In the order of their ids.
    public let entries: [CalendarEntry]

    /// Checks that every entry is sound and that ids are unique.
    public init(entries: [CalendarEntry]) throws(CalendarError) {
        self.entries = entries.sorted { $0.id < $1.id }
        for (entry, next) in zip(self.entries, self.entries.dropFirst()) where entry.id == next.id {
            throw .duplicateEntry(id: entry.id)
        }
        let ids = Set(entries.map(\.id))
        for entry in self.entries {
            if let flaw = entry.flaw { throw .flawedEntry(id: entry.id, reason: flaw) }
            if let superseded = entry.supersedes, !ids.contains(superseded) || superseded == entry.id {
                throw .unknownSuperseded(id: superseded, by: entry.id)
            }
        }
    }

    /// The nation's calendar as it comes with the platform: the files in `Calendars`. A new year's decisions are a new file
    /// there, `decisions-2028.json`; nothing else has to change.
    public static func national() throws(CalendarError) -> WorkingCalendar {
        guard let folder = Bundle.module.url(forResource: "Calendars", withExtension: nil),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { throw .unreadable(file: "Calendars", reason: "the folder is missing") }
        var entries: [CalendarEntry] = []
        for name in names.sorted() where name.hasSuffix(".json") {
            entries += try CalendarFile.entries(at: folder.appendingPathComponent(name))
        }
        return try WorkingCalendar(entries: entries)
    }

    /// This calendar with further entries, such as a province's own decisions.
    public func adding(_ more: [CalendarEntry]) throws(CalendarError) -> WorkingCalendar {
        try WorkingCalendar(entries: entries + more)
    }

    /// The calendar that holds at `place`.
    ///
    /// - Parameter asKnownAt: leaves out what was recorded later; nil takes everything.
    public func snapshot(
        for place: CalendarPlace = .nation, asKnownAt: Instant? = nil
    ) throws(CalendarError) -> CalendarSnapshot {
        let known = entries.filter { entry in asKnownAt.map { entry.recordedAt <= $0 } ?? true }
        let superseded = Set(known.compactMap(\.supersedes))
        return try CalendarSnapshot(
            place: place, entries: known.filter { !superseded.contains($0.id) && $0.scope.covers(place) })
    }

    /// The calendar a date was promised by, exactly as it was then.
    public func snapshot(_ version: CalendarVersion) throws(CalendarError) -> CalendarSnapshot {
        let snapshot = try snapshot(for: version.place, asKnownAt: version.knownAt)
        guard snapshot.version == version else { throw .unknownVersion(version.description) }
        return snapshot
    }
}

/// One file of calendar entries.
struct CalendarFile: Decodable {
    let about: String
    let entries: [CalendarEntry]

    static func entries(at url: URL) throws(CalendarError) -> [CalendarEntry] {
        do {
            return try JSONDecoder().decode(CalendarFile.self, from: Data(contentsOf: url)).entries
        } catch {
            throw .unreadable(file: url.lastPathComponent, reason: String(describing: error))
        }
    }
}
