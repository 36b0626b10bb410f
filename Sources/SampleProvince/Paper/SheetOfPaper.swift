import Essentials

/// A document as it stands on paper, element by element (thể thức văn bản, NĐ 30/2020 PL I).
struct SheetOfPaper: Sendable {
    /// Box 2: the agency above, if one is named.
    var agencyAbove: [String] = []
    /// Box 2: the issuing agency, in one or two lines.
    var agency: [String]
    /// Box 3: `Số: 15/QĐ-UBND`; the number may be left open.
    var symbol: String
    /// Box 4: `Hòa An, ngày 05 tháng 01 năm 2026`.
    var placeAndDate: String
    /// Box 5a: `QUYẾT ĐỊNH`; nil for an official letter.
    var title: String?
    /// Box 5a or 5b.
    var subject: String
    var text: SampleText
    /// Box 10b: `KHẨN`, framed in red.
    var urgency: String?
    /// Box 7a: the authority and the position, a line each.
    var authority: [String]
    /// Box 7b.
    var signer: String
    /// Box 9b, without the last line.
    var recipients: [String]
    /// Box 9b, last line: who keeps it besides the clerk.
    var keptBy: String
    /// A line at the foot of every page: what the sample is and is not.
    var footer: String
}

extension SheetOfPaper {
    /// The date as it is written: days below 10 and the months 1 and 2 with a leading zero (NĐ 30/2020 PL I II.4).
    static func written(_ date: CivilDate?, at place: String) -> String {
        let open = String(repeating: "\u{A0}", count: 5)
        guard let date else { return "\(place), ngày \(open) tháng \(open) năm \(open)" }
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        let month = date.month < 3 ? "0\(date.month)" : "\(date.month)"
        return "\(place), ngày \(day) tháng \(month) năm \(date.year)"
    }

    /// Names of units in capitals, parted where the level above ends: `ỦY BAN NHÂN DÂN`, `XÃ LÂM GIANG`.
    static func lines(of name: String) -> [String] {
        let committee = "Ủy ban nhân dân "
        guard name.hasPrefix(committee) else { return [name.uppercased()] }
        return [committee.dropLast().uppercased(), name.dropFirst(committee.count).uppercased()]
    }
}
