import Essentials
import EvaluationEngine

/// The rounds in which the departments of the province are evaluated: the one of last year, which is published, and the
/// one of this year, which is open on the day the province is opened. Levels and ranks arise from what is declared.
struct SampleRounds: Sendable {
    let rounds: [SampleRound]

    init(_ staff: SampleStaff, _ units: SampleUnits, days: WorkingDays, asOf: CivilDate, seed: UInt64) throws {
        let evaluated = units.after.units.filter { unit in
            let isOne = [.department, .centralAgency, .publicServiceUnit].contains(unit.kind)
            return isOne && unit.isAgency && unit.parent == "ubnd" && staff.head(of: unit.key) != nil
        }
        let planner = RoundPlanner(evaluated: evaluated, days: days, seed: seed)
        let last = CivilDate(year: asOf.year - 1, month: 11, day: 3) ?? asOf
        let open = try planner.open(asOf.year, on: asOf)
        rounds =
            last > units.reorganisation.on ? [try planner.finished(asOf.year - 1, from: last), open] : [open]
    }

    /// What is done, in the order of time.
    var steps: [SampleRoundStep] {
        rounds.flatMap(\.steps).enumerated()
            .sorted { $0.element.at != $1.element.at ? $0.element.at < $1.element.at : $0.offset < $1.offset }
            .map(\.element)
    }
}

extension SampleStaff {
    /// Who leads a unit after the reorganisation, by number.
    func head(of unit: String) -> Int? {
        posts(in: unit, after: true).first { $0.post.standing == .head && $0.post.duty == .leader }?.person
    }
}

/// One round of the sample.
struct SampleRound: Sendable {
    let year: Int
    let set: CriteriaSet
    let declareUntil: CivilDate
    let verifyUntil: CivilDate
    let entrants: [Entrant]
    let steps: [SampleRoundStep]

    /// A unit that takes part.
    struct Entrant: Sendable {
        let unit: String
        let group: String
        let answers: [Answer]
        /// Criteria whose evidence the verifier refuses.
        let refused: [String]
    }

    struct Answer: Sendable {
        let criterion: String
        let values: [String]
    }

    var name: String { "Đánh giá mức độ chuyển đổi số của các sở, ngành năm \(year)" }
}

/// One step of a round.
struct SampleRoundStep: Sendable {
    let at: Instant
    let year: Int
    let deed: Deed

    enum Deed: Sendable {
        case open
        case declare(Int, isSigned: Bool)
        case close
        case verify(Int)
        case publish
    }
}

/// Plans rounds.
private struct RoundPlanner {
    let evaluated: [SampleUnit]
    let days: WorkingDays
    let seed: UInt64

    func finished(_ year: Int, from first: CivilDate) throws -> SampleRound {
        let start = days.index(onOrAfter: first)
        func at(_ day: Int, _ minutes: Int) -> Instant { days.opening(start + day, minutes: minutes) }
        func step(_ at: Instant, _ deed: SampleRoundStep.Deed) -> SampleRoundStep {
            SampleRoundStep(at: at, year: year, deed: deed)
        }
        var steps = [step(at(0, 60), .open), step(at(20, 30), .close), step(at(32, 90), .publish)]
        for place in evaluated.indices {
            // The last one does not sign in time.
            steps.append(
                step(at(3 + place % 14, 30 + place), .declare(place, isSigned: place != evaluated.count - 1)))
            steps.append(step(at(21 + place % 8, 60 + place), .verify(place)))
        }
        return SampleRound(
            year: year, set: try set(of: year), declareUntil: days[start + 19], verifyUntil: days[start + 31],
            entrants: try entrants(of: year), steps: steps)
    }

    /// Two in five have signed, as many are still at it, and the rest have not begun.
    func open(_ year: Int, on asOf: CivilDate) throws -> SampleRound {
        let today = days.index(onOrAfter: asOf)
        func step(_ day: Int, _ minutes: Int, _ deed: SampleRoundStep.Deed) -> SampleRoundStep {
            SampleRoundStep(at: days.opening(today - 9 + day, minutes: minutes), year: year, deed: deed)
        }
        let busy = evaluated.indices.filter { $0 % 5 < 4 }
        return SampleRound(
            year: year, set: try set(of: year), declareUntil: days[today + 12], verifyUntil: days[today + 30],
            entrants: try entrants(of: year),
            steps: [step(0, 60, .open)] + busy.map { step(1 + $0 % 7, 30 + $0, .declare($0, isSigned: $0 % 5 < 2)) })
    }

    private func set(of year: Int) throws -> CriteriaSet {
        guard var set = ShippedSets.named("so-nganh")?.set, let issued = CivilDate(year: year, month: 1, day: 5) else {
            throw SampleProvinceProblem.story("there is no criteria set for departments")
        }
        set.code = "HOA-AN-SO"
        set.version = String(year)
        set.title = Wording(
            "Bộ tiêu chí đánh giá mức độ chuyển đổi số của sở, ngành tỉnh Hòa An (dữ liệu mẫu)",
            en: "Criteria for the digital transformation of the departments of Hòa An (sample)")
        set.legalBasis.number = "15/QĐ-UBND"
        set.legalBasis.date = issued
        set.legalBasis.issuer = "Ủy ban nhân dân tỉnh Hòa An"
        set.legalBasis.abstract = "Ban hành Bộ tiêu chí đánh giá mức độ chuyển đổi số của sở, ngành (dữ liệu mẫu)"
        set.legalBasis.link = nil
        set.effectiveFrom = issued
        return set
    }

    private func entrants(of year: Int) throws -> [SampleRound.Entrant] {
        let set = try set(of: year)
        return evaluated.map { unit in
            let group = unit.kind == .centralAgency ? "nganh-doc" : "so"
            // A unit is about as good as the year before.
            var lasting = SeededRandom(seed: seed, stream: "evaluation \(unit.key)")
            var declaring = SampleDeclaring(
                random: SeededRandom(seed: seed, stream: "evaluation \(unit.key) \(year)"),
                standing: lasting.number(in: 58...98))
            let asked = set.leaves.filter { $0.applies(to: group) && !$0.inputs.isEmpty }
            let answers = asked.map { SampleRound.Answer(criterion: $0.code, values: declaring.values(for: $0)) }
            return SampleRound.Entrant(
                unit: unit.key, group: group, answers: answers, refused: declaring.refused(of: answers))
        }
    }
}

/// What a unit declares: better figures the further it has come, by chance.
private struct SampleDeclaring {
    var random: SeededRandom
    /// 0 … 100.
    let standing: Int

    mutating func values(for criterion: Criterion) -> [String] {
        var values = criterion.inputs.map { typical($0, criterion.role) }
        if let (part, whole) = criterion.rule?.quotient {
            // Meetings and systems are few, people, computers and documents are many.
            let total = random.number(in: criterion.code == "I.2" || criterion.code == "V.1" ? 2...6 : 24...190)
            values[whole] = String(total)
            values[part] = String(total * share() / 100)
        }
        return values
    }

    private mutating func share() -> Int { min(100, max(0, standing + random.number(in: -14...12))) }

    private mutating func typical(_ input: Input, _ role: Criterion.Role) -> String {
        switch input.kind {
        case .yesNo: return random.happens(inPercent: standing) ? "yes" : "no"
        case .choice(let choices):
            return (random.happens(inPercent: standing) ? choices.first : random.one(of: choices))?.code ?? ""
        case .number(minimum: _, maximum: .some(_), decimals: _):
            let share = share()
            return share == 100 ? "1" : "0,\(share < 10 ? "0" : "")\(share)"
        case .number:
            switch role {
            case .bonus: return String(random.below(3))
            case .penalty: return String(random.below(max(1, (104 - standing) / 12)))
            case .scored, .collected: return String(share() / 22)
            }
        }
    }

    /// In every fourth unit the evidence for one criterion does not hold.
    mutating func refused(of answers: [SampleRound.Answer]) -> [String] {
        random.happens(inPercent: 25) ? [random.one(of: answers)?.criterion].compactMap { $0 } : []
    }
}

extension Rule {
    /// The inputs of which one is a part of the other.
    fileprivate var quotient: (part: Int, whole: Int)? {
        switch self {
        case .ratio(let quantity, of: _), .bands(let quantity, _), .steps(let quantity, _), .bestUnit(let quantity, _):
            quantity.over.map { (quantity.input, $0) }
        default: nil
        }
    }
}
