import Deadlines
import Essentials
import EvaluationEngine
import Foundation
import Testing

@testable import SampleProvince

@Suite struct SampleContentTests {
    private static let asOf = CivilDate(dayNumber: 20_778)  // 2026-11-21
    private static let content = Result { try made() }

    private static func made(seed: UInt64 = 1, asOf: CivilDate = asOf) throws -> SampleContent {
        try SampleContent(asOf: asOf, seed: seed, calendar: WorkingCalendar.national().snapshot())
    }

    private static func fingerprint(_ content: SampleContent) -> UInt64 {
        var print = Fingerprint(of: "\(content.units.before.units) \(content.units.after.units)")
        print.add("\(content.staff.people)")
        for document in content.documents { print.add("\(document.symbol ?? "") \(document.subject) \(document.text)") }
        for step in content.rounds.steps { print.add("\(step)") }
        for entrant in content.rounds.rounds.flatMap(\.entrants) { print.add("\(entrant)") }
        for act in content.acts { print.add("\(act.at) \(act.document) \(act.by) \(act.deed)") }
        return print.value
    }

    @Test func `the same seed and day give the same content, another seed gives another`() throws {
        let content = try Self.content.get()
        #expect(try Self.fingerprint(Self.made()) == Self.fingerprint(content))
        #expect(try Self.fingerprint(Self.made(seed: 2)) != Self.fingerprint(content))
    }

    @Test func `ranks and levels of the departments arise from what they declare`() throws {
        let rounds = try Self.content.get().rounds
        #expect(rounds.rounds.map(\.year) == [2025, 2026])
        #expect(rounds.steps.allSatisfy { $0.at < Instant(Self.asOf) })
        let round = try #require(rounds.rounds.first)
        let units = round.entrants.map { EvaluatedUnit(code: $0.unit, name: $0.unit, group: $0.group) }
        var sheet = try Sheet(IssuedSet(round.set), units: units)
        let criteria = Dictionary(round.set.leaves.map { ($0.code, $0) }) { first, _ in first }
        for entrant in round.entrants {
            for answer in entrant.answers {
                let inputs = try #require(criteria[answer.criterion]?.inputs)
                let values = try zip(inputs, answer.values).map { input, text in
                    try input.value(text.replacing(",", with: "."))
                }
                try sheet.enter(.value(values), unit: entrant.unit, criterion: answer.criterion)
            }
        }
        let levels = Scoring(sheet).results().compactMap { $0.level?.code }
        #expect(levels.count == units.count && units.count > 15)
        #expect(Set(levels).isSuperset(of: ["tot", "kha", "trung-binh"]))
    }

    @Test func `the province has the proportions of a real one`() throws {
        let content = try Self.content.get()
        let (before, after) = (content.units.before, content.units.after)
        #expect(before.all(.department).count == 22)
        #expect(before.all(.district).count == 9)
        #expect((140...160).contains(before.all(.commune).count))
        #expect(after.all(.district).isEmpty)
        #expect(after.all(.department).count == 14)
        #expect((45...55).contains(after.all(.commune).count))
        #expect((1100...1300).contains(content.staff.people.count))
        #expect(content.documents.count == 2000)
        #expect(content.acts.count > 20_000)
    }

    @Test func `every unit before has a place or a successor after, and every official a post`() throws {
        let content = try Self.content.get()
        for unit in content.units.before.units {
            let successor = content.units.reorganisation.successor(of: unit.key)
            #expect(content.units.after[successor] != nil, "\(unit.key)")
        }
        for person in content.staff.people {
            #expect(person.before.flatMap { content.units.before[$0.unit] } != nil)
            #expect(person.after.flatMap { content.units.after[$0.unit] } != nil)
        }
        for unit in content.units.after.units where unit.kind != .steeringCommittee {
            let heads = content.staff.posts(in: unit.key, after: true).filter { $0.post.standing == .head }
            #expect(heads.count == 1, "\(unit.key)")
        }
        #expect(content.staff.accounts.count == SampleSeat.all.count)
    }

    @Test func `no real province is named, and all text is NFC`() throws {
        let content = try Self.content.get()
        let places = Set((content.units.before.units + content.units.after.units).map(\.place))
        #expect(places.isDisjoint(with: RealProvinces.names))
        let texts =
            content.units.before.units.map(\.name) + content.staff.people.map(\.name)
            + content.documents.flatMap { [$0.subject, $0.symbol ?? "", "\($0.text)"] }
        #expect(texts.allSatisfy { $0.utf8.elementsEqual($0.precomposedStringWithCanonicalMapping.utf8) })
    }

    @Test func `everything happens on working days before the as-of date, and no text is left with a gap`() throws {
        let content = try Self.content.get()
        let calendar = try WorkingCalendar.national().snapshot()
        let days = Set(content.acts.map(\.at.date))
        for day in days {
            #expect(day < content.asOf)
            #expect(try calendar.isWorking(day), "\(day)")
        }
        let touched = Set(content.acts.map(\.document))
        #expect(content.documents.allSatisfy { touched.contains($0.number) })
        #expect(content.documents.allSatisfy { !"\($0.subject) \($0.text)".contains("{") })
        #expect(content.documents.allSatisfy { (1...500).contains($0.subject.count) && $0.notation.count <= 30 })
    }

    @Test func `work in hand on the eve of the reorganisation is finished after it`() throws {
        let content = try Self.content.get()
        let border = Instant(content.units.reorganisation.on)
        var begun: Set<Int> = []
        var finished: Set<Int> = []
        for act in content.acts {
            switch act.deed {
            case .direct where act.at < border: begun.insert(act.document)
            case .report where act.at >= border: finished.insert(act.document)
            default: break
            }
        }
        #expect(begun.intersection(finished).count >= 5)
    }

    @Test func `numbers run without a gap in each agency and year`() throws {
        let content = try Self.content.get()
        var numbers: [String: [Int]] = [:]
        for document in content.documents {
            guard let issuer = document.issuer, let date = document.issuedOn, let symbol = document.symbol else {
                continue
            }
            numbers["\(issuer) \(date.year)", default: []].append(Int(symbol.prefix { $0 != "/" }) ?? 0)
        }
        #expect(numbers.values.allSatisfy { $0.sorted() == Array(1...$0.count) })
    }

    @Test func `at least a hundred files differ, and a shared one says that it is shared`() throws {
        let files = SampleFiles(try Self.content.get())
        #expect(Set(files.pages.map(\.html)).count >= 100)
        #expect(files.pages.count == Set(files.pages.map(\.name)).count)
        for page in files.pages where page.name.hasPrefix("mau-") {
            #expect(page.html.contains("Tệp mẫu dùng chung"))
        }
        #expect(files.pages.allSatisfy { $0.html.contains("không có giá trị pháp lý") })
    }
}

private enum RealProvinces {
    /// The 63 of before and the 34 since 1 July 2025, and some older ones.
    static let names: Set<String> = [
        "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
        "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông",
        "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương",
        "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum",
        "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận",
        "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng",
        "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh",
        "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái", "Hà Tây", "Hà Bắc", "Sơn Tây", "Hải Hưng", "Vĩnh Phú",
    ]
}
