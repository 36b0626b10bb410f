import Directory
import Essentials
import Web

/// What a reorganisation moves, and to whom, before anything moves.
struct SuccessionPreviewPage: Page {
    let title = Wording("Xem trước việc sắp xếp", en: "Preview of the reorganisation")
    let back: Link
    let notices: [Notice]
    let about: FactList
    let closings: [ClosingRow]
    let posts: [PostRow]
    let postsCount: Wording
    let children: [ChildRow]
    let childrenCount: Wording
    let grants: [GrantRow]
    let lapsing: [LapsingRow]
    let substitutions: [SubstitutionRow]
    let hidden: [HiddenField]
    let previewPath: String
    let decidePath: String
    /// Destinations can be chosen, so the preview can be made anew.
    let mayChoose: Bool
    let mayDecide: Bool

    /// What one unit leaves behind.
    struct ClosingRow: Viewable {
        let unit: String
        let to: String
        let work: [WorkRow]
    }

    struct WorkRow: Viewable {
        let name: Wording
        let count: Quantity
    }

    struct PostRow: Viewable {
        let name: String
        let post: String
        let from: String
        let to: String
        let choice: SelectField?
        let note: Wording?
    }

    struct ChildRow: Viewable {
        let name: String
        let to: String
        let choice: SelectField?
        let note: Wording?
    }

    struct GrantRow: Viewable {
        let role: Wording
        let holder: String
        let to: String
    }

    struct LapsingRow: Viewable {
        let kind: Wording
        let decision: String
        let giver: String
        let receiver: String
    }

    struct SubstitutionRow: Viewable {
        let absent: String
        let substitute: String
        let period: Wording
    }
}
