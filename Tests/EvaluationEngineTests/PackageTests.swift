import Essentials
import Testing

@testable import EvaluationEngine

@Suite struct PackageTests {
    private static func scoring() throws -> Scoring {
        let set = try Samples.issued(
            Samples.json(
                scale: "50",
                fields: [
                    Samples.field("A", maximum: "40", [Samples.bestUnit("A1", maximum: "40")]),
                    Samples.field("B", maximum: "10", [Samples.points("B1", maximum: "10")]),
                ]))
        return Scoring(try Sheet(set, csv: "unit,name,group,A1,B1\nX,Xã X,g,4,7\nY,Xã Y,g,3,N/A\nZ,Xã Z,g,3,\n"))
    }

    @Test func `a package recomputes to the same bytes`() throws {
        let package = ResultPackage(try Self.scoring(), context: [("round", "2026")])
        let verified = try ResultPackage(verifying: package.text)
        #expect(verified.hash == package.hash)
        #expect(verified.text == package.text)
        #expect(verified.scoring.result(of: "Y")?.score == Rational("37.5"))
    }

    @Test func `V27 an accepted appeal recomputes all, lists who moved, and leaves the old package as it was`() throws {
        let old = ResultPackage(try Self.scoring())
        var scoring = old.scoring
        let movement = try scoring.enter(.value([6]), unit: "Y", criterion: "A1")
        #expect(movement.rescored.map(\.unit) == ["X", "Y", "Z"])
        #expect(movement.moved.first { $0.unit == "Y" }?.rankAfter == 1)
        #expect(try ResultPackage(verifying: old.text).hash == old.hash)
        #expect(ResultPackage(scoring).hash != old.hash)
    }

    @Test func `a proof does not change what is hashed`() throws {
        let package = ResultPackage(try Self.scoring())
        let proven = ResultPackage(try Self.scoring(), proof: .object([("position", .whole(7))]))
        #expect(proven.hash == package.hash)
        #expect(try ResultPackage(verifying: proven.text).proof?.compact == proven.proof?.compact)
    }

    @Test func `V28 every changed digit is detected and its place is named`() throws {
        let text = ResultPackage(try Self.scoring()).text
        let digits = text.indices.filter { text[$0].isNumber }
        for index in digits {
            var changed = text
            let digit = changed[index] == "9" ? "8" : "9"
            changed.replaceSubrange(index...index, with: digit)
            #expect { try ResultPackage(verifying: changed) } throws: { ($0 as? InputProblem)?.reason != nil }
        }
        let forged = text.replacing("\"x\": \"7\"", with: "\"x\": \"8\"")
        #expect(forged != text)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("\"unit\": \"X\"") }
        #expect { try ResultPackage(verifying: forged) } throws: { error in
            guard let problem = error as? InputProblem, let line else { return false }
            return problem.reason.english.contains("'X'") && abs((problem.place?.line ?? 0) - line) <= 1
        }
    }

    @Test func `V24 the order of criteria in the set changes neither results nor hash`() throws {
        let scoring = try Self.scoring()
        var set = scoring.sheet.set.set
        set.fields.reverse()
        let other = Scoring(
            try Sheet(IssuedSet(set), csv: "unit,B1,A1,group\nZ,,3,g\nY,N/A,3,g\nX,7,4,g\n".withNames))
        #expect(ResultPackage(other).hash == ResultPackage(scoring).hash)
    }

    @Test func `results are printed as a table`() throws {
        let lines = ResultTable(try Self.scoring()).csv().split(separator: "\n")
        #expect(lines[1] == "X,Xã X,g,total,47,47.00,94,1,,1,ranked")
        #expect(lines[4] == "Y,Xã Y,g,total,37.5,37.50,75,2,,1,ranked")
        #expect(lines[6] == "Y,Xã Y,g,B,,,,,,,no-score")
        #expect(lines[7] == "Z,Xã Z,g,total,30,30.00,60,3,,0.8,ranked")
    }

    @Test(arguments: [
        ("unit,group,A1\nX,g,1\n", "v.csv:1:1: the column 'B1.x' is missing"),
        ("unit,group,A1,B1,C\nX,g,1,2,3\n", "v.csv:1:18: the set has no column 'C'"),
        ("unit,group,A1,B1\nX,g,1,\"2\"\"\n", "v.csv:2:7: the cell has no closing quotation mark"),
        ("unit,group,A1,B1\nX,g,1\n", "v.csv:2:5: 3 cells, but the header has 4"),
        ("unit,group,A1,B1\nX,g,1,11\n", "v.csv:2:7: input 'x': 11 is greater than 10"),
        ("unit,group,A1,B1\nX,g,-1,1\n", "v.csv:2:5: input 'x': -1 is less than 0"),
        ("unit,group,A1,B1\nX,g,\"84,5\",1\n", "v.csv:2:5: input 'x': '84,5' is no number"),
        ("unit,group,A1,B1\nX,h,1,1\n", "v.csv:2:3: there is no group 'h'"),
        ("unit,group,A1,B1\nX,g,1,1\nX,g,1,1\n", "v.csv:3:1: the unit 'X' occurs twice"),
        ("unit,group,A1,B1,B1\nX,g,1,1,1\n", "v.csv:1:18: the column 'B1' occurs twice"),
    ])
    func `a bad table of values is refused with file, line, column and reason`(text: String, message: String) throws {
        let set = try Self.scoring().sheet.set
        #expect { try Sheet(set, csv: text) } throws: { error in
            (error as? InputProblem)?.inFile("v.csv").text(.english) == message
        }
    }
}

extension String {
    /// The same table with the names of the sample.
    fileprivate var withNames: String {
        split(separator: "\n").enumerated().map { index, line in
            index == 0 ? line + ",name" : line + ",Xã \(line.prefix(1))"
        }.joined(separator: "\n") + "\n"
    }
}
