/// The paper on which a day off, a clock or a way of counting rests.
public struct LegalSource: Hashable, Sendable {
    /// How the paper is cited: `Công văn 8726/VPCP-KGVX`, `Bộ luật Lao động 2019`, or where it was published.
    public let title: String
    /// Its number and symbol; nil where only its publication could be established.
    public let number: String?
    /// Who issued it.
    public let issuer: String
    /// Article and clause: `Đ. 112 k. 1`.
    public let article: String?
    /// The reading, or the paper itself, is to be confirmed at the primary source.
    public let isUncertain: Bool

    public init(
        _ title: String, number: String? = nil, issuer: String, article: String? = nil, isUncertain: Bool = false
    ) {
        self.title = title
        self.number = number
        self.issuer = issuer
        self.article = article
        self.isUncertain = isUncertain
    }

    /// `Bộ luật Lao động 2019 Đ. 112 k. 1`; an uncertain one says so.
    public var citation: String {
        [title, article, isUncertain ? "(chưa chắc chắn)" : nil].compactMap { $0 }.joined(separator: " ")
    }
}

extension LegalSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case title, number, issuer, article, uncertain
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try fields.decode(String.self, forKey: .title),
            number: try fields.decodeIfPresent(String.self, forKey: .number),
            issuer: try fields.decode(String.self, forKey: .issuer),
            article: try fields.decodeIfPresent(String.self, forKey: .article),
            isUncertain: try fields.decodeIfPresent(Bool.self, forKey: .uncertain) ?? false)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(title, forKey: .title)
        try fields.encodeIfPresent(number, forKey: .number)
        try fields.encode(issuer, forKey: .issuer)
        try fields.encodeIfPresent(article, forKey: .article)
        if isUncertain { try fields.encode(true, forKey: .uncertain) }
    }
}

extension LegalSource {
    /// Bộ luật Dân sự 2015, whose articles 145–148 say how a term is counted.
    public static func civilCode(_ article: String) -> LegalSource {
        LegalSource("Bộ luật Dân sự 2015", number: "91/2015/QH13", issuer: "Quốc hội", article: article)
    }

    /// The one-stop decree.
    public static func oneStopDecree(_ article: String) -> LegalSource {
        LegalSource("Nghị định 118/2025/NĐ-CP", number: "118/2025/NĐ-CP", issuer: "Chính phủ", article: article)
    }
}
