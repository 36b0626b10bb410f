import Database
import Essentials
import Journal

/// The carrying-out of a plan, step by step, in the caller's transaction.
struct SuccessionExecution {
    let plan: SuccessionPlan
    let succession: ID<Succession>
    let followers: [any SuccessionFollower]
    let caller: Caller
    let now: Instant
    let db: Connection

    private var day: CivilDate { plan.decision.effectiveOn }
    private var eve: CivilDate { day.adding(days: -1) }

    func run() throws {
        try moveChildren()
        try endAuthority()
        let posts = try movePosts()
        try moveGrants()
        for closing in plan.closings {
            try handOver(closing, posts)
            try close(closing)
        }
    }

    private func moveChildren() throws {
        for move in plan.children {
            guard let child = try Unit.find(move.unit.id, on: day, in: db),
                let parent = try Unit.find(move.to.id, on: day, in: db)
            else { throw NotFound() }
            let placement = UnitPlacement(of: child, below: parent)
            try Unit.endEdition(of: child.id, before: day, in: db)
            try UnitEdition(
                unit: child.id, name: child.name, shortName: child.shortName, symbol: child.symbol, parent: parent.id,
                path: placement.path, agency: placement.agency, validity: Validity(from: day)
            ).insert(in: db)
            try placement.moveThoseBelow(from: day, in: db)
            try db.record(
                UnitChanged(unit: child.id, parent: parent.id, name: child.name, from: day), by: caller.actor, at: now)
        }
    }

    private func endAuthority() throws {
        for authorisation in plan.lapsing {
            try authorisation.end(after: eve, in: db)
            try db.record(AuthorisationEnded(authorisation: authorisation.id, lastDay: eve), by: caller.actor, at: now)
        }
        for substitution in plan.endingSubstitutions {
            try db.execute("UPDATE substitution SET ended_at = \(now) WHERE id = \(substitution.id)")
            try db.record(SubstitutionEnded(substitution: substitution.id), by: caller.actor, at: now)
        }
    }

    /// Everyone gets a new post in a successor; sessions, tokens and grants go along.
    private func movePosts() throws -> [ID<Post>: ID<Post>] {
        var posts: [ID<Post>: ID<Post>] = [:]
        for move in plan.posts {
            let old = move.holder.post
            let new = Post(
                id: db.ids.next(), person: old.person, unit: move.to.id, title: old.title,
                signatureTitle: old.signatureTitle, standing: move.standing, order: old.order,
                validity: Validity(from: max(day, old.validity.from), to: old.validity.to), predecessor: old.id)
            try new.insert(in: db)
            posts[old.id] = new.id
            for grant in move.grants { try carryOver(grant, to: new, heir: move.to.id) }
            try end(old)
            try db.execute("UPDATE session SET post_id = \(new.id) WHERE post_id = \(old.id) AND ended_at IS NULL")
            try db.execute("UPDATE api_token SET post_id = \(new.id) WHERE post_id = \(old.id) AND revoked_at IS NULL")
            try db.record(
                PostAssigned(post: new.id, person: new.person, unit: new.unit, from: new.validity.from),
                by: caller.actor, at: now)
        }
        return posts
    }

    private func end(_ post: Post) throws {
        // A post that was to begin later than its unit lasts never begins; its row stays, since others may name it.
        let lastDay = max(eve, post.validity.from)
        try db.execute("UPDATE post SET valid_to = \(lastDay) WHERE id = \(post.id)")
        try db.record(PostEnded(post: post.id, person: post.person, lastDay: lastDay), by: caller.actor, at: now)
    }

    private func carryOver(_ grant: Grant, to post: Post, heir: ID<Unit>) throws {
        let isOverSource = plan.decision.sources.contains(grant.unit)
        let validity = Validity(from: max(day, grant.validity.from), to: grant.validity.to)
        try grant.end(after: eve, in: db)
        try give(
            Grant(
                id: db.ids.next(), role: grant.role, post: post.id, unit: isOverSource ? heir : grant.unit,
                coversSubtree: grant.coversSubtree, validity: validity))
    }

    private func moveGrants() throws {
        for move in plan.grants {
            let validity = Validity(from: max(day, move.grant.validity.from), to: move.grant.validity.to)
            try move.grant.end(after: eve, in: db)
            try give(
                Grant(
                    id: db.ids.next(), role: move.grant.role, post: move.grant.post, unit: move.to.id,
                    coversSubtree: move.grant.coversSubtree, validity: validity))
        }
    }

    /// Two units that merge may have given a post the same role twice; once is enough.
    private func give(_ grant: Grant) throws {
        let isThere = try Grant.of(grant.post, from: day, in: db).contains { other in
            other.role == grant.role && other.unit == grant.unit && other.coversSubtree == grant.coversSubtree
                && other.validity == grant.validity
        }
        if isThere { return }
        try grant.insert(in: db)
        try db.record(
            GrantGiven(
                grant: grant.id, role: grant.role, post: grant.post, unit: grant.unit,
                coversSubtree: grant.coversSubtree),
            by: caller.actor, at: now)
    }

    private func handOver(_ closing: SuccessionPlan.Closing, _ posts: [ID<Post>: ID<Post>]) throws {
        let own = plan.posts.filter { $0.holder.post.unit == closing.unit.id }
        var newPosts: [ID<Post>: ID<Post>] = [:]
        var unitOfPost: [ID<Post>: ID<Unit>] = [:]
        for move in own {
            guard let new = posts[move.holder.post.id] else { continue }
            newPosts[move.holder.post.id] = new
            unitOfPost[new] = move.to.id
        }
        let move = SuccessionMove(
            succession: succession, from: closing.unit.id, to: closing.to.id, successors: plan.decision.successors,
            posts: newPosts, unitOfPost: unitOfPost, effectiveOn: day, actor: caller.actor, at: now)
        for follower in followers { try follower.move(move, in: db) }
    }

    private func close(_ closing: SuccessionPlan.Closing) throws {
        try db.execute("UPDATE unit SET valid_to = \(eve) WHERE id = \(closing.unit.id)")
        try UnitCode.close(nil, of: closing.unit.id, after: eve, in: db)
        try db.record(
            UnitClosed(
                unit: closing.unit.id, lastDay: eve, successors: plan.decision.successors, succession: succession),
            by: caller.actor, at: now)
    }
}
