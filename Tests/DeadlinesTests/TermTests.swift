import Deadlines
import Essentials
import Testing

@Suite struct TermTests {
    @Test(arguments: [
        ("8wh", Term.workingHours(8), "8 giờ làm việc"), ("4.5wh", .workingHours(4.5), "4,5 giờ làm việc"),
        ("3wd", .workingDays(3), "3 ngày làm việc"), ("0.5wd", .workingDays(0.5), "0,5 ngày làm việc"),
        ("0.25wd", .workingDays(Quantity(hundredths: 25)), "0,25 ngày làm việc"),
        ("15cd", .calendarDays(15), "15 ngày"), ("1mo", .months(1), "1 tháng"), ("2h", .wallHours(2), "2 giờ"),
        ("0wd", .workingDays(0), "0 ngày làm việc"),
    ])
    func `a term is read, written back and said`(text: String, term: Term, vietnamese: String) throws {
        #expect(try Term(parsing: text) == term)
        #expect(term.description == text)
        #expect(term.wording.vietnamese == vietnamese)
    }

    @Test(arguments: [
        ("", TermError.empty), ("-3wd", .negative("-3wd")), ("3", .missingUnit("3")), ("wd", .notANumber("wd")),
        ("3 wd", .unknownUnit("3 wd")), ("3days", .unknownUnit("3days")), ("3WD", .unknownUnit("3WD")),
        ("1.5cd", .fractionNotAllowed("1.5cd")), ("0.5mo", .fractionNotAllowed("0.5mo")),
        ("1.5h", .fractionNotAllowed("1.5h")), ("1.234wh", .tooManyDecimals("1.234wh")),
        ("1.2.3wh", .notANumber("1.2.3wh")), (".5wd", .notANumber(".5wd")), ("5.wd", .notANumber("5.wd")),
        ("9999999wd", .tooLong("9999999wd")), ("1e3wd", .unknownUnit("1e3wd")), ("٣wd", .notANumber("٣wd")),
        ("+3wd", .notANumber("+3wd")), ("4,5wh", .unknownUnit("4,5wh")),
    ])
    func `what is no term is refused with a reason`(text: String, error: TermError) {
        #expect(throws: error) { try Term(parsing: text) }
        #expect(!error.wording.vietnamese.isEmpty && !error.wording.english.isEmpty)
    }

    @Test func `an immense number is refused, not overflowed`() {
        #expect(Quantity(Int.max).hundredths == .max)
        #expect(throws: DeadlineError.self) {
            try deadline(
                start: moment("10/10/2025 09:00"), term: .workingDays(Quantity(Int.max)), calendar: national)
        }
        #expect(throws: DeadlineError.self) {
            try deadline(start: moment("10/10/2025 09:00"), term: .wallHours(.max), calendar: national)
        }
    }
}
