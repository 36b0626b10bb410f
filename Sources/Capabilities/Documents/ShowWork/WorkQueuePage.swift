import Essentials
import Web

/// One queue, whole.
struct WorkQueuePage: Page {
    let title: Wording
    let tabs: Tabs
    let table: WorkList
}
