import Database
import Deadlines
import Directory
import Essentials
import Web

/// One document: the file on one side; where it stands, who has it and what happened on the other.
struct DocumentPage: Page {
    let title: Wording
    let record: RecordHead
    let split: SplitView
    let problem: Notice?
    let scanNotice: Notice?
    let presenting: Presenting?
    let reports: [DecisionPanel]
    let decisions: [DecisionPanel]
    let facts: FactList
    let directions: [DirectionLine]
    let recipients: [RecipientLine]
    let related: [RelatedLine]
    let timeline: Timeline
    let proofPath: String?

    /// Putting it before a leader.
    struct Presenting: Viewable {
        let panel: DecisionPanel
        let leader: SelectField
    }

    /// One hand-over.
    struct DirectionLine: Viewable {
        let who: String
        let note: String?
        let role: Wording
        let due: DueBadge?
        let state: StateTag
    }

    /// One recipient, and what became of the document there.
    struct RecipientLine: Viewable {
        let name: String
        let reason: String?
        let state: StateTag?
        let at: String?
    }

    /// A document that this one answers or that answers it.
    struct RelatedLine: Viewable {
        let relation: Wording
        let path: String
        let label: String
    }
}
