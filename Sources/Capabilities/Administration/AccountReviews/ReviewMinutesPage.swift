import Essentials
import Web

/// The minutes on paper, with room for signatures: the text whose hash stands in the journal, its first line as heading.
struct ReviewMinutesPage: Page {
    static let frame = FrameKind.paper
    let title = Wording("Biên bản rà soát tài khoản", en: "Minutes of the review of accounts")
    let unitName: String
    let closedBy: String?
    let text: String
    let hash: String
    let textPath: String
    let proofPath: String

    init(_ review: AccountReview, _ text: String) {
        self.text = text.firstRange(of: "\n\n").map { String(text[$0.upperBound...]) } ?? text
        unitName = review.unitName
        closedBy = review.closedBy
        hash = review.minutesHash?.hexadecimal ?? ""
        textPath = AdministrationPaths.reviewMinutesText(review.id)
        proofPath = AdministrationPaths.reviewMinutesProof(review.id)
    }
}
