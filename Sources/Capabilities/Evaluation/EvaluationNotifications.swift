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
            for unit in told.units {
                try tell(
                    .signDeclarations, in: unit, event, "pencil",
                    Wording("Mở tự chấm", en: "Open for declaration"),
                    path: EvaluationPaths.form(told.round, unit), in: db)
            }
        case ResultsProposed.kind:
            let round = try db.round(ID(rawValue: event.subject.id))
            try tell(
                .decideEvaluation, in: round.holder, event, "sign",
                Wording("Chờ quyết định kết quả", en: "Result to decide"), path: EvaluationPaths.round(round.id),
                in: db)
        case ResultsPublished.kind:
            let round = try db.round(ID(rawValue: event.subject.id))
            for entrant in try db.entrants(of: round.id) {
                try tell(
                    .signDeclarations, in: entrant.unit, event, "flag",
                    Wording("Công bố kết quả", en: "Result published"),
                    path: EvaluationPaths.result(round.id, entrant.unit), in: db)
            }
        default: break
        }
    }

    private func tell(
        _ permission: Permission, in unit: ID<Unit>, _ event: RecordedEvent, _ icon: String, _ prefix: Wording,
        path: String, in db: Connection
    ) throws {
        let round = try db.round(ID(rawValue: event.subject.id))
        for post in try db.posts(with: permission, in: unit, on: event.at.date)
        where post.rawValue != event.actor.post {
            try db.notify(
                Notification(
                    id: db.ids.next(), post: post, at: event.at, icon: icon,
                    text: Wording("\(prefix.vietnamese): \(round.name)", en: "\(prefix.english): \(round.name)"),
                    path: path))
        }
    }
}
