public import Database
public import Essentials

/// The ways to sign for the head of an agency (NĐ 30/2020 Đ. 13).
public enum AuthorisationKind: String, CaseIterable, Sendable, SQLConvertible {
    /// KT.: a field of work assigned to a deputy (ký thay).
    case deputy
    /// TL.: by order, to the head of a unit of the agency, as its rules of work say (ký thừa lệnh).
    case byOrder = "by-order"
    /// TUQ.: by authorisation in a special case, in writing, limited in time and content (ký thừa ủy quyền).
    case authorised

    /// What stands before the giver's position.
    public var prefix: String {
        switch self {
        case .deputy: "KT."
        case .byOrder: "TL."
        case .authorised: "TUQ."
        }
    }

    public var name: Wording {
        switch self {
        case .deputy: Wording("Ký thay (KT.)", en: "For the head (KT.)")
        case .byOrder: Wording("Ký thừa lệnh (TL.)", en: "By order (TL.)")
        case .authorised: Wording("Ký thừa ủy quyền (TUQ.)", en: "By authorisation (TUQ.)")
        }
    }
}

/// A document by which the head of an agency lets somebody sign: who, what, from when to when.
public struct WrittenAuthorisation: Hashable, Sendable {
    public let id: ID<WrittenAuthorisation>
    public let kind: AuthorisationKind
    /// The agency in whose form, and under whose seal, is signed.
    public let agency: ID<Unit>
    public let giver: ID<Post>
    public let receiver: ID<Post>
    /// What may be signed, in the words of the document.
    public let scope: String
    /// Codes of the types of document (`QĐ`, `CV`); empty for every type.
    public let documentTypes: Set<String>
    public let decisionNumber: String
    public let decidedOn: CivilDate
    public let validity: Validity

    /// Whether it speaks of a type of document; without one, whether it speaks of any.
    public func covers(_ documentType: String?) -> Bool {
        guard let documentType, !documentTypes.isEmpty else { return true }
        return documentTypes.contains(documentType)
    }
}

extension WrittenAuthorisation: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        agency = try row["agency_id"]
        giver = try row["giver_post_id"]
        receiver = try row["receiver_post_id"]
        scope = try row["scope"]
        let types: String = try row["document_types"]
        documentTypes = Set(types.split(separator: ",").map(String.init))
        decisionNumber = try row["decision_number"]
        decidedOn = try row["decided_on"]
        let ended: CivilDate? = try row["ended_on"]
        let written = try Validity(row: row)
        validity = Validity(from: written.from, to: [ended, written.to].compactMap(\.self).min())
    }

    /// An authorisation by its identifier, also one that has ended.
    public static func find(_ id: ID<WrittenAuthorisation>, in db: Connection) throws -> WrittenAuthorisation? {
        try db.first("SELECT * FROM written_authorisation WHERE id = \(id)")
    }

    /// All that were ever given in an agency, the newest first.
    public static func list(of agency: ID<Unit>, limit: Int = 200, in db: Connection) throws -> [WrittenAuthorisation] {
        try db.all(
            "SELECT * FROM written_authorisation WHERE agency_id = \(agency) ORDER BY valid_from DESC, id DESC LIMIT \(limit)"
        )
    }

    /// All that posts have ever received.
    static func received(by posts: [ID<Post>], in db: Connection) throws -> [WrittenAuthorisation] {
        try db.all(
            "SELECT * FROM written_authorisation WHERE receiver_post_id IN (\(list: posts)) ORDER BY id")
    }

    /// Those that a post gave or received and that hold on a day or later.
    static func touching(_ post: ID<Post>, from day: CivilDate, in db: Connection) throws -> [WrittenAuthorisation] {
        let all: [WrittenAuthorisation] = try db.all(
            """
            SELECT * FROM written_authorisation
            WHERE (receiver_post_id = \(post) OR giver_post_id = \(post)) AND ended_on IS NULL
              AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY id
            """)
        return all
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO written_authorisation (
                id, kind, agency_id, giver_post_id, receiver_post_id, scope, document_types, decision_number, decided_on,
                valid_from, valid_to)
            VALUES (
                \(id), \(kind), \(agency), \(giver), \(receiver), \(scope), \(documentTypes.sorted().joined(separator: ",")),
                \(decisionNumber), \(decidedOn), \(validity.from), \(validity.to))
            """)
    }

    /// Ends it after a day; before its first day it never held.
    func end(after day: CivilDate, in db: Connection) throws {
        try db.execute("UPDATE written_authorisation SET ended_on = \(day) WHERE id = \(id)")
    }
}
