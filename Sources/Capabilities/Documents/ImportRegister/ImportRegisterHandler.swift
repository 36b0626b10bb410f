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
            let form = try ImportRegisterForm(today: visit.now.date, visit.form)
            let checking = try await checking(form, visit)
            filling.found = ImportRegisterPage.Found(checking, words: words(at: visit.now))
            switch visit.form.text("step") {
            case "report": return Self.report(checking.check, visit.language)
            case "import":
                let id = try await intake.order(
                    checking, leavesWrongRowsOut: form.leavesWrongRowsOut, isAgain: form.isAgain,
                    by: visit.caller.actor, at: visit.now)
                try await intake.work(on: id, rows: Self.rowsAtOnce)
                return .redirect(to: DocumentsPaths.registerImport(id))
            default:
                return .page(
                    ImportRegisterPage(filling), status: checking.check.isRight ? .ok : .unprocessableContent)
            }
        } catch let problems as Problems {
            filling.form.problems = problems
            return .page(ImportRegisterPage(filling), status: .unprocessableContent)
        } catch let refusal as FileRefusal {
            filling.form.problems = Problems("file", refusal.message)
            return .page(ImportRegisterPage(filling), status: .unprocessableContent)
        } catch let unreadable as UnreadableTable {
            filling.form.problems = Problems("file", unreadable.message)
            return .page(ImportRegisterPage(filling), status: .unprocessableContent)
        } catch let refusal as RegisterImportRefusal {
            filling.refusal = refusal
            return .page(ImportRegisterPage(filling), status: .conflict)
        }
    }

    private static func report(_ check: RegisterCheck, _ language: Language) -> Answer {
        .csv(CSVWriter.body(CellProblem.table(check.problems, in: language)), name: "can-sua.csv")
    }

    private func checking(_ form: ImportRegisterForm, _ visit: StaffVisit) async throws -> RegisterIntake.Checked {
        let (file, isNew) = try await registerFile(visit)
        let register = RegisterIntake.Register(agency: visit.caller.agency, flow: form.flow, years: form.years)
        // The columns of another file say nothing about this one.
        return try await intake.check(file, of: register, columns: isNew ? nil : form.columns, at: visit.now)
    }

    /// What was uploaded now, or what was checked before.
    private func registerFile(_ visit: StaffVisit) async throws -> (InspectedFile, isNew: Bool) {
        if let sent = visit.form.file("file") {
            return (try await files.inspect(sent.uploaded(), accepting: [.plainText]), true)
        }
        guard let id = visit.form.text(FormFile.kept).flatMap(ID<UploadedFile>.init) else { throw FileRefusal.empty }
        let (caller, now) = (visit.caller, visit.now)
        let kept = try await database.read { [files] db in try files.waiting(id, for: caller.actor, at: now, in: db) }
        guard let kept else { throw FileRefusal.expired }
        return (kept, false)
    }
}
