import Database
public import Directory
public import Essentials

/// The names of the units and posts on one page, fetched together.
public struct Names: Sendable {
    private let units: [ID<Unit>: String]
    private let posts: [ID<Post>: PostName]

    /// A post as a page names it.
    public struct PostName: Hashable, Sendable {
        public let person: String
        public let title: String
        public let unit: String
    }

    init(units: [ID<Unit>: String], posts: [ID<Post>: PostName]) {
        self.units = units
        self.posts = posts
    }

    public subscript(unit: ID<Unit>) -> String {
        units[unit] ?? "—"
    }

    public subscript(post: ID<Post>) -> PostName {
        posts[post] ?? PostName(person: "—", title: "", unit: "")
    }
}

extension Connection {
    func names(posts: [ID<Post>], units: [ID<Unit>]) throws -> Names {
        let unitRows =
            units.isEmpty
            ? []
            : try rows(
                "SELECT unit_id AS id, name FROM unit_edition WHERE unit_id IN (\(list: Set(units))) AND valid_to IS NULL"
            )
        let postRows =
            posts.isEmpty
            ? []
            : try rows(
                """
                SELECT post.id, person.name AS person, post.title, unit_edition.name AS unit
                FROM post JOIN person ON person.id = post.person_id
                JOIN unit_edition ON unit_edition.unit_id = post.unit_id AND unit_edition.valid_to IS NULL
                WHERE post.id IN (\(list: Set(posts)))
                """)
        return Names(
            units: Dictionary(uniqueKeysWithValues: try unitRows.map { (try $0["id"], try $0["name"]) }),
            posts: Dictionary(
                uniqueKeysWithValues: try postRows.map {
                    (try $0["id"], .init(person: try $0["person"], title: try $0["title"], unit: try $0["unit"]))
                }))
    }
}
