import Database
import Directory
import Essentials
import EvaluationEngine
import Web

/// A unit's form with all that its page needs: what stands, what was typed, who may do what now, and why not.
struct ShownForm: Sendable {
    let round: Round
    let entrant: Entrant
    let set: CriteriaSet
    let lines: [String: FormLine]
    /// What the platform counts, by criterion; only where somebody fills in or judges.
    let measured: [String: [MeasuredValue]]
    let mayDeclare: Bool
    let maySign: Bool
    let mayVerify: Bool
    /// The secretary may let the unit declare after its time.
    let mayUnlock: Bool
    let seesResult: Bool
    /// The lock that acts for whoever would otherwise write.
    let lock: EvaluationRefusal?
    /// What was typed, where it is not what stands.
    var typed: [String: TypedAnswer] = [:]
    var typedFindings: [String: TypedFinding] = [:]
    var conflicts: [FormConflict] = []
    var problems: Problems?
    /// What the secretary typed to unlock it.
    var filling = Filling()
    var refused: Wording?

    /// - Throws: `NotFound` for who has nothing to do with this form.
    init(
        unit: ID<Unit>, round id: ID<Round>, measuring: Measuring = Measuring(), for caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        let round = try db.round(id)
        let entrant = try db.entrant(unit, in: id)
        self.round = round
        self.entrant = entrant
        set = try db.criteriaSet(round.set).set()
        lines = try db.lines(of: entrant.id)
        let rights = try RoundRights(caller, round, [entrant], on: now.date, in: db)
        let isOwn = caller.mayDeclare(for: unit) || caller.maySign(for: unit)
        let verifies = try caller.mayVerify(unit, on: now.date, in: db)
        let conflict = try verifies ? caller.conflictOfInterest(in: entrant, of: round, on: now.date, in: db) : nil
        guard isOwn || verifies || rights.seesAllForms else { throw NotFound() }
        let declaringLock = Self.lock { try entrant.checkMayBeChanged(in: round, on: now.date) }
        mayDeclare = caller.mayDeclare(for: unit) && declaringLock == nil
        maySign = caller.maySign(for: unit) && declaringLock == nil
        mayVerify = verifies && conflict == nil && round.state == .verifying && entrant.state == .signed
        mayUnlock = rights.mayRun && round.state == .declaring && entrant.state == .declaring
        seesResult = rights.seesResult(of: unit, in: round, as: caller)
        if verifies && round.state == .verifying && !mayVerify {
            lock = conflict ?? (entrant.state == .verified ? .formIsVerified : .formIsAbsent)
        } else {
            lock = isOwn ? declaringLock : nil
        }
        let isAtWork = [mayDeclare, mayVerify].contains(true)
        measured =
            try isAtWork
            ? measuring.values(for: set.asked(of: entrant.group), of: unit, year: round.year, at: now, in: db) : [:]
    }

    private static func lock(_ check: () throws -> Void) -> EvaluationRefusal? {
        do {
            try check()
            return nil
        } catch {
            return error as? EvaluationRefusal
        }
    }

    /// What the fields of a criterion hold: what was typed before what stands.
    func answer(_ criterion: Criterion) -> TypedAnswer {
        typed[criterion.code] ?? lines[criterion.code]?.answer(for: criterion) ?? .blank(for: criterion)
    }

    /// Keeps what was typed in its fields; where nobody typed, what stands by now is shown.
    mutating func keep(_ edits: [FormEdit<TypedAnswer>]) {
        for edit in edits where !edit.isUntouched { typed[edit.criterion] = edit.content }
    }

    /// Which state of a line the page shows to who declares: what stands, also beside other words that were typed.
    func mark(_ criterion: Criterion) -> LineMark {
        let line = lines[criterion.code]
        return LineMark(line?.revision ?? 0, (line?.answer(for: criterion) ?? .blank(for: criterion)).words)
    }

    /// What the head signs.
    var fingerprint: String { SignDeclaration.fingerprint(of: lines) }

    /// The criteria that the form asks, by field, each with its place in the set.
    var grouped: [(number: String, name: Wording, lines: [(place: Int, criterion: Criterion)])] {
        let places = Dictionary(set.leaves.enumerated().map { ($1.code, $0) }) { first, _ in first }
        func lines(_ criteria: [Criterion]) -> [(place: Int, criterion: Criterion)] {
            criteria.filter { $0.applies(to: entrant.group) && !$0.inputs.isEmpty }
                .compactMap { criterion in places[criterion.code].map { ($0, criterion) } }
        }
        var groups = set.fields.map { (number: $0.number, name: $0.name, lines: lines($0.leaves)) }
        if let adjustments = set.adjustments {
            groups.append(
                (
                    number: "±", name: Wording("Điểm cộng, điểm trừ", en: "Bonus and penalty"),
                    lines: lines(adjustments.criteria.flatMap(\.leaves))
                ))
        }
        return groups.filter { !$0.lines.isEmpty }
    }

    /// What somebody else wrote meanwhile, beside one's own words.
    func conflict(_ criterion: Criterion) -> Notice? {
        guard let conflict = conflicts.first(where: { $0.criterion == criterion.code }),
            let line = lines[criterion.code]
        else { return nil }
        let said = DeclarationPage.said(line.answer(for: criterion), criterion)
        let (at, theirs) = (conflict.changedAt, (said.map(\.vietnamese) + [line.explanation, line.evidence]))
        let text = theirs.filter { !$0.isEmpty }.joined(separator: "; ")
        return Notice(
            .warn,
            Wording(
                "Người khác đã sửa lúc \(at.text(in: .vietnamese)): \(text). Ô bên dưới giữ điều bạn gõ; lưu lần nữa để thay.",
                en:
                    "Somebody else changed it at \(at.text(in: .english)): \(text). Below is what you typed; save again to replace."
            ),
            title: Wording("Chưa lưu tiêu chí này", en: "This criterion is not saved"))
    }

    var notices: [Notice] {
        var notices: [Notice] = []
        if let refused { notices.append(Notice(.warn, refused)) }
        if let lock, refused != lock.message { notices.append(Notice(.info, lock.message)) }
        if let late = EvaluationWords.late(entrant, round), let reason = entrant.lateReason {
            notices.append(
                Notice(
                    .info,
                    Wording("\(late.vietnamese). Lý do: \(reason)", en: "\(late.english). Reason: \(reason)")))
        }
        return notices
    }
}
