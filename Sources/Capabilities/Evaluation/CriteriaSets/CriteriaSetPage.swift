import Directory
import Essentials
import EvaluationEngine
import Web

/// A criteria set, readable: its rules, levels and criteria, what is wrong with it, what it changes.
struct CriteriaSetPage: Page {
    let title: Wording
    let record: RecordHead
    let problem: Notice?
    let problems: [Wording]
    let facts: FactList
    let changes: [Wording]
    /// `MAU-SO 2025`: what the changes are seen from.
    let earlier: String?
    let levels: [LevelRow]
    let fields: [FieldTable]

    struct FieldTable: Viewable {
        let id: String
        let number: String
        let name: Wording
        let maximum: Points
        let rows: [CriterionRow]
    }

    struct CriterionRow: Viewable {
        let number: String
        let name: Wording
        let maximum: Points
        let rule: Wording
        let evidence: Wording?
        let origin: Wording
    }

    init(_ kept: KeptSet, _ set: CriteriaSet, after earlier: KeptSet?, refused: Wording? = nil, for caller: Caller)
        throws
    {
        title = kept.title
        problem = refused.map { Notice(.warn, $0) }
        problems = kept.isIssued ? [] : set.problems().map { Wording($0.text(.vietnamese), en: $0.text(.english)) }
        record = RecordHead(
            kindLabel: Wording("Bộ tiêu chí", en: "Criteria set"), number: Wording.verbatim(kept.name),
            title: kept.title,
            back: Link(Wording("Đánh giá, xếp hạng", en: "Evaluation"), path: EvaluationPaths.home),
            state: EvaluationWords.tag(kept), actions: Self.actions(kept, isSound: problems.isEmpty, for: caller))
        facts = FactList(Self.facts(kept, set))
        self.earlier = earlier?.name
        changes = try earlier.map { try $0.set().changes(to: set).map(\.wording) } ?? []
        levels = LevelRow.all(set)
        fields =
            set.fields.enumerated().map { index, field in
                FieldTable(
                    id: "field-\(index)", number: field.number, name: field.name, maximum: Points(field.maximum),
                    rows: field.leaves.map(Self.row))
            } + Self.adjustments(set)
    }

    private static func row(_ criterion: Criterion) -> CriterionRow {
        let evidence: Wording? = if case .demanded(let words) = criterion.evidence { words } else { nil }
        let origin =
            switch criterion.origin {
            case .cited(let source): Wording("Theo: \(source)", en: "Cited: \(source)")
            case .sample: Wording("Mẫu", en: "Sample")
            }
        return CriterionRow(
            number: criterion.number, name: criterion.name, maximum: Points(criterion.maximum),
            rule: RuleWords.wording(criterion), evidence: evidence, origin: origin)
    }

    private static func adjustments(_ set: CriteriaSet) -> [FieldTable] {
        guard let adjustments = set.adjustments else { return [] }
        return [
            FieldTable(
                id: "adjustments", number: "±", name: Wording("Điểm cộng, điểm trừ", en: "Bonus and penalty"),
                maximum: Points(adjustments.cap), rows: adjustments.criteria.flatMap(\.leaves).map(row))
        ]
    }

    private static func facts(_ kept: KeptSet, _ set: CriteriaSet) -> [Fact] {
        let basis = set.legalBasis
        let share = set.boundShare
        let cited = set.citedCount
        return [
            Fact(
                Wording("Căn cứ", en: "Legal basis"),
                Wording(
                    "\(basis.number), ngày \(basis.date.vietnamese), \(basis.issuer): \(basis.abstract)",
                    en: "\(basis.number) of \(basis.date), \(basis.issuer): \(basis.abstract)")),
            Fact(Wording("Hiệu lực từ", en: "In force from"), set.effectiveFrom as (any Spoken)?),
            Fact(Wording("Thang điểm", en: "Scale"), Points(set.scale) as (any Spoken)?),
            Fact(Wording("Đồng hạng", en: "Ties"), set.ties.wording),
            Fact(Wording("Không áp dụng", en: "Not applicable"), set.rebase.wording),
            Fact(Wording("Chưa khai", en: "Not declared"), set.missing.wording),
            Fact(
                Wording("Gắn với chỉ tiêu đo được", en: "Bound to measured indicators"),
                Wording(
                    "\(share.criteria) trong \(share.ofCriteria) tiêu chí, \(share.points) trong \(share.ofPoints) điểm",
                    en: "\(share.criteria) of \(share.ofCriteria) criteria, \(share.points) of \(share.ofPoints) points"
                )
            ),
            Fact(
                Wording("Trích từ văn bản đã công bố", en: "Cited from published texts"),
                Wording("\(cited.cited) trong \(cited.of) tiêu chí", en: "\(cited.cited) of \(cited.of) criteria")),
            Fact(Wording("Mã băm nội dung", en: "Content hash"), kept.hash),
        ]
    }

    private static func actions(_ kept: KeptSet, isSound: Bool, for caller: Caller) -> [Action] {
        var actions = [
            Action(Wording("Tải tệp", en: "Download"), path: EvaluationPaths.setFile(kept.id), icon: "download")
        ]
        if !kept.isIssued && isSound && caller.rights.has(.manageCriteriaSets) {
            actions.append(
                Action(
                    Wording("Ban hành", en: "Issue"), posting: EvaluationPaths.issue(kept.id), icon: "stamp",
                    isPrimary: true))
        }
        if kept.isIssued && caller.rights.has(.runEvaluation) {
            actions.append(
                Action(
                    Wording("Mở đợt đánh giá", en: "Open a round"), path: EvaluationPaths.newRound(kept.id),
                    icon: "plus", isPrimary: true))
        }
        return actions
    }
}
