import ArgumentParser
import Deadlines
import Essentials

/// `lienthong deadline --start 2025-10-10T16:00 --term 8wh [--json] [--explain]`.
struct DeadlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "When a statutory term ends, and why.")

    @Option(help: "When the clock starts, in the time of Việt Nam: 2025-10-10T16:00.")
    var start: String

    // What begins with a minus is a negative term, to be refused as one, and no option.
    @Option(
        parsing: .unconditional,
        help: "The term: 8wh (working hours), 3wd (working days), 15cd (calendar days), 1mo (months), 2h (hours).")
    var term: String

    @Flag(help: "Print JSON with the due time, citations and trace.")
    var json = false

    @Flag(help: "Print every step of the count in Vietnamese.")
    var explain = false

    func run() throws {
        guard let instant = Instant(start) else {
            throw refuse("--start '\(start)' is no date and time; write it as 2025-10-10T16:00")
        }
        do {
            let calendar = try WorkingCalendar.national().snapshot()
            let result = try deadline(start: instant, term: Term(parsing: term), calendar: calendar)
            let report = DeadlineReport(result)
            if json {
                print(report.json)
            } else {
                print(result.due)
                if result.isProvisional {
                    StandardError.print("provisional: decisions on holidays may still change it")
                }
            }
            if explain && !json { print(report.explanation(in: .vietnamese), terminator: "") }
        } catch let error as TermError {
            throw refuse("--term: \(error.wording.english)")
        } catch let error as DeadlineError {
            throw refuse(error.wording.english)
        } catch let error as CalendarError {
            throw refuse(error.wording.english)
        }
    }
}
