import Directory
import Essentials
import Spreadsheets

/// What a check of an old register found; nothing is stored by it.
struct RegisterCheck: Sendable {
    /// Rows that are right, and what they come to.
    var rows = 0
    var hash = RegisterHash()
    /// The first of them, to look at.
    var preview: [RegisterRow] = []
    /// Rows with something to mend.
    var wrongRows = 0
    /// The first of the cells to mend, and how many there are in all.
    var problems: [CellProblem] = []
    var problemCount = 0
    /// The first rows of state secrets: with one of them the file may not be here at all.
    var secretRows: [Int] = []
    /// Something is wrong with the file or its columns as a whole: then rows mean nothing.
    var isUnreadable = false

    /// Cells that are kept: what is wrong a thousand times over is wrong in one way.
    static let mostProblems = 10_000
    private static let mostPreviewed = 5
    private static let mostSecretsNamed = 20

    /// Whether it can be imported as it is.
    var isRight: Bool { problemCount == 0 && rows > 0 }

    mutating func add(_ row: RegisterRow) {
        rows += 1
        hash.add(row.canonical)
        if preview.count < Self.mostPreviewed { preview.append(row) }
    }

    mutating func addSecret(row: Int) {
        if secretRows.count < Self.mostSecretsNamed { secretRows.append(row) }
    }

    mutating func add(_ found: [CellProblem]) {
        wrongRows += 1
        problemCount += found.count
        problems += found.prefix(max(0, Self.mostProblems - problems.count))
    }

    mutating func refuse(_ found: [CellProblem]) {
        isUnreadable = true
        problemCount += found.count
        problems = found + problems
    }
}

/// Reads an old register through, row by row, and says what is wrong with it. Memory holds a row and what is to mend.
struct CheckRegister: Sendable {
    let reader: RegisterRowReader

    func callAsFunction(_ file: RegisterFile) async throws -> RegisterCheck {
        var check = RegisterCheck()
        let problems = reader.layout.problems(of: reader.flow)
        guard problems.isEmpty else {
            check.refuse(problems)
            return check
        }
        do {
            try await file.rows(of: reader.layout, from: reader.layout.start) { rows in
                for row in rows {
                    if reader.isSecret(row) {
                        check.addSecret(row: row.number)
                        continue
                    }
                    var found: [CellProblem] = []
                    if let read = reader.read(row, &found) { check.add(read) } else { check.add(found) }
                }
                return true
            }
        } catch let unreadable as UnreadableTable {
            check.refuse([CellProblem(row: 0, message: unreadable.message)])
        }
        if check.rows == 0, check.problemCount == 0, check.secretRows.isEmpty {
            check.refuse([
                CellProblem(row: 0, message: Wording("Sổ không có dòng nào.", en: "The register has no row."))
            ])
        }
        return check
    }
}
