import Directory
import Essentials

/// Where the pages of evaluation are.
enum EvaluationPaths {
    static let home = "/evaluation"
    static let importSet = "/evaluation/sets/import"
    static let rounds = "/evaluation/rounds"
    static let unitChoices = "/evaluation/units"

    static func set(_ id: ID<KeptSet>) -> String { "/evaluation/sets/\(id)" }
    static func setFile(_ id: ID<KeptSet>) -> String { "\(set(id))/file" }
    static func issue(_ id: ID<KeptSet>) -> String { "\(set(id))/issue" }
    static func newRound(_ id: ID<KeptSet>) -> String { "\(set(id))/rounds/new" }
    static func rounds(of id: ID<KeptSet>) -> String { "\(set(id))/rounds" }
    static func round(_ id: ID<Round>) -> String { "\(rounds)/\(id)" }
    static func closing(_ id: ID<Round>) -> String { "\(round(id))/closing" }
    static func proposal(_ id: ID<Round>) -> String { "\(round(id))/proposal" }
    static func decision(_ id: ID<Round>) -> String { "\(round(id))/decision" }
    static func publication(_ id: ID<Round>) -> String { "\(round(id))/publication" }
    static func results(_ id: ID<Round>) -> String { "\(round(id))/results" }
    static func form(_ id: ID<Round>, _ unit: ID<Unit>) -> String { "\(round(id))/units/\(unit)" }
    static func signature(_ id: ID<Round>, _ unit: ID<Unit>) -> String { "\(form(id, unit))/signature" }
    static func exception(_ id: ID<Round>, _ unit: ID<Unit>) -> String { "\(form(id, unit))/exception" }
    static func verification(_ id: ID<Round>, _ unit: ID<Unit>) -> String { "\(form(id, unit))/verification" }
    static func result(_ id: ID<Round>, _ unit: ID<Unit>) -> String { "\(form(id, unit))/result" }
    static let publishedRounds = "/evaluation/published"
    static func table(_ id: ID<Round>) -> String { "\(published(id))/table" }
    static func published(_ id: ID<Round>) -> String { "/evaluation/published/\(id)" }
    static func package(_ id: ID<Round>) -> String { "\(published(id))/package" }
    /// The same for those who see all forms.
    static func wholePackage(_ id: ID<Round>) -> String { "\(round(id))/package" }
    static func reminder(_ id: ID<Round>) -> String { "\(round(id))/reminder" }
}
