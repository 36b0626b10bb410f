import Database
import Directory
import Documents
import Essentials
import TestSupport
import Testing
import Web

/// One number for each registered document: no gap, none twice (NĐ 30/2020 Đ. 15, Đ. 22.2).
struct NumberSequenceTests {
    @Test(arguments: Engine.tested)
    func `sixteen clerks at once get numbers without a gap and without a double`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<16 {
                    group.addTask {
                        for document in 0..<5 {
                            _ = try await province.register(["number": "\(writer * 100 + document + 1)"])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let numbers = try await province.database.read { db in
                try db.values("SELECT arrival_number FROM incoming_document ORDER BY arrival_number", as: Int.self)
            }
            #expect(numbers == Array(1...80))
        }
    }

    @Test(arguments: Engine.tested)
    func `a year begins at one again, and agencies do not share numbers`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            let (clerk, other, types) = (province.clerk, province.departmentClerk, province.types)
            let newYear = try #require(Instant("2027-01-01T00:00"))
            let lastMinute = try #require(Instant("2026-12-31T23:59:59"))
            let numbers = try await province.database.write { db in
                try [(clerk, province.now), (clerk, lastMinute), (clerk, newYear), (other, newYear)].enumerated().map {
                    index, turn in
                    let form = try RegisterIncomingForm(
                        types: types, today: turn.1.date, SmallProvince.fields(["number": "\(index + 1)"]))
                    return try RegisterIncoming(closing: SmallProvince.closing)(
                        form, file: nil, by: turn.0, at: turn.1, in: db
                    ).arrivalNumber
                }
            }
            #expect(numbers == [1, 2, 1, 1])
        }
    }

    @Test(arguments: [(1, "01"), (9, "09"), (10, "10"), (1204, "1204")])
    func `a number below ten has a leading zero`(number: Int, printed: String) {
        #expect(DocumentSymbol(number: number, notation: "QĐ-UBND").text == "\(printed)/QĐ-UBND")
    }

    @Test func `written in another way it is still the same symbol`() {
        let key = DocumentSymbol(number: "05", notation: "QĐ-UBND").comparisonKey
        #expect(DocumentSymbol(number: "5", notation: "qđ-ubnd").comparisonKey == key)
        #expect(DocumentSymbol(number: "5", notation: "QD - UBND").comparisonKey == key)
        #expect(DocumentSymbol(number: "50", notation: "QĐ-UBND").comparisonKey != key)
    }
}
