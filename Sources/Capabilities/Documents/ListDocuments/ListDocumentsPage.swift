import Essentials
import Web

/// A register, or what a search found.
struct ListDocumentsPage: Page {
    let title: Wording
    let searchQuery: String?
    /// Where old registers are brought in; nil for who may not.
    let imports: Action?
    let create: Action?
    let table: WorkList
}
