import Directory
import Essentials

/// What a column of an old register holds: the columns of NĐ 30/2020 PL IV, and what former systems give beside them.
enum RegisterColumn: String, CaseIterable, Codable, Sendable {
    case entryNumber, arrivedOn, issuer, symbol, number, notation, issuedOn, type, subject, signerName, signerPosition
    case urgency, secrecy, recipient, copyKeeper, copies, handedOn, receipt, pages, note
    case fileName

    var name: Wording {
        switch self {
        case .entryNumber: Wording("Số đến", en: "Arrival number")
        case .arrivedOn: Wording("Ngày đến", en: "Arrived on")
        case .issuer: Wording("Tác giả (cơ quan ban hành)", en: "Issuing agency")
        case .symbol: Wording("Số, ký hiệu", en: "Number and symbol")
        case .number: Wording("Số (cột riêng)", en: "Number alone")
        case .notation: Wording("Ký hiệu (cột riêng)", en: "Symbol alone")
        case .issuedOn: Wording("Ngày tháng văn bản", en: "Date of the document")
        case .type: Wording("Loại văn bản", en: "Type")
        case .subject: Wording("Tên loại và trích yếu", en: "Type and subject")
        case .signerName: Wording("Người ký", en: "Signer")
        case .signerPosition: Wording("Chức vụ người ký", en: "Signer's position")
        case .urgency: Wording("Mức độ khẩn", en: "Urgency")
        case .secrecy: Wording("Độ mật", en: "Secrecy")
        case .recipient: Wording("Nơi nhận, đơn vị hoặc người nhận", en: "Recipients")
        case .copyKeeper: Wording("Đơn vị, người nhận bản lưu", en: "Who keeps the original")
        case .copies: Wording("Số lượng bản", en: "Copies")
        case .handedOn: Wording("Ngày chuyển", en: "Handed on")
        case .receipt: Wording("Ký nhận", en: "Signed for by")
        case .pages: Wording("Số trang", en: "Pages")
        case .note: Wording("Ghi chú", en: "Note")
        case .fileName: Wording("Tên tệp", en: "File name")
        }
    }

    /// How registers call it: folded words, the decree's own first.
    var headings: [String] {
        switch self {
        case .entryNumber: ["so den", "so vb den", "so van ban den", "so thu tu den"]
        case .arrivedOn: ["ngay den", "ngay thang den", "ngay vb den", "ngay van ban den", "ngay nhan", "ngay vao so"]
        case .issuer:
            [
                "tac gia", "co quan ban hanh", "ten co quan ban hanh", "co quan to chuc ban hanh", "noi ban hanh",
                "don vi ban hanh", "noi gui", "co quan gui", "don vi gui",
            ]
        case .symbol:
            ["so ky hieu", "so va ky hieu", "so ki hieu", "so va ki hieu", "so hieu", "so ky hieu van ban", "so kh"]
        case .number: ["so", "so van ban", "so vb", "so cua van ban"]
        case .notation: ["ky hieu", "ki hieu", "ky hieu van ban", "ky hieu cua van ban"]
        case .issuedOn:
            [
                "ngay thang van ban", "ngay van ban", "ngay thang nam van ban", "ngay thang", "ngay ban hanh",
                "ngay vb", "ngay ky", "ngay phat hanh",
            ]
        case .type: ["loai van ban", "ten loai", "loai", "loai vb", "the loai", "hinh thuc van ban", "hinh thuc"]
        case .subject:
            [
                "ten loai va trich yeu noi dung van ban", "ten loai va trich yeu noi dung", "ten loai va trich yeu",
                "trich yeu", "trich yeu noi dung", "noi dung", "noi dung trich yeu", "ve viec", "tieu de",
            ]
        case .signerName: ["nguoi ky", "ho ten nguoi ky", "nguoi ki"]
        case .signerPosition: ["chuc vu", "chuc vu nguoi ky"]
        case .urgency: ["do khan", "muc do khan", "khan"]
        case .secrecy: ["do mat", "muc do mat", "mat"]
        case .recipient:
            [
                "don vi hoac nguoi nhan", "don vi nguoi nhan", "noi nhan", "noi nhan van ban", "nguoi nhan",
                "don vi nhan", "don vi xu ly", "nguoi xu ly",
            ]
        case .copyKeeper: ["don vi nguoi nhan ban luu", "noi nhan ban luu", "nguoi nhan ban luu", "ban luu", "noi luu"]
        case .copies: ["so luong ban", "so ban", "so luong"]
        case .handedOn: ["ngay chuyen"]
        case .receipt: ["ky nhan", "nguoi ky nhan", "ki nhan"]
        case .pages: ["so trang", "so to"]
        case .note: ["ghi chu"]
        case .fileName:
            ["ten tep", "tep", "tep dinh kem", "ten tep dinh kem", "tep tin", "file", "ten file", "file dinh kem"]
        }
    }

    /// What a register of this kind has.
    static func all(of flow: Document.Flow) -> [RegisterColumn] {
        switch flow {
        case .incoming: allCases.filter { ![.copyKeeper, .copies].contains($0) }
        case .outgoing: allCases.filter { ![.entryNumber, .arrivedOn, .issuer].contains($0) }
        }
    }

    /// Without which a row says too little to be found again; each is one of several that do.
    static func required(of flow: Document.Flow) -> [[RegisterColumn]] {
        switch flow {
        case .incoming: [[.arrivedOn], [.entryNumber], [.issuer], [.subject]]
        case .outgoing: [[.symbol, .number], [.issuedOn], [.subject]]
        }
    }
}

/// Which column of a file holds what, from its headings.
struct RegisterHeadings {
    private let names: [String]

    init(_ cells: [String]) {
        names = cells.map { VietnameseText.words(of: $0).joined(separator: " ") }
    }

    /// For each column what it holds; nil for one that is not known. Each is guessed once: by its whole heading before by
    /// a part of one.
    func columns(of flow: Document.Flow) -> [RegisterColumn?] {
        var found = [RegisterColumn?](repeating: nil, count: names.count)
        let known = RegisterColumn.all(of: flow)
        for (place, name) in names.enumerated() {
            let column = known.first { $0.headings.contains(name) }
            if let column, !found.contains(column) { found[place] = column }
        }
        for (place, name) in names.enumerated() where found[place] == nil {
            let parts = known.flatMap { column in column.headings.map { (column, $0) } }
                .filter { $0.1.contains(" ") && " \(name) ".contains(" \($0.1) ") && !found.contains($0.0) }
            found[place] = parts.max { $0.1.utf8.count < $1.1.utf8.count }?.0
        }
        return found
    }
}
