import Database
import Essentials
import Web

/// Lines of a queue as a list.
struct WorkTable {
    let words: DocumentWords

    private static let subject = WorkList.Column(Wording("Trích yếu", en: "Subject"))
    private static let symbol = WorkList.Column(Wording("Số, ký hiệu", en: "Number, symbol"))
    private static let issuer = WorkList.Column(Wording("Cơ quan ban hành", en: "Issued by"), isMinor: true)
    private static let since = WorkList.Column(Wording("Nhận lúc", en: "Received"), isMinor: true)
    private static let due = WorkList.Column(Wording("Thời hạn", en: "Deadline"))

    func list(_ queue: WorkQueue, items: [WorkItem], count: CappedCount, pagination: Pagination?) -> WorkList {
        var list = WorkList(
            id: queue.rawValue, caption: queue.name, countText: DocumentWords.count(count),
            columns: [Self.symbol, Self.subject, Self.issuer, Self.since, Self.due],
            rows: items.map { row($0, in: queue) })
        list.pagination = pagination
        list.empty = EmptyState(
            icon: "check", Wording("Không còn việc nào ở đây", en: "Nothing waits here"),
            text: Wording("Khi có văn bản mới, nó sẽ hiện ở đây.", en: "New documents will appear here."))
        return list
    }

    private func row(_ item: WorkItem, in queue: WorkQueue) -> WorkList.Row {
        let document = item.document
        let due = words.due(item.dueAt)
        let path =
            queue == .arrivals
            ? DocumentsPaths.arrival(ID(rawValue: item.place)) : DocumentsPaths.document(document.id)
        return WorkList.Row(
            id: "\(queue.rawValue)-\(item.place)", isLate: due?.kind == .late,
            cells: [
                .init(Self.symbol, .text(DocumentWords.symbol(document), note: words.type(document.typeKey))),
                .init(
                    Self.subject,
                    .link(
                        path: path, text: document.subject,
                        note: document.urgency == .ordinary ? nil : document.urgency.name)),
                .init(Self.issuer, .text(Wording.verbatim(document.issuerName))),
                .init(Self.since, .text(Age(of: item.since, at: words.now))),
                .init(Self.due, .due(due)),
            ])
    }
}
