public import Database
public import Directory
public import Essentials
public import Files
public import Journal
public import Spreadsheets

/// Takes an old register in, from its file to the last row: what the pages do, and the command for registers that are
/// larger than a page takes.
public struct RegisterIntake: Sendable {
    let database: Database
    let files: FileStore
    let types: DocumentTypes

    public init(database: Database, files: FileStore, types: DocumentTypes) {
        self.database = database
        self.files = files
        self.types = types
    }

    /// Whose register it is, and of when.
    public struct Register: Hashable, Sendable {
        public let agency: ID<Unit>
        public let flow: Document.Flow
        public let years: ClosedRange<Int>

        public init(agency: ID<Unit>, flow: Document.Flow, years: ClosedRange<Int>) {
            self.agency = agency
            self.flow = flow
            self.years = years
        }
    }

    /// What a check found.
    public struct Checked: Sendable {
        let file: InspectedFile
        let register: Register
        let sheet: RegisterSheet
        let check: RegisterCheck
        let twin: RegisterImport?

        /// Rows that are right, and rows with something to mend.
        public var rows: Int { check.rows }
        /// Rows with something to mend.
        public var wrongRows: Int { check.wrongRows }
        /// The first of the cells to mend, and how many there are in all.
        public var problems: [CellProblem] { check.problems }
        /// How many cells are to be mended in all.
        public var problemCount: Int { check.problemCount }
        /// The sheets of a workbook; the first was read.
        public var sheets: [String] { sheet.sheets }
        /// Each heading of the file with what it is taken for; nil for a column that is left out.
        public var columns: [(heading: String, taken: Wording?)] {
            zip(sheet.layout.headings, sheet.layout.columns).map { ($0, $1?.name) }
        }
    }

    /// Checks a register; nothing is stored, and a file with state secrets is wiped.
    ///
    /// - Parameters:
    ///   - columns: what each column is; nil guesses from the headings.
    ///   - actor: who sent the file.
    /// - Throws: `UnreadableTable`, `FileRefusal`, `RegisterImportRefusal.holdsSecrets`.
    func check(
        _ file: InspectedFile, of register: Register, columns: [RegisterColumn?]?, by actor: Journal.Actor,
        at now: Instant
    ) async throws -> Checked {
        let opened = try await RegisterFile(files.open(file), file.mediaType)
        var sheet = try await RegisterSheet(opened, flow: register.flow)
        if let columns, columns.count == sheet.layout.headings.count {
            let known = RegisterColumn.all(of: register.flow)
            sheet.layout.columns = columns.map { column in column.flatMap { known.contains($0) ? $0 : nil } }
        }
        let name = try await database.read { db in
            try db.names(posts: [], units: [register.agency])[register.agency]
        }
        let reader = RegisterRowReader(
            flow: register.flow, years: register.years, layout: sheet.layout, types: types, today: now.date,
            agencyName: name)
        let check = try await CheckRegister(reader: reader)(opened)
        guard check.secretRows.isEmpty else {
            try await files.refuseSecret(file, by: actor)
            throw RegisterImportRefusal.holdsSecrets(rows: check.secretRows)
        }
        let twin = try await database.read { db in
            check.rows == 0 ? nil : try db.twin(of: check.hash.bytes, agency: register.agency, flow: register.flow)
        }
        return Checked(file: file, register: register, sheet: sheet, check: check, twin: twin)
    }

    /// What an old register may come as.
    public static let accepted: Set<MediaType> = RegisterFile.accepted

    /// Checks a register by its headings alone.
    public func check(
        _ file: InspectedFile, of register: Register, by actor: Journal.Actor, at now: Instant
    ) async throws -> Checked {
        try await check(file, of: register, columns: nil, by: actor, at: now)
    }

    /// Orders the import of what was checked; `work` brings it in.
    ///
    /// - Parameters:
    ///   - leavesWrongRowsOut: import the right rows although others are wrong.
    ///   - isAgain: although the same rows were imported before.
    /// - Throws: `RegisterImportRefusal`.
    public func order(
        _ checked: Checked, leavesWrongRowsOut: Bool, isAgain: Bool, by actor: Journal.Actor, at now: Instant
    ) async throws -> ID<RegisterImport> {
        let register = checked.register
        let order = ImportRegister.Order(
            agency: register.agency, flow: register.flow, years: register.years, fileName: checked.file.name.text,
            layout: checked.sheet.layout, leavesWrongRowsOut: leavesWrongRowsOut, isAgain: isAgain, actor: actor)
        try order.admit(checked.check, twin: checked.twin)
        try await files.settle(checked.file)
        return try await database.write { [files] db in
            let stored = try files.accept(checked.file, at: now, in: db)
            return try ImportRegister()(order, file: stored, check: checked.check, at: now, in: db)
        }
    }

    /// Takes an import back; `work` removes its documents.
    /// - Throws: `NotFound`, `RegisterImportRefusal`.
    public func undo(_ id: ID<RegisterImport>, by actor: Journal.Actor, at now: Instant) async throws {
        try await database.write { db in try UndoRegisterImport()(id, by: actor, at: now, in: db) }
    }

    /// Goes on with an import.
    ///
    /// - Parameter limit: documents after which the rest is left to the next call, or to the background.
    /// - Returns: how far it is now.
    @discardableResult
    public func work(on id: ID<RegisterImport>, rows limit: Int = .max) async throws -> RegisterImport {
        try await RegisterImportWork(database: database, files: files, types: types).run(id, rows: limit)
        guard let job = try await database.read({ try $0.registerImport(id) }) else { throw NotFound() }
        return job
    }
}
