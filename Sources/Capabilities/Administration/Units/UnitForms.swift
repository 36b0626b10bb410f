import Database
import Directory
import Essentials
import Web

/// The names of a unit as typed; their limits are the commands' to check.
struct TypedUnitNames {
    let name: String
    let shortName: String?
    let symbol: String?

    init(_ form: some Fields) {
        name = form.text("name") ?? ""
        shortName = form.text("shortName")
        symbol = form.text("symbol")
    }
}

extension NewUnit {
    /// - Throws: `Problems`.
    init(_ form: FormData, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let names = TypedUnitNames(form)
        let kind = form.choice("kind", as: UnitKind.self, &problems)
        if kind == nil && problems["kind"] == nil {
            problems.add("kind", Wording("Chọn loại đơn vị.", en: "Choose what kind of unit it is."))
        }
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày thành lập.", en: "Enter the day it is set up."), &problems)
        let parent = try db.chosenUnit(
            form, "parent", missing: Wording("Chọn đơn vị cấp trên.", en: "Choose the unit above."),
            on: from ?? today, &problems)
        let organIds = [
            form.organId("organIdFirst", scheme: .level1First, &problems),
            form.organId("organIdLast", scheme: .level1Last, &problems),
        ]
        let order = form.number("order", in: 0...9999, &problems) ?? 0
        try problems.throwIfAny()
        guard let kind, let from, let parent else { throw problems }
        self.init(
            parent: parent, kind: kind, name: names.name, shortName: names.shortName, symbol: names.symbol,
            isAgency: form.flag("isAgency"), worksCollectively: form.flag("worksCollectively"), order: order,
            from: from, organIds: organIds.compactMap(\.self))
    }
}

extension UnitChange {
    /// - Throws: `Problems`.
    init(of unit: Unit, _ form: FormData, in db: Connection) throws {
        var problems = Problems()
        let names = TypedUnitNames(form)
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày bắt đầu áp dụng.", en: "Enter the day from which it holds."), &problems)
        var parent: ID<Unit>?
        if unit.parent != nil {
            parent = try db.chosenUnit(
                form, "parent", missing: Wording("Chọn đơn vị cấp trên.", en: "Choose the unit above."),
                on: from ?? unit.existence.from, &problems)
        }
        try problems.throwIfAny()
        guard let from else { throw problems }
        self.init(
            unit: unit.id, from: from, name: names.name, shortName: names.shortName, symbol: names.symbol,
            parent: parent)
    }
}

extension UnitCorrection {
    /// - Throws: `Problems`.
    init(of unit: Unit, _ form: FormData) throws {
        var problems = Problems()
        self.init(of: unit)
        let names = TypedUnitNames(form)
        name = names.name
        shortName = names.shortName
        symbol = names.symbol
        kind = form.choice("kind", as: UnitKind.self, &problems) ?? unit.kind
        order = form.number("order", in: 0...9999, &problems) ?? 0
        isAgency = form.flag("isAgency")
        worksCollectively = form.flag("worksCollectively")
        try problems.throwIfAny()
    }
}
