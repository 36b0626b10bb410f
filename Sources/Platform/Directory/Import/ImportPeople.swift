public import Database
public import Essentials
import Spreadsheets

/// Brings people with their posts and roles in from a spreadsheet: all rows or none. A row whose username is known
/// already gives that person one more post.
public struct ImportPeople: Sendable {
    private let database: Database

    public init(database: Database) {
        self.database = database
    }

    static let columns = [
        ImportColumn(field: "name", heading: Wording("Họ và tên", en: "Name"), isRequired: true),
        ImportColumn(field: "username", heading: Wording("Tên đăng nhập", en: "Username"), isRequired: false),
        ImportColumn(field: "mail", heading: Wording("Thư điện tử", en: "Mail"), isRequired: false),
        ImportColumn(field: "phone", heading: Wording("Điện thoại", en: "Phone"), isRequired: false),
        ImportColumn(field: "unit", heading: Wording("Đơn vị", en: "Unit"), isRequired: true),
        ImportColumn(field: "title", heading: Wording("Chức vụ", en: "Title"), isRequired: true),
        ImportColumn(field: "standing", heading: Wording("Vị trí lãnh đạo", en: "Standing"), isRequired: false),
        ImportColumn(field: "roles", heading: Wording("Nhóm quyền", en: "Roles"), isRequired: false),
        ImportColumn(field: "from", heading: Wording("Từ ngày", en: "From"), isRequired: true),
        ImportColumn(field: "to", heading: Wording("Đến ngày", en: "To"), isRequired: false),
    ]

    /// - Parameters:
    ///   - csv: the file. Roles are codes parted by spaces, given for the post's agency and all below it.
    ///   - dryRun: only report what would happen.
    public func callAsFunction(
        _ csv: [UInt8], dryRun: Bool, by caller: Caller, at now: Instant
    ) async throws -> ImportReport {
        guard caller.rights.has(.manageAccounts), caller.rights.has(.manageDirectory) else { throw NotFound() }
        return try await database.importing(csv, Self.columns, dryRun: dryRun) { sheet, db in
            for line in sheet.table.lines {
                guard let row = try Self.row(line, &sheet, on: now.date, in: db) else { continue }
                try Self.enter(row, line, &sheet, by: caller, at: now, in: db)
            }
        }
    }

    private struct Entry {
        let person: NewPerson
        let unit: Unit
        let standing: Standing
        let validity: Validity
        let roles: [String]
    }

    private static func row(
        _ line: SheetRow, _ sheet: inout ImportSheet, on today: CivilDate, in db: Connection
    ) throws -> Entry? {
        let before = sheet.problems.count
        let from = sheet.date("from", line)
        let to = sheet.date("to", line)
        if from == nil && sheet.optional("from", line) == nil {
            sheet.report("from", line, Wording("Chưa nhập mục này", en: "This is missing"))
        }
        let standing: Standing? = sheet.choice("standing", line, \.name)
        var unit: Unit?
        switch try UnitReference(sheet.value("unit", line), on: from ?? today, in: db) {
        case .one(let found): unit = found
        case .none: sheet.report("unit", line, UnitReference.unknown)
        case .several: sheet.report("unit", line, UnitReference.ambiguous)
        }
        guard sheet.problems.count == before, let from, let unit else { return nil }
        let person = NewPerson(
            name: sheet.value("name", line), username: sheet.optional("username", line),
            mail: sheet.optional("mail", line), phone: sheet.optional("phone", line))
        let roles = sheet.value("roles", line).split { $0 == " " || $0 == "," || $0 == ";" || $0 == "|" }.map(
            String.init)
        return Entry(
            person: person, unit: unit, standing: standing ?? .member, validity: Validity(from: from, to: to),
            roles: roles)
    }

    private static func enter(
        _ entry: Entry, _ line: SheetRow, _ sheet: inout ImportSheet, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        var field = "unit"
        do {
            let person = try person(entry, by: caller, at: now, in: db)
            let post = try AssignPost()(
                NewPost(
                    person: person, unit: entry.unit.id, title: sheet.value("title", line), standing: entry.standing,
                    from: entry.validity.from, to: entry.validity.to),
                by: caller, at: now, in: db)
            field = "roles"
            for role in entry.roles {
                let grant = NewGrant(
                    role: role, post: post.id, unit: entry.unit.agency, coversSubtree: true, from: entry.validity.from,
                    to: entry.validity.to)
                try GiveRole()(grant, by: caller, at: now, in: db)
            }
        } catch let problems as Problems {
            for problem in problems.byField {
                sheet.report(problem.field == "role" ? "roles" : problem.field, line, problem.message)
            }
        } catch let refusal as any Refusal {
            sheet.report(refusal is PostRefusal ? "standing" : field, line, refusal.message)
        } catch is NotFound {
            sheet.report(field, line, Wording("Ngoài phạm vi quản lý của bạn", en: "Outside of what you manage"))
        }
    }

    private static func person(
        _ entry: Entry, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> ID<Person> {
        if let username = entry.person.username, let known = try Person.withUsername(username, in: db) {
            if VietnameseText.folded(known.name) == VietnameseText.folded(entry.person.name.trimmed) { return known.id }
        }
        return try CreatePerson()(entry.person, by: caller, at: now, in: db).id
    }
}
