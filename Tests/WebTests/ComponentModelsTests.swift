import Database
import Directory
import Essentials
import Testing

@testable import Web

/// The Swift models of the components against their templates: every name a template asks for, the model has.
struct ComponentModelsTests {
    @Test(arguments: Language.allCases)
    func `every component's model has every name its template asks for`(language: Language) throws {
        let unknown = UnknownNames()
        let pages = try Pages(directories: [], types: [SignInPage.self], strictness: .collect(unknown))
        let samples = ComponentSamples.fields + ComponentSamples.pieces + ComponentSamples.large
        for (template, model) in samples {
            #expect(!render(model, template, pages, language).isEmpty)
            #expect(unknown.all == [], "\(template)")
        }
    }

    @Test func `every component with a model of its own is among the samples`() throws {
        let samples = ComponentSamples.fields + ComponentSamples.pieces + ComponentSamples.large
        let tried = Set(samples.map(\.0))
        let withoutModel: Set<String> = [
            "Skeleton", "Toast", "RecordHeadExample", "SplitViewExample", "DecisionPanelExample",
        ]
        let shown = Set(try ComponentGallery.load().components.map(\.partial)).subtracting(withoutModel)
        #expect(shown.subtracting(tried) == [])
    }

    @Test func `a cell shows one thing, and a nil one nothing`() {
        let column = WorkList.Column(Wording("Cột", en: "Column"))
        let kinds = ["link", "text", "due", "state"]
        func present(_ cell: WorkList.Cell) -> [String] {
            kinds.filter { if case .absent = cell.shown($0) { false } else { true } }
        }
        #expect(present(.init(column, .text(Quantity(1)))) == ["text"])
        #expect(present(.init(column, .text(nil))) == [])
        #expect(present(.init(column, .link(path: "/x", text: "x"))) == ["link"])
        #expect(present(.init(column, .due(nil))) == [])
        #expect(present(.init(column, .state(ComponentSamples.tag))) == ["state"])
    }

    private func render(
        _ model: some Viewable, _ template: String, _ pages: Pages, _ language: Language
    ) -> [UInt8] {
        pages.render(model, template: template, in: TestFrame.values(), language: language)
    }
}
