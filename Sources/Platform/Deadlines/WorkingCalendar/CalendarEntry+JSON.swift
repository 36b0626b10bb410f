import Essentials

/// How an entry is spelled in the calendar files. Every one has `id`, `kind`, `name` (`vi`, `en`), `appliesTo`, `scope`,
/// `source`, `decidedOn` and `recordedAt`; `binds` and `supersedes` where they matter; and by its kind:
///
/// - `day-off`: `appliesTo.dates`, and `places` with the feast whose days of that year they are;
/// - `swap`: `appliesTo.dates` off, and as many `madeUpOn`; `working-day`: `appliesTo.dates`;
/// - `feast`, `weekly-rest` (`restDays`), `hours`, `policy`: a standing rule, `appliesTo.from`.
extension CalendarEntry: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, kind, name, appliesTo, places, madeUpOn, feast, restDays, hours, policy
        case scope, binds, source, decidedOn, recordedAt, supersedes
    }

    private enum Kind: String, Codable {
        case dayOff = "day-off"
        case swap
        case workingDay = "working-day"
        case feast
        case weeklyRest = "weekly-rest"
        case hours
        case policy
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let ruling: Ruling =
            switch try fields.decode(Kind.self, forKey: .kind) {
            case .dayOff: .dayOff(places: try fields.decodeIfPresent(String.self, forKey: .places))
            case .swap: .swap(madeUpOn: try fields.decode([CivilDate].self, forKey: .madeUpOn))
            case .workingDay: .workingDay
            case .feast: .feast(try fields.decode(Feast.self, forKey: .feast))
            case .weeklyRest: .weeklyRest(try fields.decode([WeekdayName].self, forKey: .restDays))
            case .hours: .hours(try fields.decode(WorkingHours.self, forKey: .hours))
            case .policy: .policy(try fields.decode(DeadlinePolicy.self, forKey: .policy))
            }
        let scope = try fields.decode(String.self, forKey: .scope)
        guard let scope = CalendarScope(scope) else {
            throw DecodingError.dataCorruptedError(
                forKey: .scope, in: fields, debugDescription: "'\(scope)' is not a scope")
        }
        self.init(
            id: try fields.decode(String.self, forKey: .id), ruling,
            name: try fields.decode(EntryName.self, forKey: .name).wording,
            appliesTo: try fields.decode(Span.self, forKey: .appliesTo), scope: scope,
            binds: try fields.decodeIfPresent(Audience.self, forKey: .binds) ?? .everyone,
            source: try fields.decode(LegalSource.self, forKey: .source),
            decidedOn: try fields.decode(CivilDate.self, forKey: .decidedOn),
            recordedAt: try fields.decode(Instant.self, forKey: .recordedAt),
            supersedes: try fields.decodeIfPresent(String.self, forKey: .supersedes))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try encodeRuling(into: &fields)
        try fields.encode(EntryName(vi: name.vietnamese, en: name.english), forKey: .name)
        try fields.encode(appliesTo, forKey: .appliesTo)
        try fields.encode(scope.description, forKey: .scope)
        try fields.encode(binds, forKey: .binds)
        try fields.encode(source, forKey: .source)
        try fields.encode(decidedOn, forKey: .decidedOn)
        try fields.encode(recordedAt, forKey: .recordedAt)
        try fields.encodeIfPresent(supersedes, forKey: .supersedes)
    }

    private func encodeRuling(into fields: inout KeyedEncodingContainer<CodingKeys>) throws {
        switch ruling {
        case .dayOff(let places):
            try fields.encode(Kind.dayOff, forKey: .kind)
            try fields.encodeIfPresent(places, forKey: .places)
        case .swap(let madeUpOn):
            try fields.encode(Kind.swap, forKey: .kind)
            try fields.encode(madeUpOn, forKey: .madeUpOn)
        case .workingDay:
            try fields.encode(Kind.workingDay, forKey: .kind)
        case .feast(let feast):
            try fields.encode(Kind.feast, forKey: .kind)
            try fields.encode(feast, forKey: .feast)
        case .weeklyRest(let days):
            try fields.encode(Kind.weeklyRest, forKey: .kind)
            try fields.encode(days, forKey: .restDays)
        case .hours(let hours):
            try fields.encode(Kind.hours, forKey: .kind)
            try fields.encode(hours, forKey: .hours)
        case .policy(let policy):
            try fields.encode(Kind.policy, forKey: .kind)
            try fields.encode(policy, forKey: .policy)
        }
    }
}

/// A name in both languages, as the files spell it.
private struct EntryName: Codable {
    let vi: String
    let en: String

    var wording: Wording { Wording(vi, en: en) }
}

extension CalendarEntry.Span: Codable {
    private enum CodingKeys: String, CodingKey {
        case dates, from
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        if let dates = try fields.decodeIfPresent([CivilDate].self, forKey: .dates) {
            self = .dates(dates)
        } else {
            self = .from(try fields.decode(CivilDate.self, forKey: .from))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .dates(let dates): try fields.encode(dates, forKey: .dates)
        case .from(let date): try fields.encode(date, forKey: .from)
        }
    }
}
