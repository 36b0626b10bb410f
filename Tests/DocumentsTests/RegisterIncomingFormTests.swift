import Directory
import Documents
import Essentials
import Testing
import Web

/// What a clerk may enter, and what is said otherwise.
struct RegisterIncomingFormTests {
    private let types: DocumentTypes
    private let today: CivilDate

    init() throws {
        types = try DocumentTypes.bundled()
        today = try #require(CivilDate("2026-11-20"))
    }

    @Test(arguments: [
        ("issuedOn", "21/11/2026"), ("issuedOn", "01/01/1899"), ("issuedOn", "30/02/2026"), ("issuedOn", "hôm qua"),
        ("issuedOn", nil), ("issuer", nil), ("subject", nil), ("subject", "   "), ("type", nil), ("type", "khong-co"),
        ("urgency", "9"), ("number", "123456789012"), ("dueOn", "19/11/2026"), ("arrivedOn", "01/01/2020"),
    ])
    func `a field that is wrong is named`(field: String, value: String?) throws {
        let problems = #expect(throws: Problems.self) {
            _ = try RegisterIncomingForm(types: types, today: today, SmallProvince.fields([field: value]))
        }
        #expect(problems?.byField.map(\.field) == [field])
    }

    @Test func `the subject is counted in characters, not in bytes`() throws {
        let long = String(repeating: "ữ", count: 500)
        let form = try RegisterIncomingForm(types: types, today: today, SmallProvince.fields(["subject": long]))
        #expect(form.subject == long)
        #expect(throws: Problems.self) {
            _ = try RegisterIncomingForm(types: types, today: today, SmallProvince.fields(["subject": long + "ữ"]))
        }
    }

    @Test func `the twenty-nine types of the decree are there, with their codes as written`() {
        #expect(types.all.count == 29)
        #expect(types.all.compactMap(\.code).count == 27)
        #expect(types["quy-dinh"]?.code == "QyĐ")
        #expect(types["to-trinh"]?.code == "TTr")
        #expect(types["cong-van"]?.code == nil)
    }
}
