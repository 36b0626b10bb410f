import Database
import Essentials

/// Everything a reorganisation touches, gathered once; the plan over it asks no database.
struct SuccessionFacts: Sendable {
    struct Source: Sendable {
        let unit: Unit
        /// Directly below it on the day.
        let children: [Unit]
        /// Of the unit itself, on the day and later.
        let posts: [PostHolder]
        /// For the unit itself, to posts anywhere, on the day and later.
        let grants: [Grant]
        let openWork: [OpenWork]
    }

    /// Grants held by the posts of the sources, for whatever unit.
    let grantsOfPosts: [ID<Post>: [Grant]]
    /// Authorisations to sign that name a post of the sources.
    let authorisations: [WrittenAuthorisation]
    let substitutions: [Substitution]
    let sources: [Source]
    /// The successors as they are on the day; a unit that is not there is missing.
    let successors: [Unit]
    /// Successors that have a head of their own on the day.
    let withHead: Set<ID<Unit>>
    /// Every unit that a child is sent to.
    let otherPlaces: [ID<Unit>: Unit]
    /// Names below each successor, so that a child that moves there does not meet its like.
    let namesBelow: [ID<Unit>: Set<String>]
}

extension SuccessionFacts {
    static func gathered(
        for decision: SuccessionDecision, _ followers: [any SuccessionFollower], in db: Connection
    ) throws -> SuccessionFacts {
        let day = decision.effectiveOn
        let eve = day.adding(days: -1)
        let sources = try decision.sources.map { id -> Source in
            guard let unit = try Unit.planned(id, on: eve, in: db) else { throw NotFound() }
            let work = try followers.flatMap { try $0.openWork(of: id, in: db) }
            return Source(
                unit: unit, children: try Unit.children(of: id, on: day, in: db), posts: try posts(of: id, day, in: db),
                grants: try Grant.over(id, from: day, in: db), openWork: work)
        }
        let successors = try decision.successors.compactMap { try Unit.planned($0, on: day, in: db) }
        let moving = sources.flatMap(\.posts).map(\.post.id)
        var grantsOfPosts: [ID<Post>: [Grant]] = [:]
        for post in moving { grantsOfPosts[post] = try Grant.of(post, from: day, in: db) }
        return SuccessionFacts(
            grantsOfPosts: grantsOfPosts,
            authorisations: try unique(moving.flatMap { try WrittenAuthorisation.touching($0, from: day, in: db) }),
            substitutions: try unique(moving.flatMap { try Substitution.of($0, from: day, in: db) }),
            sources: sources, successors: successors,
            withHead: Set(try successors.map(\.id).filter { try PostHolder.head(of: $0, on: day, in: db) != nil }),
            otherPlaces: try Unit.all(decision.childrenTo.values, on: day, in: db),
            namesBelow: try names(below: successors, on: day, in: db))
    }

    private static func posts(of unit: ID<Unit>, _ day: CivilDate, in db: Connection) throws -> [PostHolder] {
        let ids: [ID<Post>] = try db.values(
            "SELECT id FROM post WHERE unit_id = \(unit) AND (valid_to IS NULL OR valid_to >= \(day))")
        return try PostHolder.all(ids, on: day, in: db).values.sorted {
            ($0.post.standing.rank, $0.post.order, $0.post.id) < ($1.post.standing.rank, $1.post.order, $1.post.id)
        }
    }

    private static func names(
        below units: [Unit], on day: CivilDate, in db: Connection
    ) throws -> [ID<Unit>: Set<String>] {
        var names: [ID<Unit>: Set<String>] = [:]
        for unit in units {
            names[unit.id] = Set(try Unit.children(of: unit.id, on: day, in: db).map { $0.name.lowercased() })
        }
        return names
    }

    private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}
