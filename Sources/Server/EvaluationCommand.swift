import ArgumentParser
import Essentials
import EvaluationEngine
import Foundation

/// `lienthong evaluation …`: scoring and statistics for anyone with a spreadsheet; no server, no database.
struct EvaluationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluation",
        abstract: "Score, rank, verify and examine evaluations (docs/evaluation-formats.md).",
        subcommands: [
            EvaluationScoreCommand.self, EvaluationCheckCommand.self, EvaluationDiffCommand.self,
            EvaluationPackageCommand.self, EvaluationVerifyCommand.self, EvaluationSetsCommand.self,
            EvaluationCompositeCommand.self, EvaluationRankProbabilityCommand.self, EvaluationSensitivityCommand.self,
            EvaluationCopelandCommand.self, EvaluationBenchCommand.self,
        ])
}

/// Files of the evaluation commands.
enum EvaluationFile {
    /// The text of a UTF-8 file, or exit status 2 with the reason.
    static func text(_ path: String) throws(InputProblem) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw InputProblem(Wording("không đọc được tệp", en: "the file cannot be read"), in: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw InputProblem(Wording("tệp không phải UTF-8", en: "the file is not UTF-8"), in: path)
        }
        return text
    }

    /// A set as it is written, which may still have mistakes.
    static func draft(_ path: String) throws(InputProblem) -> CriteriaSet {
        do {
            return try CriteriaSet(json: text(path))
        } catch {
            throw error.inFile(path)
        }
    }

    /// A package that recomputes to the same bytes.
    static func package(_ path: String) throws(InputProblem) -> ResultPackage {
        do {
            return try ResultPackage(verifying: text(path))
        } catch {
            throw error.inFile(path)
        }
    }

    /// A set that may be issued.
    static func set(_ path: String) throws(InputProblem) -> IssuedSet {
        if let shipped = ShippedSets.named(path) { return shipped }
        let set = try draft(path)
        do {
            return try IssuedSet(set)
        } catch {
            let reasons = error.problems.map { $0.text(.english) }.joined(separator: "; ")
            throw InputProblem(Wording(reasons, en: reasons), in: path)
        }
    }

    /// Values for a set.
    static func sheet(_ set: IssuedSet, _ path: String) throws(InputProblem) -> Sheet {
        do {
            return try Sheet(set, csv: text(path))
        } catch {
            throw error.inFile(path)
        }
    }
}

extension ParsableCommand {
    /// Runs what reads files; whatever is wrong with them ends with status 2 and its place.
    func readingFiles(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let problem as InputProblem {
            throw refuse(problem.text(.english))
        }
    }
}

/// How tables are printed.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case csv
    case json
}

/// Prints score, rank, level and coverage of every unit, in total and by field.
struct EvaluationScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score and rank units: exact score, rank, level, coverage by unit and field.")

    @Option(help: "The criteria set: a JSON file, or the name of a shipped one.")
    var set: String

    @Option(help: "The values: a CSV file with a row for each unit.")
    var values: String

    @Option(help: "csv or json.")
    var format: TableFormat = .csv

    func run() throws {
        try readingFiles {
            let issued = try EvaluationFile.set(set)
            let table = ResultTable(Scoring(try EvaluationFile.sheet(issued, values)))
            print(format == .csv ? table.csv() : table.json(hash: issued.hash).pretty, terminator: "")
        }
    }
}

/// Says what keeps a set from being issued.
struct EvaluationCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that keeps a criteria set from being issued.")

    @Argument(help: "The criteria set, a JSON file.")
    var set: String

    func run() throws {
        try readingFiles {
            let draft = try EvaluationFile.draft(set)
            let problems = draft.problems()
            for problem in problems { StandardError.print("\(set): \(problem.text(.english))") }
            guard problems.isEmpty else { throw ExitCode(2) }
            print("\(draft.code) \(draft.version) \(try IssuedSet(draft).hash)")
        }
    }
}

/// Prints what changed between two versions of a set.
struct EvaluationDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What a later version of a criteria set adds, removes and changes.")

    @Argument(help: "The earlier set.")
    var earlier: String

    @Argument(help: "The later set.")
    var later: String

    func run() throws {
        try readingFiles {
            let (old, new) = (try EvaluationFile.set(earlier), try EvaluationFile.set(later))
            for change in old.set.changes(to: new.set) { print("\(change.kind.rawValue)\t\(change.wording.english)") }
        }
    }
}

/// Writes a result package.
struct EvaluationPackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "Write a result package: set, answers, results and hash in one file.")

    @Option(help: "The criteria set: a JSON file, or the name of a shipped one.")
    var set: String

    @Option(help: "The values: a CSV file with a row for each unit.")
    var values: String

    func run() throws {
        try readingFiles {
            let sheet = try EvaluationFile.sheet(EvaluationFile.set(set), values)
            print(ResultPackage(Scoring(sheet)).text, terminator: "")
        }
    }
}

/// Recomputes a result package offline.
struct EvaluationVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recompute a result package; succeed only if every byte comes out the same.")

    @Argument(help: "The result package, a JSON file.")
    var package: String

    func run() throws {
        try readingFiles {
            print("verified \(try EvaluationFile.package(package).hash)")
        }
    }
}

/// Prints a shipped set, or the list of them.
struct EvaluationSetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sets", abstract: "List the shipped criteria sets, or print one as JSON.")

    @Argument(help: "The name of a shipped set.")
    var name: String?

    func run() throws {
        guard let name else {
            for name in ShippedSets.names {
                let share = ShippedSets.named(name)?.set.citedCount
                print(
                    "\(name)\t\(ShippedSets.named(name)?.set.title.vietnamese ?? "")\t\(share.map { "\($0.cited)/\($0.of)" } ?? "")"
                )
            }
            return
        }
        guard let set = ShippedSets.named(name) else { throw refuse("there is no shipped set '\(name)'") }
        print(set.set.json.pretty, terminator: "")
    }
}
