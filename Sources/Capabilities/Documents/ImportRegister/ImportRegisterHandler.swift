import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Spreadsheets
import Web

extension Documents {
    /// A small register is in before the page comes; the rest of a large one follows behind it.
    static let rowsAtOnce = 3 * RegisterImportWork.batch

    var intake: RegisterIntake { RegisterIntake(database: database, files: files, types: types) }

    /// `GET /documents/imports/new`.
    func showImportRegister(_ visit: StaffVisit) async throws -> Answer {
        guard visit.caller.mayHere(.importRegisters) else { throw NotFound() }
        return .page(ImportRegisterPage(.init()))
    }

    /// `POST /documents/imports`: checks the file and shows what is in it (`step=check`), gives the cells to mend as a
    /// table (`step=report`), or imports what was checked (`step=import`).
    func importRegister(_ visit: StaffVisit) async throws -> Answer {
        guard visit.caller.mayHere(.importRegisters) else { throw NotFound() }
        var filling = ImportRegisterPage.Filling()
        filling.form = FilledForm(visit.form)
        do {
            return try await taking(visit, &filling)
        } catch let problems as Problems {
            filling.form.problems = problems
        } catch let refusal as FileRefusal {
            filling.form.problems = Problems("file", refusal.message)
        } catch let unreadable as UnreadableTable {
            filling.file = nil
            filling.form.problems = Problems("file", unreadable.message)
        } catch let refusal as RegisterImportRefusal {
            if case .holdsSecrets = refusal { filling.file = nil }
            filling.refusal = refusal
            return .page(ImportRegisterPage(filling), status: .conflict)
        }
        return .page(ImportRegisterPage(filling), status: .unprocessableContent)
    }

    private func taking(_ visit: StaffVisit, _ filling: inout ImportRegisterPage.Filling) async throws -> Answer {
        let file = try await registerFile(visit)
        filling.file = file?.file
        let form = try ImportRegisterForm(today: visit.now.date, visit.form)
        guard let sent = file else {
            throw Problems("file", Wording("Chọn tệp của sổ.", en: "Choose the register's file."))
        }
        let (actor, now) = (visit.caller.actor, visit.now)
        let checked = try await intake.check(
            sent.file, of: .init(agency: visit.caller.agency, flow: form.flow, years: form.years),
            // The columns of another file say nothing about this one.
            columns: sent.isNew ? nil : form.columns, by: actor, at: now)
        filling.found = ImportRegisterPage.Found(checked, words: words(at: now))
        switch visit.form.text("step") {
        case "report": return Self.report(checked.check, visit.language)
        // What nobody has looked at is not imported.
        case "import" where !sent.isNew:
            let id = try await intake.order(
                checked, leavesWrongRowsOut: form.leavesWrongRowsOut, isAgain: form.isAgain, by: actor, at: now)
            try await intake.work(on: id, rows: Self.rowsAtOnce)
            return .redirect(to: DocumentsPaths.registerImport(id))
        default:
            return .page(ImportRegisterPage(filling), status: checked.check.isRight ? .ok : .unprocessableContent)
        }
    }

    private static func report(_ check: RegisterCheck, _ language: Language) -> Answer {
        .csv(CSVWriter.body(CellProblem.table(check.problems, in: language)), name: "can-sua.csv")
    }

    /// What was uploaded now, or what was checked before; nil when there is neither.
    private func registerFile(_ visit: StaffVisit) async throws -> (file: InspectedFile, isNew: Bool)? {
        if let sent = visit.form.file("file") {
            return (try await files.inspect(sent.uploaded(), accepting: RegisterIntake.accepted), true)
        }
        guard let id = visit.form.text(FormFile.kept).flatMap(ID<UploadedFile>.init) else { return nil }
        let (caller, now) = (visit.caller, visit.now)
        let kept = try await database.read { [files] db in try files.waiting(id, for: caller.actor, at: now, in: db) }
        guard let kept else { throw FileRefusal.expired }
        return (kept, false)
    }
}
