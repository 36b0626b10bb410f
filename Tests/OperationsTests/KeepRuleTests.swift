import Essentials
import Testing

@testable import Operations

struct KeepRuleTests {
    /// A backup on each day, the first of January 2026 first.
    private static func daily(_ days: Int) throws -> [(id: ID<Backup>, on: CivilDate)] {
        let first = try #require(CivilDate("2026-01-01"))
        return (0..<days).map { (ID(rawValue: Int64($0)), first.adding(days: $0)) }
    }

    private static func dates(_ rule: KeepRule, _ backups: [(id: ID<Backup>, on: CivilDate)]) -> [String] {
        let kept = rule.kept(of: backups)
        return backups.filter { kept.contains($0.id) }.map { "\($0.on)" }
    }

    @Test func `the newest of each day, week and month is kept`() throws {
        let backups = try Self.daily(100)
        let kept = Self.dates(KeepRule(last: 0, days: 3, weeks: 2, months: 2), backups)
        // 10 April 2026 is a Friday; the week before ended on Sunday, 5 April.
        #expect(kept == ["2026-03-31", "2026-04-05", "2026-04-08", "2026-04-09", "2026-04-10"])
    }

    @Test func `the newest backup is kept whatever the rule says`() throws {
        let backups = try Self.daily(3)
        #expect(Self.dates(KeepRule(last: 0, days: 0, weeks: 0, months: 0), backups) == ["2026-01-03"])
        #expect(KeepRule().kept(of: []).isEmpty)
    }

    @Test func `of several on one day the last is that day's`() throws {
        let day = try #require(CivilDate("2026-01-01"))
        let backups: [(id: ID<Backup>, on: CivilDate)] = [
            (ID(rawValue: 1), day), (ID(rawValue: 2), day), (ID(rawValue: 3), day.adding(days: 1)),
        ]
        let kept = KeepRule(last: 1, days: 2, weeks: 0, months: 0).kept(of: backups)
        #expect(kept == [ID(rawValue: 2), ID(rawValue: 3)])
    }
}
