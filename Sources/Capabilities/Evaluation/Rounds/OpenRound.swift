import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// What a new round is to be.
struct NewRound: Sendable {
    let set: ID<KeptSet>
    let holder: ID<Unit>
    let name: String
    let year: Int
    let declareUntil: CivilDate
    let verifyUntil: CivilDate
    /// The units that take part, by the code of their group.
    let units: [(unit: ID<Unit>, group: String)]
    /// Whether people of a superior or subordinate agency may verify.
    var allowsRelated = true
}

/// Opens a round for declaration (mở đợt đánh giá): from then on its set, units and calendar stand.
struct OpenRound {
    /// - Throws: `NotFound` for a holder whose rounds the caller does not run; `Problems`; `EvaluationRefusal`.
    func callAsFunction(
        _ new: NewRound, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> ID<Round> {
        let kept = try db.criteriaSet(new.set)
        guard let holder = try Unit.find(new.holder, on: now.date, in: db),
            caller.may(.runEvaluation, in: holder.path)
        else { throw NotFound() }
        let set = try kept.issued().set
        if let rollUp = set.leaves.first(where: \.takesSubordinates) {
            throw EvaluationRefusal.setTakesSubordinates(rollUp.number)
        }
        let units = try Unit.all(new.units.map(\.unit), on: now.date, in: db)
        let names = try check(new, units, holder, set, on: now.date)
        let id = try insert(new, names: names, at: now, in: db)
        try db.record(
            RoundOpened(
                round: id, set: new.set, holder: new.holder, units: new.units.map(\.unit),
                declareUntil: new.declareUntil, verifyUntil: new.verifyUntil),
            by: caller.actor, at: now)
        return id
    }

    private func insert(_ new: NewRound, names: [String], at now: Instant, in db: Connection) throws -> ID<Round> {
        let id: ID<Round> = db.ids.next()
        try db.execute(
            """
            INSERT INTO evaluation_round (
                id, set_id, holder_id, name, year, state, declare_until, verify_until, opened_at,
                allows_related)
            VALUES (\(id), \(new.set), \(new.holder), \(new.name), \(new.year), \(Round.State.declaring),
                \(new.declareUntil), \(new.verifyUntil), \(now), \(new.allowsRelated))
            """)
        for (place, one) in new.units.enumerated() {
            let entrant: ID<Entrant> = db.ids.next()
            try db.execute(
                """
                INSERT INTO evaluation_entrant (id, round_id, unit_id, group_code, name, state)
                VALUES (\(entrant), \(id), \(one.unit), \(one.group), \(names[place]), \(Entrant.State.declaring))
                """)
        }
        return id
    }

    private func check(
        _ new: NewRound, _ units: [ID<Unit>: Unit], _ holder: Unit, _ set: CriteriaSet, on day: CivilDate
    ) throws -> [String] {
        var problems = Problems()
        var names: [String] = []
        let fields = Dictionary(set.groups.enumerated().map { ($1.code, "units\($0)") }) { first, _ in first }
        var seen: Set<ID<Unit>> = []
        for one in new.units {
            let field = fields[one.group] ?? ""
            guard let unit = units[one.unit], fields[one.group] != nil, unit.existence.contains(day) else {
                problems.add(field, Wording("Có đơn vị không còn nữa.", en: "A unit is no longer there."))
                continue
            }
            if let problem = Self.problem(of: unit, below: holder) { problems.add(field, problem) }
            if !seen.insert(one.unit).inserted {
                problems.add(field, Wording("\(unit.name) có mặt hai lần.", en: "\(unit.name) is in there twice."))
            }
            names.append(String(unit.name.unicodeScalars.prefix(200)))
        }
        if new.units.isEmpty {
            problems.add("units0", Wording("Chọn ít nhất một đơn vị.", en: "Choose at least one unit."))
        }
        if new.verifyUntil < new.declareUntil { problems.add("verifyUntil", Self.tooEarly) }
        try problems.throwIfAny()
        return names
    }

    /// Who decides takes no part, and whoever takes part is an agency below.
    private static func problem(of unit: Unit, below holder: Unit) -> Wording? {
        if unit.isAgency && unit.id != holder.id && unit.path.isWithin(holder.path) { return nil }
        return Wording(
            "\(unit.name) không phải cơ quan trực thuộc \(holder.name).",
            en: "\(unit.name) is no agency below \(holder.name).")
    }

    private static let tooEarly = Wording(
        "Hạn thẩm định phải từ hạn tự chấm trở đi.", en: "Verification ends no sooner than the declaration.")
}
