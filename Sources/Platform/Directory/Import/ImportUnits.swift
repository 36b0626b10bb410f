public import Database
public import Essentials
import Spreadsheets

/// Brings units in from a spreadsheet: all rows or none, with a report for every cell that is wrong.
public struct ImportUnits: Sendable {
    private let database: Database

    public init(database: Database) {
        self.database = database
    }

    static let columns = [
        ImportColumn(field: "name", heading: Wording("Tên đơn vị", en: "Name"), isRequired: true),
        ImportColumn(field: "shortName", heading: Wording("Tên ngắn", en: "Short name"), isRequired: false),
        ImportColumn(field: "symbol", heading: Wording("Chữ viết tắt", en: "Symbol"), isRequired: false),
        ImportColumn(field: "kind", heading: Wording("Loại đơn vị", en: "Kind"), isRequired: true),
        ImportColumn(field: "parent", heading: Wording("Đơn vị cấp trên", en: "Parent"), isRequired: false),
        ImportColumn(field: "isAgency", heading: Wording("Có con dấu riêng", en: "Has a seal"), isRequired: true),
        ImportColumn(
            field: "worksCollectively", heading: Wording("Chế độ tập thể", en: "Works collectively"), isRequired: false),
        ImportColumn(field: "organIds", heading: Wording("Mã định danh", en: "Identifier"), isRequired: false),
        ImportColumn(field: "oldOrganId", heading: Wording("Mã định danh cũ", en: "Old identifier"), isRequired: false),
        ImportColumn(field: "order", heading: Wording("Thứ tự", en: "Order"), isRequired: false),
        ImportColumn(field: "from", heading: Wording("Từ ngày", en: "From"), isRequired: true),
    ]

    /// - Parameters:
    ///   - csv: the file. A unit above is named by its identifier or its full name, in the file or the directory; an
    ///     empty cell means the top of the tree.
    ///   - dryRun: only report what would happen.
    public func callAsFunction(
        _ csv: [UInt8], dryRun: Bool, by caller: Caller, at now: Instant
    ) async throws -> ImportReport {
        guard caller.rights.has(.manageDirectory) else { throw NotFound() }
        return try await database.importing(csv, Self.columns, dryRun: dryRun) { sheet, db in
            for line in sheet.table.lines {
                guard let form = try Self.form(line, &sheet, on: now.date, in: db) else { continue }
                do {
                    try CreateUnit()(form, by: caller, at: now, in: db)
                } catch let problems as Problems {
                    sheet.report(problems, line)
                } catch is NotFound {
                    sheet.report("parent", line, UnitReference.unknown)
                }
            }
        }
    }

    private static func form(
        _ line: SheetRow, _ sheet: inout ImportSheet, on today: CivilDate, in db: Connection
    ) throws -> NewUnit? {
        let before = sheet.problems.count
        let from = sheet.date("from", line)
        let kind: UnitKind? = sheet.choice("kind", line, \.name)
        for (field, isMissing) in [("from", from == nil), ("kind", kind == nil)]
        where isMissing && sheet.optional(field, line) == nil {
            sheet.report(field, line, Wording("Chưa nhập mục này", en: "This is missing"))
        }
        let isAgency = sheet.flag("isAgency", line)
        let worksCollectively = sheet.flag("worksCollectively", line)
        let order = sheet.optional("order", line).flatMap { Int(digits: $0) }
        if order == nil && sheet.optional("order", line) != nil {
            sheet.report("order", line, Wording("Thứ tự là một số", en: "The order is a number"))
        }
        let organIds = organIds(line, &sheet)
        let parent = try parent(line, &sheet, on: from ?? today, in: db)
        guard sheet.problems.count == before, let from, let kind, let parent else { return nil }
        return NewUnit(
            parent: parent, kind: kind, name: sheet.value("name", line), shortName: sheet.optional("shortName", line),
            symbol: sheet.optional("symbol", line), isAgency: isAgency, worksCollectively: worksCollectively,
            order: min(order ?? 0, 1_000_000), from: from, organIds: organIds)
    }

    private static func organIds(_ line: SheetRow, _ sheet: inout ImportSheet) -> [OrganId] {
        var found: [OrganId] = []
        for (field, scheme) in [("organIds", OrganIdScheme.level1First), ("oldOrganId", .level1Last)] {
            guard let text = sheet.optional(field, line) else { continue }
            if let organId = OrganId(text, scheme: scheme) {
                found.append(organId)
            } else {
                sheet.report(
                    field, line,
                    Wording(
                        "Mã không đúng dạng \(scheme.name.vietnamese)", en: "Not of the form \(scheme.name.english)"))
            }
        }
        return found
    }

    private static func parent(
        _ line: SheetRow, _ sheet: inout ImportSheet, on day: CivilDate, in db: Connection
    ) throws -> ID<Unit>? {
        guard let text = sheet.optional("parent", line) else { return try Unit.root(on: day, in: db)?.id }
        switch try UnitReference(text, on: day, in: db) {
        case .one(let unit): return unit.id
        case .none: sheet.report("parent", line, UnitReference.unknown)
        case .several: sheet.report("parent", line, UnitReference.ambiguous)
        }
        return nil
    }
}

/// A unit named in a file, by identifier or full name.
enum UnitReference {
    case one(Unit)
    case none
    case several

    init(_ text: String, on day: CivilDate, in db: Connection) throws {
        if let unit = try Unit.withOrganId(text, on: day, in: db) {
            self = .one(unit)
            return
        }
        let wanted = VietnameseText.folded(text.trimmed)
        let found = try Unit.search(text, on: day, limit: 200, in: db)
            .filter { VietnameseText.folded($0.name) == wanted }
        // Where marks are all that differs, the exact spelling decides.
        let exact = found.filter { $0.name.lowercased() == text.trimmed.lowercased() }
        let units = exact.isEmpty ? found : exact
        self = units.count > 1 ? .several : units.first.map(UnitReference.one) ?? .none
    }

    static let unknown = Wording("Không tìm thấy đơn vị này", en: "There is no such unit")
    static let ambiguous = Wording(
        "Nhiều đơn vị cùng tên; hãy ghi mã định danh", en: "Several units have this name; write the identifier")
}
