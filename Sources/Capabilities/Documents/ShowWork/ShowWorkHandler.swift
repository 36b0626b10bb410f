import Database
import Directory
import Essentials
import Web

extension Documents {
    /// `GET /`.
    func showHome(_ visit: StaffVisit) async throws -> Answer {
        let words = words(at: visit.now)
        let caller = visit.caller
        let page = try await database.read { db in
            let counted = try WorkQueue.counts(of: WorkQueue.all(for: caller), for: caller, in: db)
            let waiting = try counted.filter { $0.queue.isToDo && $0.count.value > 0 }.map { queue, count in
                let items = try queue.items(for: caller, at: .newest, size: 5, in: db).items
                return HomePage.Queue(
                    id: queue.rawValue, label: queue.name, path: DocumentsPaths.queue(queue),
                    table: WorkTable(words: words).list(queue, items: items, count: count, pagination: nil))
            }
            return HomePage(
                statistics: counted.map {
                    Statistic($0.queue.name, number: $0.count, path: DocumentsPaths.queue($0.queue))
                },
                queues: waiting, nothing: waiting.isEmpty ? Self.nothingToDo : nil)
        }
        return .page(page)
    }

    /// `GET /my-work/{queue}`.
    func showQueue(_ visit: StaffVisit) async throws -> Answer {
        let caller = visit.caller
        guard let queue = WorkQueue(rawValue: try visit.parameter("queue")), queue.concerns(caller) else {
            throw NotFound()
        }
        let (words, position, path) = (words(at: visit.now), visit.query.position, visit.path)
        let page = try await database.read { db in
            let counts = try WorkQueue.counts(of: WorkQueue.all(for: caller), for: caller, in: db)
            let found = try queue.items(for: caller, at: position, size: 25, in: db)
            let count = counts.first { $0.queue == queue }?.count ?? CappedCount(found.items.count)
            return WorkQueuePage(
                title: queue.name,
                tabs: Tabs(
                    Wording("Việc của tôi", en: "My work"),
                    counts.map {
                        .init(
                            $0.queue.name, path: DocumentsPaths.queue($0.queue), count: $0.count,
                            isCurrent: $0.queue == queue)
                    }),
                table: WorkTable(words: words).list(
                    queue, items: found.items, count: count,
                    pagination: found.pagination(path: path, query: visit.query, count: count)))
        }
        return .page(page)
    }

    func words(at now: Instant) -> DocumentWords {
        DocumentWords(types: types, calendar: calendar, now: now)
    }

    private static let nothingToDo = EmptyState(
        icon: "check", Wording("Hết việc cần làm", en: "Nothing left to do"),
        text: Wording("Không có văn bản nào chờ bạn lúc này.", en: "No document waits for you now."))
}

extension KeysetPage {
    /// Links to the neighbours of this page; nil when it is the only one.
    func pagination(path: String, query: Query, count: CappedCount, text: Wording? = nil) -> Pagination? {
        guard older != nil || newer != nil else { return nil }
        return Pagination(
            text ?? DocumentWords.count(count),
            newerPath: newer.map { path + query.with(["newer": $0.description]) },
            olderPath: older.map { path + query.with(["older": $0.description]) })
    }
}
