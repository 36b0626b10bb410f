import App
import Database
import Directory
import Documents
import Essentials
import Evaluation
import Files

/// Enters the sample's content through the commands that people use, in one transaction, and remembers what became of it.
struct ProvinceBuilder {
    let content: SampleContent
    let db: Connection
    let files: [String: StoredFile]
    let fileOfDocument: [Int: String]
    let types: DocumentTypes

    var units: [String: ID<Unit>] = [:]
    var keyOfUnit: [ID<Unit>: String] = [:]
    var people: [ID<Person>] = []
    /// Everyone's post of the moment.
    var posts: [Int: ID<Post>] = [:]
    var administrator: ID<Post>?
    /// The callers made so far; a reorganisation empties it.
    var callers: [Int: Caller] = [:]
    var outgoing: [Int: ID<Document>] = [:]
    var receipts: [SampleReceipt: ID<Document>] = [:]
    var deliveries: [SampleReceipt: ID<Delivery>] = [:]
    /// By year.
    var rounds: [Int: RehearsedRound] = [:]

    init(_ content: SampleContent, files: [String: StoredFile], in db: Connection) throws {
        self.content = content
        self.files = files
        self.db = db
        fileOfDocument = SampleFiles(content).fileOfDocument
        types = try DocumentTypes.bundled()
    }

    /// Tells the story act by act, with the reorganisation and the evaluation of the departments in their place.
    mutating func tell(progress: (String) -> Void) throws {
        var steps = content.rounds.steps[...]
        let border = Instant(content.units.reorganisation.on, TimeOfDay(secondsSinceMidnight: 6 * 3600))
        var isReorganised = false
        for (place, act) in content.acts.enumerated() {
            if !isReorganised, act.at >= border {
                progress("sample province: reorganising on \(content.units.reorganisation.on)")
                try reorganise(at: border)
                isReorganised = true
            }
            while let step = steps.first, step.at <= act.at {
                try perform(step)
                steps.removeFirst()
            }
            do {
                try perform(act)
            } catch {
                throw SampleProvinceProblem.story("\(act) could not be done: \(error)")
            }
            if Self.isTimeToCount(place + 1) { try db.refreshStatistics() }
            if place % 5000 == 4999 { progress("sample province: \(place + 1) of \(content.acts.count) acts") }
        }
        for step in steps { try perform(step) }
    }

    /// Each time the tables have become twice as large.
    private static func isTimeToCount(_ acts: Int) -> Bool {
        acts >= 1024 && acts.nonzeroBitCount == 1
    }

    /// Who administers, on a day.
    func administering(at now: Instant) throws -> Caller {
        guard let administrator, let caller = try Caller.acting(as: administrator, at: now, in: db) else {
            throw SampleProvinceProblem.story("nobody administers on \(now)")
        }
        return caller
    }

    mutating func caller(_ person: Int, at now: Instant) throws -> Caller {
        if let caller = callers[person] { return caller }
        guard let post = posts[person], let caller = try Caller.acting(as: post, at: now, in: db) else {
            throw SampleProvinceProblem.story("\(content.staff.people[person].name) has no post on \(now)")
        }
        callers[person] = caller
        return caller
    }

    func unit(_ key: String) throws -> ID<Unit> {
        guard let unit = units[key] else { throw SampleProvinceProblem.story("there is no unit \(key)") }
        return unit
    }

    func post(_ person: Int) throws -> ID<Post> {
        guard let post = posts[person] else { throw SampleProvinceProblem.story("person \(person) has no post") }
        return post
    }

    func file(of document: Int) throws -> StoredFile {
        guard let name = fileOfDocument[document], let file = files[name] else {
            throw SampleProvinceProblem.story("document \(document) has no file")
        }
        return file
    }
}
