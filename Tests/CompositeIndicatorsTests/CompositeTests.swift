import Essentials
import EvaluationEngine
import Testing

@testable import CompositeIndicators

@Suite struct CompositeTests {
    private static let meta = """
        Level,iCode,iName,Type,Direction,Weight,Parent,Denominator,Target
        1,a,A,Indicator,1,1,P,pop,NA
        1,b,B,Indicator,-1,3,P,NA,NA
        1,c,C,Indicator,1,1,Q,NA,NA
        2,P,Pillar,Aggregate,1,1,I,NA,NA
        2,Q,Pillar 2,Aggregate,1,1,I,NA,NA
        3,I,Index,Aggregate,1,1,NA,NA,NA
        NA,pop,People,Denominator,NA,NA,NA,NA,NA
        NA,region,Region,Group,NA,NA,NA,NA,NA

        """
    private static let data = """
        uCode,uName,region,a,b,c,pop
        U1,Unit 1,north,10,5,1,10
        U2,Unit 2,north,40,1,NA,20
        U3,Unit 3,south,90,3,3,30

        """

    private static func build(_ change: (inout CompositeMethod) -> Void = { _ in }) throws -> Composite {
        let meta = try IndexMeta(csv: meta)
        var method = CompositeMethod()
        change(&method)
        return try Composite(meta, IndexData(csv: data, meta: meta), method)
    }

    @Test func `an index is built in steps that can be read`() throws {
        let composite = try Self.build()
        #expect(composite.steps.map(\.name) == ["Raw", "Denominated", "Normalised", "Aggregated"])
        #expect(composite.steps[1].columns[0].values == [1, 2, 3])
        #expect(composite.values["b"] == [0, 100, 50])
        #expect(composite.values["P"] == [0, 87.5, 62.5])
        #expect(composite.values["I"] == [0, 87.5, 81.25])
        #expect(composite.ranks == [3, 1, 2])
        #expect(
            composite.csv
                == "uCode,uName,P,Q,I\nU1,Unit 1,0.0,0.0,0.0\nU2,Unit 2,87.5,NA,87.5\nU3,Unit 3,62.5,100.0,81.25\n")
    }

    @Test func `imputed cells are flagged and equal weights are equal`() throws {
        let composite = try Self.build {
            $0.impute = .groupMean("region")
            $0.weights = .equal
        }
        #expect(composite.imputed["c"] == [1])
        #expect(composite.values["c"] == [0, 0, 100])
        #expect(composite.values["P"] == [0, 75, 75])
    }

    @Test func `a method without a value names the aggregate`() throws {
        #expect { try Self.build { $0.aggregate = .geometric } } throws: { error in
            (error as? StatisticsProblem)?.reason.english.hasPrefix("P: a geometric mean") == true
        }
    }

    @Test func `numbers read back to the same double`() throws {
        let composite = try Self.build { $0.normalise = .zScore(mean: 0, deviation: 1, population: false) }
        let cells = composite.csv.split(separator: "\n")[1].split(separator: ",").suffix(3).map { Double($0) }
        #expect(cells == ["P", "Q", "I"].map { composite.values[$0]?[0] })
    }

    @Test(arguments: [
        ("Indicator,1,1,P,pop,NA\n", "Indicator,2,1,P,pop,NA\n", "meta.csv:2:17: the direction must be 1 or -1"),
        ("1,c,C", "1,b,C", "meta.csv:4:3: the code 'b' is used twice"),
        ("1,c,C,Indicator,1,1,Q", "1,c,C,Indicator,1,1,I", "meta.csv:4:3: 'c': there is no aggregate 'I' at level 2"),
        ("People,Denominator", "People,Divisor", "none of"),
        ("1,1,P,pop", "1,x,P,pop", "meta.csv:2:19: 'x' is no number"),
        (",Parent,", ",Above,", "meta.csv:1:1: the column 'Parent' is missing"),
    ])
    func `a bad structure is refused with its place`(original: String, mistake: String, message: String) throws {
        let text = Self.meta.replacing(original, with: mistake)
        #expect(text != Self.meta)
        #expect { try IndexMeta(csv: text) } throws: { error in
            (error as? InputProblem)?.inFile("meta.csv").text(.english).contains(message) == true
        }
    }

    @Test func `a bad figure is refused with its place`() throws {
        let meta = try IndexMeta(csv: Self.meta)
        let text = Self.data.replacing("40,1", with: "forty,1")
        #expect { try IndexData(csv: text, meta: meta) } throws: { error in
            (error as? InputProblem)?.inFile("data.csv").text(.english) == "data.csv:3:17: 'forty' is no number"
        }
    }
}
