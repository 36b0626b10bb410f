import Database
import Directory
import Essentials
import Journal
import Notifications

/// Tells people what the journal says of a round that is now theirs to do.
struct EvaluationNotifications: Subscriber {
    let name = "evaluation.notifications"

    func receive(_ event: RecordedEvent, in db: Connection) throws {
        switch event.kind {
        case RoundOpened.kind:
            let told: RoundOpened = try event.decoded()
            try tell(told.units, .signDeclarations, event, in: db) { round, unit in
                Told("pencil", "Mở tự chấm", "Open for declaration", path: EvaluationPaths.form(round, unit))
            }
        case UnitsReminded.kind:
            let told: UnitsReminded = try event.decoded()
            try tell(told.units, .declareEvaluation, event, in: db) { round, unit in
                Told("clock", "Nhắc gửi phiếu tự chấm", "The form is due", path: EvaluationPaths.form(round, unit))
            }
        case FormUnlocked.kind:
            let told: FormUnlocked = try event.decoded()
            try tell([told.unit], .declareEvaluation, event, in: db) { round, unit in
                Told("key", "Mở khóa trễ hạn", "Unlocked after the deadline", path: EvaluationPaths.form(round, unit))
            }
        case ResultsProposed.kind:
            let holder = try db.round(ID(rawValue: event.subject.id)).holder
            try tell([holder], .decideEvaluation, event, in: db) { round, _ in
                Told("sign", "Chờ quyết định kết quả", "Result to decide", path: EvaluationPaths.round(round))
            }
        case ResultsPublished.kind:
            let units = try db.entrants(of: ID(rawValue: event.subject.id)).map(\.unit)
            try tell(units, .signDeclarations, event, in: db) { round, unit in
                Told("flag", "Công bố kết quả", "Result published", path: EvaluationPaths.result(round, unit))
            }
        default: break
        }
    }

    /// What a notification says, before the name of the round.
    private struct Told {
        let icon: String
        let words: Wording
        let path: String

        init(_ icon: String, _ vietnamese: String, _ english: String, path: String) {
            self.icon = icon
            words = Wording(vietnamese, en: english)
            self.path = path
        }
    }

    /// Tells those who have a right in each of the units, but for who did it.
    private func tell(
        _ units: [ID<Unit>], _ permission: Permission, _ event: RecordedEvent, in db: Connection,
        _ words: (ID<Round>, ID<Unit>) -> Told
    ) throws {
        let round = try db.round(ID(rawValue: event.subject.id))
        for unit in units {
            let told = words(round.id, unit)
            let text = Wording(
                "\(told.words.vietnamese): \(round.name)", en: "\(told.words.english): \(round.name)")
            for post in try db.posts(with: permission, in: unit, on: event.at.date)
            where post.rawValue != event.actor.post {
                try db.notify(
                    Notification(
                        id: db.ids.next(), post: post, at: event.at, icon: told.icon, text: text, path: told.path))
            }
        }
    }
}
