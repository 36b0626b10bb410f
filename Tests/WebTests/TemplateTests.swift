import Essentials
import Foundation
import Mustache
import TestSupport
import Testing

@testable import Web

/// What templates show, and what they refuse.
struct TemplateTests {
    private struct Row: Viewable {
        let name: String
        let note: String?
    }

    private struct Board: Viewable {
        let title: String
        let note: String
        let rows: [Row]
        let isOpen: Bool
        let tags: [String]
    }

    private static let board = Board(
        title: "Sổ <đến> & \"đi\"", note: "ghi chú của trang",
        rows: [Row(name: "A", note: "một"), Row(name: "B", note: nil)], isOpen: true, tags: ["x", "y"])

    /// Renders by templates that are never on a disk.
    private func show(
        _ model: some Viewable, _ templates: [String: String], in language: Language = .vietnamese
    ) throws -> (text: String, unknown: Set<String>) {
        var problems: [String] = []
        let library = TemplateLibrary(templates.map { ($0.key, $0.value) }, problems: &problems)
        try #require(problems.isEmpty, "\(problems)")
        let renderer = Renderer(library: library, language: language, frame: Row(name: "khung", note: nil))
        let output = renderer.write(model, by: try #require(library.index(of: "T")))
        return (String(decoding: output.bytes, as: UTF8.self), output.unknownNames)
    }

    @Test func `text is escaped where it stands`() throws {
        let shown = try show(Self.board, ["T": "<p title=\"{{title}}\">{{title}}</p>"])
        let escaped = "Sổ &lt;đến&gt; &amp; &quot;đi&quot;"
        #expect(shown.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `a row without a note does not show the note of the page`() throws {
        let shown = try show(Self.board, ["T": "{{#rows}}{{name}}:{{note}};{{/rows}}"])
        #expect(shown.text == "A:một;B:;")
        #expect(shown.unknown.isEmpty)
    }

    @Test func `a name that only the page has is found from a row`() throws {
        #expect(try show(Self.board, ["T": "{{#rows}}{{name}}{{#isOpen}}+{{/isOpen}}{{/rows}}"]).text == "A+B+")
    }

    @Test func `a misspelt name is noted with its template`() throws {
        let shown = try show(Self.board, ["T": "{{#rows}}{{>Line}}{{/rows}}", "Line": "{{nmae}}"])
        #expect(shown.unknown == ["Line: nmae"])
    }

    @Test func `a misspelt name behind a dot is noted too`() throws {
        #expect(try show(Self.board, ["T": "{{frame.nmae}}{{frame.name}}"]).unknown == ["T: frame.nmae"])
    }

    @Test func `an explicit absence behind a dot is no error, a part of a text is`() throws {
        let shown = try show(Self.board, ["T": "{{frame.note.length}}{{#rows}}{{note.length}}{{/rows}}"])
        #expect(shown.unknown == ["T: note.length"])
    }

    @Test(arguments: [
        ("{{#empty(rows)}}none{{/empty(rows)}}{{^empty(rows)}}some{{/empty(rows)}}", "some"),
        ("{{count(rows)}}", "2"),
        ("{{#tags}}{{.}}{{^last()}}, {{/last()}}{{/tags}}", "x, y"),
        ("{{#tags}}{{#first()}}[{{/first()}}{{.}}{{/tags}}", "[xy"),
        ("{{#isOpen}}yes{{/isOpen}}{{^isOpen}}no{{/isOpen}}", "yes"),
        ("{{#note}}<{{.}}>{{/note}}", "<ghi chú của trang>"),
        ("{{! nothing to see }}a", "a"),
        ("a\n  {{#isOpen}}\n    b\n  {{/isOpen}}\nc\n", "a\nb\nc\n"),
        ("x {{note}} y", "x ghi chú của trang y"),
    ])
    func `sections, transforms and lone tags`(template: String, text: String) throws {
        let shown = try show(Self.board, ["T": template])
        #expect(shown.text == text)
        #expect(shown.unknown.isEmpty)
    }

    @Test func `a frame's blocks are filled by the page, also through a second frame`() throws {
        let templates = [
            "T": "{{<Inner}}{{$content}}page {{name}}{{/content}}{{/Inner}}",
            "Inner": "{{<Outer}}{{$content}}not this{{/content}}{{$foot}}inner{{/foot}}{{/Outer}}",
            "Outer": "<{{$content}}standard{{/content}}|{{$foot}}foot{{/foot}}|{{$head}}head{{/head}}>",
        ]
        #expect(try show(Row(name: "r", note: nil), templates).text == "<page r|inner|head>")
    }

    @Test func `a panel of another capability brings its own template`() throws {
        struct Panel: Viewable { let text = "panel" }
        struct Host: Viewable { let panels: [any Viewable] }
        let shown = try show(
            Host(panels: [Panel()]), ["T": "{{#panels}}{{>*.}}{{/panels}}", "Panel": "[{{text}}]"])
        #expect(shown.text == "[panel]")
    }

    @Test func `a value is put into the reader's language`() throws {
        struct Model: Viewable {
            let wording = Wording("Vào sổ", en: "Register")
            let date: CivilDate?
            let count = Quantity(22137)
        }
        let model = Model(date: CivilDate(year: 2026, month: 2, day: 3))
        let template = ["T": "{{wording}} {{date}} {{count}}"]
        #expect(try show(model, template).text == "Vào sổ 03/02/2026 22.137")
        #expect(try show(model, template, in: .english).text == "Register 3 Feb 2026 22,137")
    }

    @Test func `a model that computes some names finds the others among its properties`() throws {
        struct Model: Viewable {
            let name = "stored"

            func shown(_ name: String) -> Shown {
                name == "computed" ? Shown("computed") : stored(name)
            }
        }
        let shown = try show(Model(), ["T": "{{name}} {{computed}} {{other}}"])
        #expect(shown.text == "stored computed ")
        #expect(shown.unknown == ["T: other"])
    }

    @Test(arguments: [
        ("{{>Missing}}", "there is no template Missing"),
        ("{{#a}}", "{{a}} is not closed"),
        ("{{#a}}{{/b}}{{/a}}", "{{/b}} closes {{a}}"),
        ("{{=<% %>=}}", "is no tag of ours"),
        ("{{upper(a)}}", "transform we do not have"),
        ("{{a b}}", "{{a b}} is no name"),
        ("{{a", "a tag is not ended"),
    ])
    func `a template that is wrong is refused at the start`(template: String, problem: String) {
        var problems: [String] = []
        _ = TemplateLibrary([("T", template)], problems: &problems)
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test(arguments: [
        """
        <ul>
          {{#rows}}
          <li class="a">{{name}}{{#note}} ({{note}}){{/note}}{{^note}}-{{/note}}</li>
          {{/rows}}
        </ul>
        """,
        "{{title}} {{#isOpen}}{{note}}{{/isOpen}}\n{{#tags}}\n<b>{{.}}</b>\n{{/tags}}",
        "{{^empty(rows)}}\n{{#rows}}{{name}}{{^last()}}, {{/last()}}{{/rows}}\n{{/empty(rows)}}",
        "{{! comment }}\n<p>{{{title}}}</p>",
    ])
    func `our renderer agrees with swift-mustache`(template: String) throws {
        let theirs = try MustacheTemplate(string: template).render(
            [
                "title": Self.board.title, "note": Self.board.note, "isOpen": true, "tags": ["x", "y"],
                "rows": [["name": "A", "note": "một"] as [String: Any], ["name": "B", "note": NSNull()]],
            ] as [String: Any])
        let ours = try show(Self.board, ["T": template]).text
        #expect(Self.lines(ours) == Self.lines(theirs))
    }

    /// We drop the blanks that begin a line.
    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in String(line.drop { $0 == " " }) }
    }
}
