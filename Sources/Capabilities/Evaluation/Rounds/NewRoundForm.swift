import Database
import Directory
import Essentials
import EvaluationEngine
import Web

extension NewRound {
    /// What was typed on the page of a new round. Units are named one by one, or all agencies of a kind at once.
    ///
    /// - Throws: `Problems` by the fields of the form.
    init(_ form: FormData, _ kept: KeptSet, at now: Instant, in db: Connection) throws {
        var problems = Problems()
        let name = form.required(
            "name", atMost: 200, missing: Wording("Đặt tên đợt đánh giá.", en: "Name the round."), &problems)
        let year = form.number("year", in: 1990...2999, &problems)
        if form.text("year") == nil { problems.add("year", Wording("Ghi năm đánh giá.", en: "Enter the year.")) }
        let declareUntil = form.requiredDate(
            "declareUntil", missing: Wording("Ghi hạn tự chấm.", en: "Enter until when units declare."), &problems)
        let verifyUntil = form.requiredDate(
            "verifyUntil", missing: Wording("Ghi hạn thẩm định.", en: "Enter until when forms are verified."),
            &problems)
        let holder = form.id("holder", as: Unit.self, &problems)
        if form.text("holder") == nil {
            problems.add("holder", Wording("Chọn cơ quan quyết định.", en: "Choose who decides."))
        }
        if let declareUntil, declareUntil < now.date {
            problems.add("declareUntil", Wording("Hạn tự chấm đã qua.", en: "This day is over."))
        }
        let holderPath = try holder.flatMap { try Unit.find($0, on: now.date, in: db)?.path }
        let units = try Self.units(form, try kept.set().groups, within: holderPath, on: now.date, in: db, &problems)
        guard let name, let year, let declareUntil, let verifyUntil, let holder, problems.isEmpty else {
            throw problems
        }
        self.init(
            set: kept.id, holder: holder, name: name, year: year, declareUntil: declareUntil,
            verifyUntil: verifyUntil, units: units, allowsRelated: !form.flag("refusesRelated"))
    }

    private static func units(
        _ form: FormData, _ groups: [UnitGroup], within path: UnitPath?, on day: CivilDate, in db: Connection,
        _ problems: inout Problems
    ) throws -> [(unit: ID<Unit>, group: String)] {
        var units: [(unit: ID<Unit>, group: String)] = []
        let agencies = try path.map { path in
            try Unit.agencies(within: path, on: day, in: db).filter { $0.path != path }
        }
        for (place, group) in groups.enumerated() {
            var chosen = form.ids("units\(place)", as: Unit.self, &problems)
            if let words = form.text("units\(place)Query") {
                let found = try Unit.search(words, on: day, limit: 6, in: db)
                if found.count == 1 {
                    chosen += found.map(\.id).filter { !chosen.contains($0) }
                } else {
                    problems.add(
                        "units\(place)",
                        Wording(
                            "“\(words)” ứng với \(found.count) đơn vị. Gõ tên đầy đủ.",
                            en: "“\(words)” fits \(found.count) units. Type the full name."))
                }
            }
            if let kind = form.choice("kind\(place)", as: UnitKind.self, &problems) {
                chosen += (agencies ?? []).filter { $0.kind == kind }.map(\.id).filter { !chosen.contains($0) }
            }
            units += chosen.map { ($0, group.code) }
        }
        return units
    }
}
