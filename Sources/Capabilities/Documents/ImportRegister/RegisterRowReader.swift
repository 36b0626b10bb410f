import Directory
import Essentials
import Spreadsheets
import Web

/// Turns a row of an old register into a document of it, or says cell by cell what is wrong. Pure.
struct RegisterRowReader: Sendable {
    let flow: Document.Flow
    let years: ClosedRange<Int>
    let layout: RegisterLayout
    let today: CivilDate
    /// Whose outgoing documents they are.
    let agencyName: String
    private let kinds: RegisterTypes
    private let places: [RegisterColumn: Int]
    /// The columns that say how secret a document is, whatever somebody chose for them.
    private let secrecyPlaces: [Int]

    init(
        flow: Document.Flow, years: ClosedRange<Int>, layout: RegisterLayout, types: DocumentTypes, today: CivilDate,
        agencyName: String
    ) {
        self.flow = flow
        self.years = years
        self.layout = layout
        self.today = today
        self.agencyName = agencyName
        kinds = RegisterTypes(types)
        places = Dictionary(
            layout.columns.enumerated().compactMap { place, column in column.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
        let byHeading = RegisterHeadings(layout.headings).columns(of: flow)
        secrecyPlaces = layout.columns.indices.filter {
            layout.columns[$0] == .secrecy || byHeading[$0] == .secrecy
        }
    }

    /// Whether a row tells of a state secret. Such documents are registered elsewhere (NĐ 30/2020 Đ. 22 k. 4), and not
    /// even their subject may come here (Luật 117/2025/QH15 Đ. 5 k. 2); what the column says otherwise is no permission.
    func isSecret(_ line: SheetRow) -> Bool {
        secrecyPlaces.contains { place in
            guard place < line.cells.count else { return false }
            return !Self.openWords.contains(VietnameseText.words(of: line.cells[place]).joined(separator: " "))
        }
    }

    /// How registers write that a document is no secret.
    private static let openWords: Set<String> = [
        "", "0", "khong", "khong mat", "k", "thuong", "binh thuong", "khong co", "cong khai", "giai mat",
        "da giai mat",
    ]

    /// - Returns: the document; nil when a cell is wrong, which `problems` gains.
    func read(_ line: SheetRow, _ problems: inout [CellProblem]) -> RegisterRow? {
        var cells = RegisterCells(line: line, places: places, layout: layout)
        if isSecret(line) { cells.refuseSecret() } else { cells.refuseErrors() }
        guard cells.problems.isEmpty else {
            problems += cells.problems
            return nil
        }
        var row = RegisterRow(place: line.number)
        origin(&row, &cells)
        row.issuedOn = date(.issuedOn, &cells)
        row.arrivedOn = date(.arrivedOn, &cells)
        row.handedOn = date(.handedOn, &cells)
        checkDays(row, &cells)
        row.entryNumber = cells.text(.entryNumber, atMost: 20)
        row.signerName = cells.text(.signerName, atMost: 50)
        row.signerPosition = cells.text(.signerPosition, atMost: 100)
        row.urgency = urgency(&cells)
        row.recipient = cells.text(.recipient, atMost: 1000)
        row.copyKeeper = cells.text(.copyKeeper, atMost: 200)
        row.copies = cells.number(.copies, in: 0...99_999)
        row.receipt = cells.text(.receipt, atMost: 200)
        row.pages = cells.number(.pages, in: 0...99_999)
        row.note = cells.text(.note, atMost: 500)
        row.fileName = cells.text(.fileName, atMost: 255)
        for choices in RegisterColumn.required(of: flow) { cells.require(choices) }
        problems += cells.problems
        return cells.problems.isEmpty ? row : nil
    }

    private func origin(_ row: inout RegisterRow, _ cells: inout RegisterCells) {
        row.symbol = symbol(&cells)
        row.issuer = flow == .outgoing ? agencyName : cells.text(.issuer, atMost: 200) ?? ""
        let subject = cells.text(.subject, atMost: 500) ?? ""
        let named = cells.text(.type, atMost: 100)
        if let named, kinds.key(named: named) == nil, !subject.hasPrefix(named) {
            row.subject = "\(named) \(subject)"
            if row.subject.unicodeScalars.count > 500 { row.subject = subject }
        } else {
            row.subject = subject
        }
        row.typeKey = kinds.key(named: named, subject: subject, notation: row.symbol.notation)
    }

    private func symbol(_ cells: inout RegisterCells) -> DocumentSymbol {
        var symbol = DocumentSymbol(written: cells.value(.symbol))
        let (number, notation) = (cells.text(.number, atMost: 11), cells.text(.notation, atMost: 30))
        if number != nil || notation != nil {
            symbol = DocumentSymbol(number: number ?? symbol.number, notation: notation ?? symbol.notation)
        }
        if symbol.number.unicodeScalars.count > 11 || symbol.notation.unicodeScalars.count > 30 {
            cells.report(
                .symbol,
                Wording(
                    "Viết dạng 15/QĐ-UBND: số nhiều nhất 11 ký tự, ký hiệu nhiều nhất 30.",
                    en: "Write it like 15/QĐ-UBND: at most 11 characters for the number, 30 for the symbol."))
        }
        return symbol
    }

    /// `31/12/2019`, `31.12.2019`, `2019-12-31`, each also with a time behind it; `31/12` in the register of one year.
    private func date(_ column: RegisterColumn, _ cells: inout RegisterCells) -> CivilDate? {
        guard let written = cells.value(column) else { return nil }
        let text = written.split { $0 == " " || $0 == "T" }.first.map(String.init) ?? written
        if let date = CivilDate(typed: text), (1900...2199).contains(date.year) { return date }
        let parts = text.split { $0 == "/" || $0 == "-" || $0 == "." }.compactMap { Int(digits: $0) }
        if years.count == 1, parts.count == 2, text.count <= 5,
            let date = CivilDate(year: years.lowerBound, month: parts[1], day: parts[0])
        {
            return date
        }
        cells.report(column, Wording("Ngày viết dạng 31/12/2019.", en: "Write the day like 31/12/2019."))
        return nil
    }

    /// The row belongs to the years of the register, and nothing in it happened tomorrow.
    private func checkDays(_ row: RegisterRow, _ cells: inout RegisterCells) {
        for (column, day) in [(RegisterColumn.issuedOn, row.issuedOn), (.arrivedOn, row.arrivedOn)] {
            if let day, day > today {
                cells.report(column, Wording("Ngày này chưa đến.", en: "That day has not come yet."))
            }
        }
        let column = flow == .incoming ? RegisterColumn.arrivedOn : .issuedOn
        guard let day = flow == .incoming ? row.arrivedOn : row.issuedOn, !years.contains(day.year) else { return }
        let range = years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
        cells.report(
            column,
            Wording(
                "Năm \(day.year) không thuộc sổ năm \(range). Sửa ngày, hoặc nhập sổ năm khác riêng.",
                en: "\(day.year) is not of the register of \(range). Mend the day, or import that year by itself."))
    }

    private func urgency(_ cells: inout RegisterCells) -> Urgency {
        guard let text = cells.value(.urgency) else { return .ordinary }
        let folded = VietnameseText.folded(text)
        if ["thuong", "binh thuong", "khong", "0"].contains(folded) { return .ordinary }
        if let urgency = Urgency.allCases.first(where: { VietnameseText.folded($0.name.vietnamese) == folded }) {
            return urgency
        }
        cells.report(
            .urgency,
            Wording(
                "Chỉ nhận: \(Urgency.allCases.map(\.name.vietnamese).joined(separator: "; ")).",
                en: "One of: \(Urgency.allCases.map(\.name.english).joined(separator: "; "))."))
        return .ordinary
    }
}

/// The cells of one row by what they hold, and what is wrong with them.
struct RegisterCells {
    let line: SheetRow
    let places: [RegisterColumn: Int]
    let layout: RegisterLayout
    private(set) var problems: [CellProblem] = []

    init(line: SheetRow, places: [RegisterColumn: Int], layout: RegisterLayout) {
        self.line = line
        self.places = places
        self.layout = layout
    }

    /// What stands in a cell; nil when nothing does.
    func value(_ column: RegisterColumn) -> String? {
        guard let place = places[column], place < line.cells.count, !line.cells[place].isEmpty else { return nil }
        return line.cells[place]
    }

    mutating func text(_ column: RegisterColumn, atMost limit: Int) -> String? {
        guard let text = value(column) else { return nil }
        let length = text.unicodeScalars.count
        guard length > limit else { return text }
        report(
            column,
            Wording(
                "Dài \(length) ký tự, nhiều nhất \(limit). Viết gọn lại.",
                en: "\(length) characters, at most \(limit). Shorten it."))
        return nil
    }

    mutating func number(_ column: RegisterColumn, in range: ClosedRange<Int>) -> Int? {
        guard let text = value(column) else { return nil }
        if let number = Int(digits: text.filter { $0 != "." }), range.contains(number) { return number }
        report(column, Wording("Ghi một số, hoặc để trống.", en: "Write a number, or leave it blank."))
        return nil
    }

    mutating func require(_ choices: [RegisterColumn]) {
        guard choices.allSatisfy({ value($0) == nil }), let column = choices.first(where: { places[$0] != nil }) else {
            return
        }
        report(column, Wording("Chưa nhập mục này.", en: "This is missing."))
    }

    /// Nothing of the row is repeated but its mark.
    mutating func refuseSecret() {
        report(
            .secrecy,
            Wording(
                "Văn bản bí mật nhà nước không được đưa vào đây. Xóa dòng này khỏi tệp.",
                en: "State secrets may not be brought in here. Delete this row from the file."))
    }

    /// What a spreadsheet shows where a formula failed is no value.
    mutating func refuseErrors() {
        for place in layout.columns.indices where place < line.cells.count {
            guard let column = layout.columns[place], Self.errors.contains(line.cells[place]) else { continue }
            report(
                column,
                Wording(
                    "Công thức trong ô này bị lỗi. Sửa ô trong bảng tính.",
                    en: "The formula in this cell failed. Mend the cell in the spreadsheet."))
        }
    }

    private static let errors: Set<String> = [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
    ]

    mutating func report(_ column: RegisterColumn, _ message: Wording) {
        problems.append(
            CellProblem(
                row: line.number, column: layout.heading(of: column), value: value(column) ?? "", message: message))
    }
}
