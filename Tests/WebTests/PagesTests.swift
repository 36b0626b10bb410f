import Essentials
import Foundation
import TestSupport
import Testing

@testable import Web

/// The pages of the house against their templates.
struct PagesTests {
    private struct LonelyPage: Page {
        let title = Wording("Một mình", en: "Alone")
    }

    private struct StrayPage: Page {
        static let frame = FrameKind.open
        let title = Wording("Lạc", en: "Stray")
    }

    private func problems(_ templates: [String: String], _ types: [any Page.Type]) async throws -> [String] {
        try await TemporaryFolder.with { folder in
            for (name, text) in templates {
                try text.write(
                    to: folder.url.appendingPathComponent("\(name).mustache"), atomically: true, encoding: .utf8)
            }
            do {
                _ = try Pages(directories: [folder.url], types: types + [SignInPage.self])
                return []
            } catch let problems as TemplateProblems {
                return problems.descriptions
            }
        }
    }

    @Test func `a page without a template is refused`() async throws {
        #expect(try await problems([:], [LonelyPage.self]) == ["LonelyPage has no template"])
    }

    @Test func `a template without a page is refused`() async throws {
        let found = try await problems(["LonelyPage": "{{<Office}}{{/Office}}"], [])
        #expect(found == ["LonelyPage.mustache has no page"])
    }

    @Test func `a page in another frame than its type says is refused`() async throws {
        let found = try await problems(["StrayPage": "{{<Office}}{{/Office}}"], [StrayPage.self])
        #expect(found == ["StrayPage is Public, its template Office"])
    }

    @Test func `two templates of one name are refused`() async throws {
        let found = try await problems(["Csrf": "", "LonelyPage": "{{<Office}}{{/Office}}"], [LonelyPage.self])
        #expect(found.contains("there are two templates Csrf"))
    }

    @Test func `a page that fits is taken`() async throws {
        #expect(try await problems(["LonelyPage": "{{<Office}}{{/Office}}"], [LonelyPage.self]) == [])
    }

    @Test func `every text of the platform's templates has its English`() throws {
        let pages = try Pages(directories: [], types: [SignInPage.self])
        #expect(pages.missingTranslations == [])
        #expect(pages.unusedTranslations == [])
    }

    @Test(arguments: Language.allCases)
    func `every example of every component finds what its template asks for`(language: Language) throws {
        let unknown = UnknownNames()
        let pages = try Pages(directories: [], types: [SignInPage.self], strictness: .collect(unknown))
        for component in try ComponentGallery.load().components {
            for example in component.examples {
                let bytes = pages.render(
                    example.model, template: component.partial, in: TestFrame.values(), language: language)
                #expect(!bytes.isEmpty, "\(component.partial): \(example.title)")
                #expect(unknown.all == [], "\(component.partial): \(example.title)")
            }
        }
    }

    @Test func `text in double brackets is replaced, with the tags in it`() {
        var translations = Translations()
        translations.add(["Còn {{days}} ngày": "{{days}} days left"])
        var missing: Set<String> = []
        var used: Set<String> = []
        let text = "<p>[[Còn {{days}} ngày]] [[Chưa dịch]]</p>"
        let english = translations.translated(text, into: .english, missing: &missing, used: &used)
        let vietnamese = translations.translated(text, into: .vietnamese, missing: &missing, used: &used)
        #expect(english == "<p>{{days}} days left Chưa dịch</p>")
        #expect(vietnamese == "<p>Còn {{days}} ngày Chưa dịch</p>")
        #expect(missing == ["Chưa dịch"])
        #expect(used == ["Còn {{days}} ngày", "Chưa dịch"])
    }
}

/// What templates find under `frame` when no request is made.
enum TestFrame {
    static func values() -> FrameValues {
        let settings = FrameSettings(provinceName: { _, _ in .verbatim("Tỉnh") })
        return FrameBuilder(
            settings: settings, province: ProvinceNameReader(settings.provinceName), assetsVersion: "v"
        )
        .values(
            for: ErrorPage.notFound, caller: nil, facts: .none, path: "/", address: "/", language: .vietnamese,
            nonce: "n", notice: nil,
            formToken: LazyFormToken(FormTokens(secret: TestHouse.secret), anchor: "session:x"))
    }
}
