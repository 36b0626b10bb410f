import Essentials
import EvaluationEngine
import Web

/// Why a unit stands where it stands: points lost for each criterion, and how far it is to the next level and rank.
struct UnitResultPage: Page {
    let title: Wording
    let record: RecordHead
    let notice: Notice?
    let facts: FactList
    let lines: [LossRow]

    struct LossRow: Viewable {
        let number: String
        let name: Wording
        let declared: Points?
        let verified: Points?
        let maximum: Points
        let lost: Points
        let finding: Wording?
        let reason: String?
    }

    init(_ round: Round, _ entrant: Entrant, _ scores: RoundScores, _ lines: [String: FormLine]) {
        let set = scores.set.set
        let code = entrant.evaluated.code
        title = .verbatim(entrant.name)
        record = RecordHead(
            kindLabel: Wording("Kết quả của đơn vị", en: "Result of the unit"), number: Wording.verbatim(round.name),
            title: title, back: Link(.verbatim(round.name), path: EvaluationPaths.round(round.id)),
            state: EvaluationWords.tag(round.state))
        notice =
            entrant.state == .absent ? Notice(.warn, EvaluationRefusal.formIsAbsent.message) : nil
        let explanation = entrant.state == .absent ? nil : scores.verified.explanation(of: code)
        facts = FactList(explanation.map { Self.facts(scores, entrant) + Self.distances($0, scores) } ?? [])
        let leaves = Dictionary(set.leaves.map { ($0.code, $0) }) { first, _ in first }
        self.lines = (explanation?.losses ?? []).compactMap { loss in
            guard let criterion = leaves[loss.criterion] else { return nil }
            let line = lines[loss.criterion]
            return LossRow(
                number: criterion.number, name: criterion.name,
                declared: scores.declared.line(code, loss.criterion).flatMap {
                    $0.isAnswered ? Points($0.points) : nil
                },
                verified: loss.line.isAnswered ? Points(loss.line.points) : nil, maximum: Points(loss.maximum),
                lost: Points(printed: set.printed(loss.lost)), finding: line?.finding?.name, reason: line?.reason)
        }
    }

    private static func facts(_ scores: RoundScores, _ entrant: Entrant) -> [Fact] {
        let set = scores.set.set
        let result = scores.verified.result(of: entrant.evaluated.code)
        let ranked = scores.entrants.filter {
            $0.group == entrant.group
                && scores.verified.result(of: $0.evaluated.code)?.standing.rank != nil
        }.count
        return [
            Fact(
                Wording("Điểm thẩm định", en: "Verified score"),
                result?.score.map { Points(printed: set.printed($0)) as any Spoken }),
            Fact(
                Wording("Điểm tự chấm", en: "Declared score"),
                scores.declared.result(of: entrant.evaluated.code)?.score
                    .map { Points(printed: set.printed($0)) as any Spoken }),
            Fact(
                Wording("Hạng trong nhóm", en: "Rank in its group"),
                result?.standing.rank.map { Wording("\($0) trong \(ranked)", en: "\($0) of \(ranked)") }
                    ?? result?.standing.unranked.map(EvaluationWords.unranked)),
            Fact(Wording("Xếp loại", en: "Level"), result?.level?.name),
            Fact(
                Wording("Trong đó điểm cộng, trừ", en: "Of it bonus and penalty"),
                result.flatMap { result -> (any Spoken)? in
                    result.adjustment == 0 ? nil : Points(printed: set.printed(result.adjustment))
                }),
            Fact(
                Wording("Đã khai", en: "Coverage"),
                EvaluationWords.share(result?.standing.coverage).map { $0 as any Spoken }),
        ]
    }

    private static func distances(_ explanation: Explanation, _ scores: RoundScores) -> [Fact] {
        let set = scores.set.set
        func words(_ distance: Explanation.Distance, _ name: Wording) -> Wording {
            let points = set.printed(distance.points)
            let cheapest = distance.cheapest.prefix(5).compactMap { loss in
                set.leaves.first { $0.code == loss.criterion }?.number
            }.joined(separator: ", ")
            let by =
                cheapest.isEmpty
                ? Wording("", en: "") : Wording("; gần nhất: \(cheapest)", en: "; nearest: \(cheapest)")
            return Wording(
                "\(name.vietnamese): còn \(points.replacing(".", with: ",")) điểm\(by.vietnamese)",
                en: "\(name.english): \(points) points\(by.english)")
        }
        var facts: [Fact] = []
        if let next = explanation.nextLevel, let level = set.levels?.levels.first(where: { $0.code == next.to }) {
            facts.append(Fact(Wording("Đến loại trên", en: "To the next level"), words(next, level.name)))
        }
        if let next = explanation.nextRank {
            let name = scores.entrants.first { $0.evaluated.code == next.to }?.name ?? next.to
            facts.append(Fact(Wording("Đến hạng trên", en: "To the next rank"), words(next, .verbatim(name))))
        }
        return facts
    }
}
