import Directory
import Essentials
import Journal

/// A criteria set was brought in, or its draft replaced.
struct CriteriaSetImported: Event {
    static let kind = "evaluation.set-imported"
    let set: ID<KeptSet>
    let code: String
    let version: String

    var subject: Subject { .criteriaSet(set) }
}

/// A criteria set was issued: from now on it does not change (ban hành bộ tiêu chí).
struct CriteriaSetIssued: Event {
    static let kind = "evaluation.set-issued"
    let set: ID<KeptSet>
    let code: String
    let version: String
    let hash: String

    var subject: Subject { .criteriaSet(set) }
}

extension Subject {
    static func criteriaSet(_ id: ID<KeptSet>) -> Subject { Subject("criteria-set", id) }
    static func evaluationRound(_ id: ID<Round>) -> Subject { Subject("evaluation-round", id) }
}

/// An event about one round.
protocol RoundEvent: Event {
    var round: ID<Round> { get }
}

extension RoundEvent {
    var subject: Subject { .evaluationRound(round) }
}

/// A round was opened for declaration (mở đợt đánh giá).
struct RoundOpened: RoundEvent {
    static let kind = "evaluation.round-opened"
    let round: ID<Round>
    let set: ID<KeptSet>
    let holder: ID<Unit>
    let units: [ID<Unit>]
    let declareUntil: CivilDate
    let verifyUntil: CivilDate
}

/// Units that had not handed in were reminded (nhắc gửi phiếu).
struct UnitsReminded: RoundEvent {
    static let kind = "evaluation.units-reminded"
    let round: ID<Round>
    let units: [ID<Unit>]
}

/// A unit may declare after the deadline (mở khóa trễ hạn), as a document allows; the reason is on the form.
struct FormUnlocked: RoundEvent {
    static let kind = "evaluation.form-unlocked"
    let round: ID<Round>
    let unit: ID<Unit>
    let until: CivilDate
    let number: String
}

/// A unit's form was saved; which criteria changed. What was answered stays out of the journal.
struct DeclarationSaved: RoundEvent {
    static let kind = "evaluation.declaration-saved"
    let round: ID<Round>
    let unit: ID<Unit>
    let criteria: [String]
}

/// The head signed the form off; its fingerprint ties the signature to what it said (ký gửi phiếu).
struct DeclarationSigned: RoundEvent {
    static let kind = "evaluation.declaration-signed"
    let round: ID<Round>
    let unit: ID<Unit>
    let fingerprint: String
}

/// The declaration was closed; who had not handed in (khóa tự chấm).
struct DeclarationClosed: RoundEvent {
    static let kind = "evaluation.declaration-closed"
    let round: ID<Round>
    let absent: [ID<Unit>]
}

/// A verifier judged lines of a form; which and how, without the reasons (thẩm định).
struct LinesVerified: RoundEvent {
    static let kind = "evaluation.lines-verified"
    let round: ID<Round>
    let unit: ID<Unit>
    let findings: [String: String]
}

/// All lines of a form are judged (đã thẩm định).
struct VerificationFinished: RoundEvent {
    static let kind = "evaluation.verification-finished"
    let round: ID<Round>
    let unit: ID<Unit>
}

/// The council proposed the result; the hash is of the whole computation (hội đồng đề nghị).
struct ResultsProposed: RoundEvent {
    static let kind = "evaluation.results-proposed"
    let round: ID<Round>
    let packageHash: String
}

/// The result was decided by a numbered decision (quyết định).
struct ResultsDecided: RoundEvent {
    static let kind = "evaluation.results-decided"
    let round: ID<Round>
    let number: String
    let decidedOn: CivilDate
}

/// The result was published, with the hash of the package that anybody can recompute (công bố).
struct ResultsPublished: RoundEvent {
    static let kind = "evaluation.results-published"
    let round: ID<Round>
    let packageHash: String
}
