import Directory
import Essentials
import EvaluationEngine
import Web

/// A round: where it is, how far each unit has come, and what is to be done next.
struct RoundPage: Page {
    let title: Wording
    let record: RecordHead
    let steps: Steps
    let problem: Notice?
    let own: Notice?
    let facts: FactList
    let decisions: [DecisionPanel]
    let deciding: Deciding?
    let progress: Wording?
    let units: [UnitRow]

    struct UnitRow: Viewable {
        let name: String
        let path: String?
        let group: Wording
        let state: StateTag
        let declared: Wording
        let signedAt: Instant?
        let late: Wording?
    }

    /// The chair's decision with its number and date.
    struct Deciding: Viewable {
        let panel: DecisionPanel
        let number: TextField
        let decidedOn: DateField
    }

    /// What the page is made from.
    struct Found: Sendable {
        let round: Round
        let kept: KeptSet
        let set: CriteriaSet
        let holder: String
        let entrants: [Entrant]
        /// How many lines of each form somebody wrote to, and how many are judged.
        let written: [ID<Entrant>: (declared: Int, judged: Int)]
        let rights: RoundRights
    }

    init(
        _ found: Found, _ filling: Filling = Filling(), refused: Wording? = nil, on today: CivilDate, for caller: Caller
    ) {
        let round = found.round
        title = .verbatim(round.name)
        record = RecordHead(
            kindLabel: Wording("Đợt đánh giá", en: "Evaluation round"), number: Wording.verbatim(String(round.year)),
            title: .verbatim(round.name),
            back: Link(Wording("Đánh giá, xếp hạng", en: "Evaluation"), path: EvaluationPaths.home),
            state: EvaluationWords.tag(round.state), actions: Self.actions(found))
        steps = Self.steps(round, on: today)
        problem = refused.map { Notice(.warn, $0) }
        own = Self.own(found, caller)
        facts = FactList(Self.facts(found))
        decisions = Self.decisions(found, on: today)
        deciding = Self.deciding(found, filling)
        units = found.entrants.filter { found.rights.seesRow(of: $0, caller) }.map { Self.row($0, found, caller) }
        let handedIn = found.entrants.filter { $0.state == .signed || $0.state == .verified }.count
        progress = Wording(
            "\(handedIn) trong \(found.entrants.count) đơn vị đã gửi phiếu",
            en: "\(handedIn) of \(found.entrants.count) units have handed in")
    }

    private static func row(_ entrant: Entrant, _ found: Found, _ caller: Caller) -> UnitRow {
        let written = found.written[entrant.id] ?? (0, 0)
        let asked = found.set.asked(of: entrant.group).count
        return UnitRow(
            name: entrant.name,
            path: found.rights.seesForm(of: entrant, caller)
                ? EvaluationPaths.form(found.round.id, entrant.unit) : nil,
            group: EvaluationWords.group(entrant.group, in: found.set), state: EvaluationWords.tag(entrant.state),
            declared: Wording(
                "\(written.declared)/\(asked) tiêu chí, thẩm định \(written.judged)",
                en: "\(written.declared)/\(asked) criteria, \(written.judged) judged"),
            signedAt: entrant.signedAt, late: EvaluationWords.late(entrant, found.round))
    }

    private static func own(_ found: Found, _ caller: Caller) -> Notice? {
        guard found.rights.seesOwnForm, let entrant = found.entrants.first(where: { $0.unit == caller.agency }),
            entrant.state == .declaring, found.round.state == .declaring
        else { return nil }
        let until = entrant.lastDay(in: found.round)
        return Notice(
            .info,
            Wording(
                "Cơ quan bạn khai và ký gửi phiếu đến hết ngày \(until.vietnamese).",
                en: "Your agency declares and signs until \(until.text(in: .english))."),
            links: [
                Link(
                    Wording("Mở phiếu của cơ quan", en: "Open the form"),
                    path: EvaluationPaths.form(found.round.id, caller.agency))
            ])
    }

    private static func actions(_ found: Found) -> [Action] {
        var actions: [Action] = []
        let round = found.round
        if found.rights.seesResults(of: round) {
            actions.append(
                Action(
                    Wording("Bảng kết quả", en: "Results"), path: EvaluationPaths.results(round.id), icon: "chart"))
        }
        if round.state == .published {
            actions.append(
                Action(
                    Wording("Trang công bố", en: "Public page"), path: EvaluationPaths.published(round.id),
                    icon: "globe"))
            if found.rights.seesAllForms && found.set.hasInternalAnswers {
                actions.append(
                    Action(
                        Wording("Gói kết quả đầy đủ", en: "Whole package"),
                        path: EvaluationPaths.wholePackage(round.id), icon: "download"))
            }
        }
        return actions
    }

    private static func facts(_ found: Found) -> [Fact] {
        let round = found.round
        var facts = [
            Fact(
                Wording("Bộ tiêu chí", en: "Criteria set"), found.kept.name,
                path: EvaluationPaths.set(found.kept.id)),
            Fact(Wording("Cơ quan quyết định", en: "Decided by"), found.holder),
            Fact(Wording("Hạn tự chấm", en: "Declare until"), round.declareUntil as (any Spoken)?),
            Fact(Wording("Hạn thẩm định", en: "Verify until"), round.verifyUntil as (any Spoken)?),
        ]
        if !round.allowsRelated {
            facts.append(
                Fact(
                    Wording("Không thẩm định", en: "Do not verify"),
                    Wording(
                        "Người của đơn vị, của cơ quan cấp trên và cấp dưới",
                        en: "People of the unit, of superior and of subordinate agencies")))
        }
        if let number = round.decisionNumber {
            facts.append(Fact(Wording("Quyết định", en: "Decision"), number))
            facts.append(Fact(Wording("Ngày quyết định", en: "Decided on"), round.decidedOn as (any Spoken)?))
        }
        return facts
    }

    private static func steps(_ round: Round, on today: CivilDate) -> Steps {
        let place = Round.State.allCases.firstIndex(of: round.state) ?? 0
        let isLate =
            round.state == .declaring && today > round.declareUntil
            || round.state == .verifying && today > round.verifyUntil
        return Steps(
            Wording("Các bước của đợt đánh giá", en: "Steps of the round"),
            Round.State.allCases.enumerated().map { index, state in
                let stands: Steps.Step.State =
                    index < place || round.state == .published
                    ? .done : index > place ? .ahead : isLate ? .late : .current
                return Steps.Step(state.name, stands)
            })
    }
}
