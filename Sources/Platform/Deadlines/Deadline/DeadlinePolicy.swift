public import Essentials

/// How terms are counted where the law leaves room. Dated data of the calendar, which a province may set for itself.
public struct DeadlinePolicy: Hashable, Sendable {
    /// When a term in days ends on its last day.
    public enum DayTermEnd: String, Sendable, Codable {
        /// At the closing time of that day (BLDS 2015 Đ. 148 k. 1, read for an office).
        case closing
        /// At the clock time of acceptance, moved into that day's windows.
        case acceptanceTime = "acceptance-time"
    }

    public var dayTermEnd: DayTermEnd
    /// A dossier received in person after this time is forwarded on the next working day
    /// (NĐ 118/2025 Đ. 18 k. 2); nil where no such rule holds. It never moves the start of a term.
    public var forwardingCutOff: TimeOfDay?
    /// Acceptance after this time counts as the next working day's opening. Nil unless a province has entered such a
    /// rule.
    public var startCutOff: TimeOfDay?
    /// What this policy rests on.
    public var basis: LegalSource?
    /// The provision that says when the clock at hand starts; the caller knows which one it is.
    public var startBasis: LegalSource?

    public init(
        dayTermEnd: DayTermEnd = .closing, forwardingCutOff: TimeOfDay? = nil, startCutOff: TimeOfDay? = nil,
        basis: LegalSource? = nil, startBasis: LegalSource? = nil
    ) {
        self.dayTermEnd = dayTermEnd
        self.forwardingCutOff = forwardingCutOff
        self.startCutOff = startCutOff
        self.basis = basis
        self.startBasis = startBasis
    }

    /// The same way of counting for a clock that `source` starts.
    public func starting(by source: LegalSource) -> DeadlinePolicy {
        var policy = self
        policy.startBasis = source
        return policy
    }
}

extension DeadlinePolicy: Codable {
    private enum CodingKeys: String, CodingKey {
        case dayTermEnd, forwardingCutOff, startCutOff
    }

    /// Without the sources: in the calendar they belong to the entry.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func time(_ key: CodingKeys) throws -> TimeOfDay? {
            guard let text = try fields.decodeIfPresent(String.self, forKey: key) else { return nil }
            guard let time = TimeOfDay(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: fields, debugDescription: "'\(text)' is not a time")
            }
            return time
        }
        self.init(
            dayTermEnd: try fields.decode(DayTermEnd.self, forKey: .dayTermEnd),
            forwardingCutOff: try time(.forwardingCutOff), startCutOff: try time(.startCutOff))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(dayTermEnd, forKey: .dayTermEnd)
        try fields.encodeIfPresent(forwardingCutOff?.description, forKey: .forwardingCutOff)
        try fields.encodeIfPresent(startCutOff?.description, forKey: .startCutOff)
    }
}
