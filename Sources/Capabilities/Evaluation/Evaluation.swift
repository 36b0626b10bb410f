public import Database
import Directory
import Essentials
public import Files
public import Foundation
public import Journal
public import Web

/// The front door of evaluation (đánh giá, xếp hạng mức độ ứng dụng công nghệ thông tin, chuyển đổi số): criteria sets
/// as versioned legal data, and rounds from the declaration to the published result.
public struct Evaluation: Sendable {
    let database: Database
    let files: FileStore
    let measuring: Measuring
    let rankings = PublishedRankings()

    /// - Parameter indicators: what other capabilities count.
    public init(database: Database, files: FileStore, indicators: [MeasuredIndicator] = []) {
        self.database = database
        self.files = files
        measuring = Measuring(indicators)
    }

    /// The folder of its templates.
    public static let templates = Bundle.module.url(forResource: "Templates", withExtension: nil)

    /// Every page it has.
    public static let pages: [any Page.Type] = [
        EvaluationPage.self, CriteriaSetPage.self, ImportSetPage.self, NewRoundPage.self, RoundPage.self,
        DeclarationPage.self, ResultsPage.self, UnitResultPage.self, PublishedResultPage.self,
        PublishedResultsPage.self,
    ]

    /// Its place in the left column.
    public var navigation: [NavigationItem] {
        [
            NavigationItem(
                label: Wording("Đánh giá, xếp hạng", en: "Evaluation"), path: EvaluationPaths.home, icon: "chart",
                needs: .readEvaluation, count: nil)
        ]
    }

    /// Who follows the journal on its behalf.
    public var subscribers: [any Subscriber] { [EvaluationNotifications()] }
}
