import ArgumentParser
import Deadlines
import Essentials

/// `lienthong calendar YEAR`, `lienthong calendar lunar YYYY-MM-DD`.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The working calendar: every day of a year that is not ordinary.",
        subcommands: [CalendarYearCommand.self, LunarCommand.self], defaultSubcommand: CalendarYearCommand.self)
}

/// Prints CSV: `date,kind,name,source`.
struct CalendarYearCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "year", abstract: "CSV with date, kind, name and source of every day that is not ordinary.")

    @Argument(help: "The year, 1976 to 2099.")
    var year: String

    func run() throws {
        guard let number = Int(year), (1976...2099).contains(number) else {
            throw refuse("'\(year)' is no year between 1976 and 2099")
        }
        do {
            let calendar = try WorkingCalendar.national().snapshot()
            print(try CalendarReport(calendar).csv(year: number), terminator: "")
        } catch {
            throw refuse(error.wording.english)
        }
    }
}

/// Prints `D/M/YYYY`, a leap month marked `nhuận`.
struct LunarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lunar", abstract: "The lunar date of a day: D/M/YYYY, a leap month marked 'nhuận'.")

    @Argument(help: "The day, as 2025-07-25; 1976 to 2099.")
    var date: String

    func run() throws {
        guard let civil = CivilDate(date) else { throw refuse("'\(date)' is no day; write it as 2025-07-25") }
        do {
            print(try LunarDate(civil))
        } catch {
            throw refuse(error.wording.english)
        }
    }
}
