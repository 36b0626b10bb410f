import Essentials
import Testing

@testable import EvaluationEngine

@Suite struct CriteriaSetTests {
    private static let two = Samples.json(
        scale: "30",
        fields: [
            Samples.field(
                "A", maximum: "10", [Samples.points("A1", maximum: "4"), Samples.points("A2", maximum: "6")]),
            Samples.field("B", maximum: "20", [Samples.points("B1", maximum: "20")]),
        ])

    @Test func `a set is read and written back`() throws {
        let set = try CriteriaSet(json: Self.two)
        let again = try CriteriaSet(json: set.json.pretty)
        #expect(again == set)
        #expect(set.leaves.map(\.code) == ["A1", "A2", "B1"])
    }

    @Test func `V24 the hash does not depend on the order in the file`() throws {
        var set = try CriteriaSet(json: Self.two)
        let hash = try IssuedSet(set).hash
        set.fields.reverse()
        set.fields[1].criteria.reverse()
        #expect(try IssuedSet(set).hash == hash)
        set.fields[0].name = Wording("khác", en: "other")
        #expect(try IssuedSet(set).hash != hash)
    }

    @Test(arguments: [
        ("{\n \"format\": \"x\"}", "s.json:2:12: only 'lienthong.criteria-set/1' can be read"),
        ("{\"format\": \"lienthong.criteria-set/1\",\n \"code\": 5}", "s.json:2:10: must be a text"),
        ("{\"a\": 1, \"a\": 2}", "s.json:1:10: 'a' occurs twice"), ("[1, 2", "s.json:1:6: ',' or ']' is missing"),
        ("{\"a\": 01}", "s.json:1:7: badly written number"),
        ("{} {}", "s.json:1:4: there is more after the JSON value"),
    ])
    func `a bad file is refused with its place`(text: String, message: String) {
        #expect { try CriteriaSet(json: text) } throws: { error in
            (error as? InputProblem)?.inFile("s.json").text(.english) == message
        }
    }

    @Test func `an unknown member is found and not ignored`() {
        let text = Self.two.replacing("\"rejected\"", with: "\"rejectd\": 1, \"rejected\"")
        #expect { try CriteriaSet(json: text) } throws: { error in
            (error as? InputProblem)?.reason.english == "'rejectd' is not known here"
        }
    }

    @Test(arguments: [
        ("\"maximum\": 4,", "\"maximum\": 5,", "A: the parts sum to 11, but the maximum is 10"),
        ("\"scale\": 30", "\"scale\": 31", "the parts sum to 30, but the maximum is 31"),
        ("\"code\": \"A2\"", "\"code\": \"A1\"", "A1: the code is used twice among fields and criteria"),
        ("\"evidence\": \"none\",", "", "A1: it says neither what evidence is demanded nor \"none\""),
        (
            "\"minimum\": 0, \"maximum\": 4", "\"minimum\": 0, \"maximum\": 40",
            "A1: the input 'x' must be within 0…4"
        ),
        (
            "\"coverage\": {\"total\": 0,", "\"coverage\": {\"total\": 2,",
            "the coverage threshold 2 is outside 0…1"
        ),
        ("\"competition\"", "{\"ordinal\": [\"Z\"]}", "Z: the ranking key is no field's code"),
    ])
    func `a set with a mistake is not issued`(original: String, mistake: String, message: String) throws {
        let text = Self.two.replacing(original, with: mistake, maxReplacements: 1)
        let problems = try CriteriaSet(json: text).problems().map { $0.text(.english) }
        #expect(problems.contains(message), "\(problems)")
        #expect(throws: SetRefusal.self) { try IssuedSet(CriteriaSet(json: text)) }
    }

    @Test(arguments: [
        ("[{\"code\": \"a\", \"name\": \"a\", \"from\": 60}, {\"code\": \"b\", \"name\": \"b\", \"to\": 50}]", "gap"),
        (
            "[{\"code\": \"a\", \"name\": \"a\", \"from\": 50}, {\"code\": \"b\", \"name\": \"b\", \"to\": 60}]",
            "overlap"
        ),
        (
            "[{\"code\": \"a\", \"name\": \"a\", \"from\": \"uncertain\"}, {\"code\": \"b\", \"name\": \"b\", \"to\": \"uncertain\"}]",
            "uncertain"
        ),
        ("[{\"code\": \"a\", \"name\": \"a\", \"from\": 50}]", "not open below"),
        (
            "[{\"code\": \"a\", \"name\": \"a\", \"from\": 50, \"to\": 90, \"closed\": true}, {\"code\": \"b\", \"name\": \"b\", \"to\": 50}]",
            "closed at 100"
        ),
    ])
    func `V8 a level table with a gap, an overlap or an unknown cut-off is refused`(table: String, reason: String)
        throws
    {
        let json = Samples.json(
            scale: "100", fields: [Samples.field("F", maximum: "100", [Samples.points("1", maximum: "100")])],
            levels: "{\"basis\": \"points\", \"table\": \(table)}")
        let problems = try CriteriaSet(json: json).problems()
        #expect(problems.contains { $0.reason.english.contains(reason) }, "\(problems)")
    }

    @Test func `a diff names what was added, removed and changed`() throws {
        let before = try CriteriaSet(json: Self.two)
        var after = before
        after.fields[0].criteria[0].maximum = 5
        after.fields[0].criteria[1].code = "A3"
        after.version = "2"
        let lines = before.changes(to: after).map { "\($0.kind.rawValue) \($0.wording.english)" }
        #expect(lines.contains("changed criterion A1: maximum: 4 → 5"))
        #expect(lines.contains("removed criterion A2: removed"))
        #expect(lines.contains("added criterion A3: added"))
        #expect(lines.contains("changed version: \"1\" → \"2\""))
        #expect(before.changes(to: before).isEmpty)
    }
}
