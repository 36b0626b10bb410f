import Essentials

/// What a decision says about one day.
struct Verdict: Sendable {
    let kind: DayKind
    let entry: CalendarEntry
    let pairedWith: CivilDate?

    /// For each day that entries name, what prevails: the unit's decision, then the province's, then make-up days, then
    /// days off; of equals the later decision.
    static func prevailing(among entries: [CalendarEntry]) -> [CivilDate: Verdict] {
        var verdicts: [CivilDate: Verdict] = [:]
        for entry in entries {
            for (date, verdict) in all(in: entry) where verdicts[date].map({ verdict.outranks($0) }) ?? true {
                verdicts[date] = verdict
            }
        }
        return verdicts
    }

    private static func all(in entry: CalendarEntry) -> [(CivilDate, Verdict)] {
        let isLocal = entry.scope != .nation
        switch entry.ruling {
        case .dayOff:
            let kind: DayKind = isLocal ? .localDayOff : .decreed
            return entry.dates.map { ($0, Verdict(kind: kind, entry: entry, pairedWith: nil)) }
        case .workingDay:
            return entry.dates.map { ($0, Verdict(kind: .localWorking, entry: entry, pairedWith: nil)) }
        case .swap(let madeUpOn):
            return zip(entry.dates, madeUpOn).flatMap { off, worked in
                [
                    (off, Verdict(kind: .swapped, entry: entry, pairedWith: worked)),
                    (worked, Verdict(kind: .makeUp, entry: entry, pairedWith: off)),
                ]
            }
        case .feast, .weeklyRest, .hours, .policy:
            return []
        }
    }

    private func outranks(_ other: Verdict) -> Bool {
        (rank, other.entry.decidedOn, other.entry.recordedAt, other.entry.id)
            < (other.rank, entry.decidedOn, entry.recordedAt, entry.id)
    }

    private var rank: Int {
        switch entry.scope {
        case .unit: 0
        case .province: 1
        case .nation: kind.isWorking ? 2 : 3
        }
    }

    var name: Wording {
        switch (kind, pairedWith) {
        case (.swapped, let worked?):
            Wording(
                "Nghỉ hoán đổi (làm bù ngày \(worked.vietnamese))", en: "Swapped day off (made up on \(worked))")
        case (.makeUp, let off?):
            Wording("Làm bù cho ngày \(off.vietnamese)", en: "Make-up day for \(off)")
        default:
            entry.name
        }
    }
}
