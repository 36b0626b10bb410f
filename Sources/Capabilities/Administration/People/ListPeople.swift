import Database
import Directory
import Essentials

/// The people of the province in the order of their names. Count and list are one query.
struct ListPeople: Sendable {
    /// Who of them.
    enum State: String, CaseIterable, Sendable {
        case active, disabled
        case withoutPost = "without-post"

        var name: Wording {
            switch self {
            case .active: Wording("Đang hoạt động", en: "Active")
            case .disabled: Wording("Tài khoản bị khóa", en: "Account disabled")
            case .withoutPost: Wording("Chưa có chức vụ", en: "Without a post")
            }
        }
    }

    var state: State?
    let day: CivilDate

    func count(in db: Connection) throws -> CappedCount {
        try db.count(of: "SELECT 1 AS one FROM person WHERE \(condition)")
    }

    /// A part of the list.
    ///
    /// - Parameter last: the last person of the part before; nil for the beginning.
    func part(after last: ID<Person>?, size: Int, in db: Connection) throws -> [Person] {
        let isLater: SQL =
            last.map { "(sort_key, id) > (SELECT sort_key, id FROM person WHERE id = \($0))" } ?? "1 = 1"
        return try db.all(
            "SELECT * FROM person WHERE \(condition) AND \(isLater) ORDER BY sort_key, id LIMIT \(size)")
    }

    private var condition: SQL {
        let hasPost: SQL = """
            EXISTS (SELECT 1 FROM post WHERE post.person_id = person.id AND \(Validity.covers("post", on: day)))
            """
        return switch state {
        case .active: "person.is_active AND \(hasPost)"
        case .disabled: "NOT person.is_active"
        case .withoutPost: "person.is_active AND NOT \(hasPost)"
        case nil: "1 = 1"
        }
    }
}

extension Connection {
    /// The first post of each person on a day, in two statements for the whole list.
    func mainPosts(of people: [ID<Person>], on day: CivilDate) throws -> [ID<Person>: PostHolder] {
        guard !people.isEmpty else { return [:] }
        let posts: [ID<Post>] = try values(
            """
            SELECT id FROM post WHERE person_id IN (\(list: people)) AND \(Validity.covers("post", on: day))
            ORDER BY standing_rank, sort_order, id
            """)
        let holders = try posts.isEmpty ? [:] : PostHolder.all(posts, on: day, in: self)
        var first: [ID<Person>: PostHolder] = [:]
        for post in posts {
            guard let holder = holders[post], first[holder.post.person] == nil else { continue }
            first[holder.post.person] = holder
        }
        return first
    }
}
