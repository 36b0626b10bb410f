import Database
import Directory
import Essentials

/// A plan with the names that its page shows.
struct SuccessionPreview: Sendable {
    let plan: SuccessionPlan
    let successors: [Unit]
    let holders: [ID<Post>: PostHolder]
    let roles: [ID<Role>: Wording]

    init(_ plan: SuccessionPlan, in db: Connection) throws {
        self.plan = plan
        let (decision, day) = (plan.decision, plan.decision.effectiveOn)
        let units = try Unit.all(decision.successors, on: day, in: db)
        successors = decision.successors.compactMap { units[$0] }
        let named =
            plan.grants.map(\.grant.post) + plan.lapsing.flatMap { [$0.giver, $0.receiver] }
            + plan.endingSubstitutions.flatMap { [$0.absent, $0.substitute] }
        // A unit that is set up for a coming day has no name today; posts are named as they are the day before.
        holders = try named.isEmpty ? [:] : PostHolder.all(named, on: day.adding(days: -1), in: db)
        roles = try plan.grants.isEmpty ? [:] : Role.names(in: db)
    }

    /// Changes when the plan does; what is open changes from hour to hour and is left out.
    var fingerprint: String {
        var parts = [plan.decision.kind.rawValue]
        parts += plan.closings.map { "\($0.unit.id)>\($0.to.id)" }
        parts += plan.posts.map { "\($0.holder.post.id)>\($0.to.id):\($0.standing.rawValue)" }
        parts += plan.children.map { "\($0.unit.id)>\($0.to.id):\($0.nameIsTaken)" }
        parts += plan.grants.map { "\($0.grant.id)>\($0.to.id)" }
        parts += plan.lapsing.map(\.id.description) + plan.endingSubstitutions.map(\.id.description)
        return Fingerprint.of(parts)
    }
}
