import Essentials
import Web

/// A register, or what a search found.
struct ListDocumentsPage: Page {
    let title: Wording
    let searchQuery: String?
    let create: Action?
    let table: WorkList
}
