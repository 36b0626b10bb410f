public import Essentials

/// How somebody may sign for an agency on a day, and how the signer's block then reads (NĐ 30/2020 Đ. 13, PL I II.7).
public struct SigningAuthority: Hashable, Sendable {
    /// What stands before the position.
    public enum Prefix: String, CaseIterable, Sendable {
        case byOffice = ""
        case acting = "Q."
        case forHead = "KT."
        case byOrder = "TL."
        case authorised = "TUQ."
    }

    public let prefix: Prefix
    /// The lines above the signature, in capitals: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.
    public let lines: [String]
    /// The document it rests on; nil where it comes with the office.
    public let basis: ID<WrittenAuthorisation>?
}

/// Why somebody may not sign.
public enum SigningRefusal: Refusal, Equatable {
    case postDoesNotHold
    case noAuthority
    case notYet(from: CivilDate)
    case expired(on: CivilDate)
    /// The authorisation speaks of other documents.
    case outsideScope(String)
    case giverHasLeft
    /// What was authorised (TUQ.) cannot be passed on.
    case passedOn

    public var message: Wording {
        switch self {
        case .postDoesNotHold:
            Wording("Chức vụ không có hiệu lực vào ngày ký", en: "The post does not hold on the day of signing")
        case .noAuthority:
            Wording("Không có thẩm quyền ký văn bản của cơ quan này", en: "No authority to sign for this agency")
        case .notYet(let day):
            Wording("Chỉ được ký từ ngày \(day.vietnamese)", en: "The authority begins on \(day)")
        case .expired(let day):
            Wording("Thẩm quyền ký đã hết ngày \(day.vietnamese)", en: "The authority ended on \(day)")
        case .outsideScope(let scope):
            Wording("Văn bản này ngoài phạm vi được giao: \(scope)", en: "Outside what was given: \(scope)")
        case .giverHasLeft:
            Wording("Người ủy quyền không còn giữ chức vụ", en: "Who gave the authority no longer holds the post")
        case .passedOn:
            Wording("Việc thừa ủy quyền không được ủy quyền lại", en: "An authorisation (TUQ.) cannot be passed on")
        }
    }
}

/// Everything that decides whether somebody may sign; the rule over it asks no database.
struct SigningFacts: Sendable {
    /// An authorisation with those it names.
    struct Given: Sendable {
        let authorisation: WrittenAuthorisation
        let giver: Post
        let receiver: Post
    }

    let signer: Post
    let signerUnit: Unit
    let agency: Unit
    /// The head of the agency on the day; nil while the post is vacant.
    let agencyHead: Post?
    /// Who leads the signer's own unit on the day.
    let unitHead: Post?
    /// All that the signer ever received for this agency.
    let received: [Given]
    /// All that the heads of the signer's unit ever received for this agency.
    let receivedByUnit: [Given]
}
