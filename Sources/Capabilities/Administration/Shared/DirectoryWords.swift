import Database
import Directory
import Essentials
import Web

/// How days, units and posts are put into words; one way on every page.
enum DirectoryWords {
    /// `từ 01/07/2025`, `01/01/2020 – 30/06/2025`.
    static func period(_ validity: Validity) -> Wording {
        let from = validity.from
        guard let to = validity.to else {
            return Wording(
                "từ \(from.text(in: .vietnamese))", en: "from \(from.text(in: .english))")
        }
        return Wording(
            "\(from.text(in: .vietnamese)) – \(to.text(in: .vietnamese))",
            en: "\(from.text(in: .english)) – \(to.text(in: .english))")
    }

    static func yesNo(_ flag: Bool) -> Wording {
        flag ? Wording("Có", en: "Yes") : Wording("Không", en: "No")
    }

    /// How a thing with dates stands on a day.
    static func tag(_ validity: Validity, on day: CivilDate) -> StateTag {
        if day < validity.from { return StateTag(.waiting, Wording("Chưa hiệu lực", en: "Not yet")) }
        if let to = validity.to, to < day { return StateTag(.stopped, Wording("Đã hết", en: "Ended")) }
        return StateTag(.active, Wording("Đang hiệu lực", en: "In force"))
    }

    static func tag(of unit: Unit, on day: CivilDate) -> StateTag {
        if day < unit.existence.from { return StateTag(.waiting, Wording("Chưa thành lập", en: "Not yet set up")) }
        if let to = unit.existence.to, to < day {
            return StateTag(.stopped, Wording("Đã kết thúc hoạt động", en: "Closed"))
        }
        return StateTag(.active, Wording("Đang hoạt động", en: "Active"))
    }

    /// `7 đơn vị`, `hơn 1.000 đơn vị`.
    static func count(_ count: CappedCount, _ vietnamese: String, _ english: String) -> Wording {
        Wording(
            "\(count.text(in: .vietnamese)) \(vietnamese)",
            en: "\(count.text(in: .english)) \(english)\(count.value == 1 && !count.isCapped ? "" : "s")")
    }

    static func count(_ found: Int, _ vietnamese: String, _ english: String) -> Wording {
        Wording(
            "\(Formatting.number(found, in: .vietnamese)) \(vietnamese)",
            en: "\(Formatting.number(found, in: .english)) \(english)\(found == 1 ? "" : "s")")
    }

    /// `A, B và C` as a plain list.
    static func list(_ names: [Wording]) -> Wording {
        Wording(
            names.map(\.vietnamese).joined(separator: ", "), en: names.map(\.english).joined(separator: ", "))
    }
}

extension KeysetPage {
    /// Links to the neighbours of this page; nil when it is the only one.
    func pagination(path: String, query: Query, text: Wording) -> Pagination? {
        guard older != nil || newer != nil else { return nil }
        return Pagination(
            text, newerPath: newer.map { path + query.with(["newer": $0.description]) },
            olderPath: older.map { path + query.with(["older": $0.description]) })
    }
}
