import App
import ArgumentParser
import Database
import Directory
import Documents
import Essentials
import Files
import Foundation
import Journal
import Spreadsheets

/// `lienthong documents …`: what is too large for a page.
struct DocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Registers of documents that come from a former system.",
        subcommands: [DocumentsImport.self, DocumentsAttachFiles.self, DocumentsUndoImport.self])
}

/// `lienthong documents import FILE`: checks a register, tells every cell to mend, imports it.
struct DocumentsImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a register of a former system (.xlsx or CSV). Nothing is imported while a row is wrong.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The register, as .xlsx or CSV.", completion: .file(extensions: ["xlsx", "csv"]))
    var file: String

    @Option(help: "Whose register it is: the identifier or the full name of an agency.")
    var unit: String

    @Option(help: "incoming or outgoing.")
    var direction: String

    @Option(help: "The years of the register: 2019 or 2015-2019.")
    var years: String

    @Option(help: "Write the cells to mend into this file, as CSV.", completion: .file())
    var report: String?

    @Flag(help: "Check only.")
    var dryRun = false

    @Flag(help: "Import the right rows although others are wrong.")
    var leaveOutWrongRows = false

    @Flag(help: "Import although the same rows were imported before.")
    var again = false

    /// What is larger is several registers.
    private static let largest: Int64 = 4 << 30

    func run() async throws {
        InstallationOptions.prepareLogging()
        guard let flow = Document.Flow(rawValue: direction) else { throw refuse("--direction is incoming or outgoing") }
        guard let range = Self.range(years) else { throw refuse("--years is like 2019 or 2015-2019") }
        guard let handle = FileHandle(forReadingAtPath: file) else { throw refuse("cannot read \(file)") }
        let opened = try await installation.open()
        do {
            try await bringIn(handle, flow, range, opened)
        } catch {
            await opened.database.close()
            switch error {
            case let refusal as any Refusal: throw refuse(refusal.message.english)
            case let unreadable as UnreadableTable: throw refuse(unreadable.message.english)
            case let refusal as FileRefusal: throw refuse(refusal.message.english)
            default: throw error
            }
        }
        await opened.database.close()
    }

    private func bringIn(
        _ handle: FileHandle, _ flow: Document.Flow, _ years: ClosedRange<Int>, _ opened: Installation
    ) async throws {
        let now = opened.database.clock.now()
        let agency = try await opened.database.read { db in try Self.agency(unit, on: now.date, in: db) }
        guard let agency else { throw refuse("there is no one agency called \(unit)") }
        let name = URL(fileURLWithPath: file).lastPathComponent
        let received = try await opened.files.receive(
            FilePieces(handle), name: name, limit: Self.largest, by: .platform)
        let upload = try await opened.files.inspect(received, accepting: RegisterIntake.accepted)
        let intake = RegisterIntake(database: opened.database, files: opened.files, types: try .bundled())
        let checked = try await intake.check(
            upload, of: .init(agency: agency, flow: flow, years: years), by: .platform, at: now)
        try tell(checked)
        guard !dryRun else {
            try await opened.files.drop(upload)
            if checked.problemCount > 0 { throw ExitCode(1) }
            return
        }
        let id = try await intake.order(
            checked, leavesWrongRowsOut: leaveOutWrongRows, isAgain: again, by: .platform, at: now)
        print("import \(id)")
        try await Self.work(on: id, intake)
    }

    private func tell(_ checked: RegisterIntake.Checked) throws {
        if let sheet = checked.sheets.first { print("sheet    \(sheet), of \(checked.sheets.count)") }
        for column in checked.columns {
            print("column   \(column.heading): \(column.taken?.english ?? "left out")")
        }
        for problem in checked.problems.prefix(20) {
            print("row \(problem.row)  \(problem.column)  \(problem.value)  \(problem.message.english)")
        }
        print("\(checked.rows) rows right, \(checked.wrongRows) wrong, \(checked.problemCount) cells to mend")
        guard let report else { return }
        let text = CSVWriter.text(CellProblem.table(checked.problems, in: .vietnamese))
        try Data(text.utf8).write(to: URL(fileURLWithPath: report))
    }

    /// Until nothing is left to do, telling how far it is.
    static func work(on id: ID<RegisterImport>, _ intake: RegisterIntake) async throws {
        let begun = ContinuousClock.now
        var job = try await intake.work(on: id, rows: 50_000)
        while job.isAtWork {
            StandardError.print("\(job.done) of \(job.rows)")
            job = try await intake.work(on: id, rows: 50_000)
        }
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        print("\(job.state.name.english): \(job.done) documents in \(String(format: "%.1f", seconds)) s")
        if let failure = job.failure {
            StandardError.print("lienthong: \(failure)")
            throw ExitCode(1)
        }
    }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, first <= last,
            (1945...2999).contains(first), (1945...2999).contains(last)
        else { return nil }
        return first...last
    }

    private static func agency(_ text: String, on day: CivilDate, in db: Connection) throws -> ID<Directory.Unit>? {
        if let unit = try Directory.Unit.withOrganId(text, on: day, in: db) { return unit.isAgency ? unit.id : nil }
        let named = try Directory.Unit.search(text, on: day, limit: 200, in: db)
            .filter { $0.isAgency && VietnameseText.folded($0.name) == VietnameseText.folded(text) }
        let exact = named.filter { $0.name == text }
        let found = exact.isEmpty ? named : exact
        return found.count == 1 ? found[0].id : nil
    }
}

/// `lienthong documents attach-files ID FOLDER`: gives imported documents the files that their register names.
struct DocumentsAttachFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach-files", abstract: "Give imported documents the PDF files that their register names.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The import's identifier.")
    var id: String

    @Argument(help: "A folder of PDF files, with folders in it.", completion: .directory)
    var folder: String

    func run() async throws {
        InstallationOptions.prepareLogging()
        guard let register = ID<RegisterImport>(id) else { throw refuse("\(id) is no identifier") }
        guard let source = FolderFiles(folder) else { throw refuse("cannot read \(folder)") }
        let opened = try await installation.open()
        do {
            let attach = AttachRegisterFiles(database: opened.database, files: opened.files)
            let report = try await attach(source, to: register, by: .platform)
            for (name, reason) in report.left { StandardError.print("\(name): \(reason.english)") }
            print("\(report.attached) documents have their file now, \(report.leftCount) files were not used")
        } catch {
            await opened.database.close()
            switch error {
            case let refusal as any Refusal: throw refuse(refusal.message.english)
            case is NotFound: throw refuse("there is no import \(id)")
            default: throw error
            }
        }
        await opened.database.close()
    }
}

/// The files below a folder of this machine.
private struct FolderFiles: NamedFiles {
    let names: [String]

    init?(_ folder: String) {
        let keys: Set<URLResourceKey> = [.isRegularFileKey]
        let found = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder), includingPropertiesForKeys: Array(keys))
        guard let found else { return nil }
        names = found.compactMap { item -> String? in
            guard let url = item as? URL, let values = try? url.resourceValues(forKeys: keys) else { return nil }
            return values.isRegularFile == true ? url.path : nil
        }.sorted()
    }

    func pieces(of name: String) throws -> FilePieces? {
        FileHandle(forReadingAtPath: name).map { FilePieces($0) }
    }
}

/// `lienthong documents undo-import ID`: takes a whole import back.
struct DocumentsUndoImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo-import", abstract: "Take a whole import back; refused once somebody answers its documents.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The import's identifier.")
    var id: String

    func run() async throws {
        InstallationOptions.prepareLogging()
        guard let register = ID<RegisterImport>(id) else { throw refuse("\(id) is no identifier") }
        let opened = try await installation.open()
        do {
            let intake = RegisterIntake(database: opened.database, files: opened.files, types: try .bundled())
            try await intake.undo(register, by: .platform, at: opened.database.clock.now())
            try await DocumentsImport.work(on: register, intake)
        } catch {
            await opened.database.close()
            switch error {
            case let refusal as any Refusal: throw refuse(refusal.message.english)
            case is NotFound: throw refuse("there is no import \(id)")
            default: throw error
            }
        }
        await opened.database.close()
    }
}

/// A file of this machine, some at a time.
private struct FilePieces: AsyncSequence {
    private let handle: FileHandle

    init(_ handle: FileHandle) {
        self.handle = handle
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let handle: FileHandle

        mutating func next() async throws -> [UInt8]? {
            guard let piece = try handle.read(upToCount: 1 << 17), !piece.isEmpty else { return nil }
            return [UInt8](piece)
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(handle: handle)
    }
}
