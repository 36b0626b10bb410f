import Database
import Essentials
import Web

/// Lines of a register as a list.
struct DocumentTable {
    let words: DocumentWords

    private static let number = WorkList.Column(Wording("Số đến", en: "Arrival no."), isNumeric: true)
    private static let symbol = WorkList.Column(Wording("Số, ký hiệu", en: "Number, symbol"))
    private static let subject = WorkList.Column(Wording("Trích yếu", en: "Subject"))
    private static let issuer = WorkList.Column(Wording("Cơ quan ban hành", en: "Issued by"), isMinor: true)
    private static let date = WorkList.Column(Wording("Ngày", en: "Date"), isMinor: true)
    private static let due = WorkList.Column(Wording("Thời hạn", en: "Deadline"))
    private static let state = WorkList.Column(Wording("Trạng thái", en: "State"))

    func list(_ list: ListDocuments, _ items: [ListedDocument], count: CappedCount) -> WorkList {
        let columns =
            (list.flow == .incoming ? [Self.number] : [])
            + [Self.symbol, Self.subject, Self.issuer, Self.date]
            + (list.flow == .outgoing ? [] : [Self.due]) + [Self.state]
        var table = WorkList(
            id: "documents", caption: Wording("Danh sách văn bản", en: "List of documents"),
            countText: DocumentWords.count(count), columns: columns,
            rows: items.map { row($0, hasNumber: list.flow == .incoming, hasDue: list.flow != .outgoing) })
        table.empty =
            list.isFiltered
            ? EmptyState(
                icon: "search", Wording("Không có văn bản nào phù hợp", en: "No document matches"),
                text: Wording(
                    "Thử bỏ bớt điều kiện, hoặc gõ ít từ hơn; không cần dấu.",
                    en: "Remove a filter or type fewer words; diacritics are not needed."))
            : EmptyState(
                icon: "inbox", Wording("Sổ chưa có văn bản nào", en: "The register is empty"),
                text: Wording("Văn bản đầu tiên vào sổ sẽ mang số 01.", en: "The first document will be number 01."))
        return table
    }

    private func row(_ item: ListedDocument, hasNumber: Bool, hasDue: Bool) -> WorkList.Row {
        let document = item.document
        let due = words.due(item.dueAt, isDone: item.completedAt != nil)
        var cells: [WorkList.Cell] = []
        let number = item.arrivalNumber.map { String($0) } ?? item.entryNumber
        if hasNumber { cells.append(.init(Self.number, .text(number.map(Wording.verbatim)))) }
        cells += [
            .init(Self.symbol, .text(DocumentWords.symbol(document), note: words.type(document.typeKey))),
            .init(
                Self.subject,
                .link(
                    path: DocumentsPaths.document(document.id), text: document.subject,
                    note: document.urgency == .ordinary ? nil : document.urgency.name)),
            .init(Self.issuer, .text(Wording.verbatim(document.issuerName))),
            .init(Self.date, .text(document.issuedOn ?? document.listedAt.date)),
        ]
        if hasDue { cells.append(.init(Self.due, .due(due))) }
        cells.append(.init(Self.state, .state(tag(item))))
        return WorkList.Row(id: document.id.description, isLate: due?.kind == .late, cells: cells)
    }

    private func tag(_ item: ListedDocument) -> StateTag {
        if let state = IncomingDocument.State(rawValue: item.state) { return DocumentWords.tag(state) }
        if let state = OutgoingDocument.State(rawValue: item.state) { return DocumentWords.tag(state) }
        return StateTag(.done, item.stateName)
    }
}
