import Essentials
import Web

/// My work today (việc của tôi hôm nay): a count for each queue, and the first of what waits. Each count is that of the
/// list behind it.
struct HomePage: Page {
    let title = Wording("Việc của tôi hôm nay", en: "My work today")
    let statistics: [Statistic]
    let queues: [Queue]
    let nothing: EmptyState?

    /// The beginning of one queue.
    struct Queue: Viewable {
        let id: String
        let label: Wording
        let path: String
        let table: WorkList
    }
}
