public import Essentials
public import Foundation
import Logging

/// Every page and template of the installation, loaded at the start and checked against each other.
public struct Pages: Sendable {
    /// What happens when a template asks for a name that the model does not have.
    public enum Strictness: Sendable {
        /// It is written into the log once; the page shows nothing in its place.
        case log
        /// It is kept, for the test to fail on.
        case collect(UnknownNames)
    }

    /// Texts of templates that have no English entry.
    public let missingTranslations: [String]
    /// English entries that no template asks for.
    public let unusedTranslations: [String]
    let types: [any Page.Type]
    private let vietnamese: TemplateLibrary
    private let english: TemplateLibrary
    private let strictness: Strictness
    private let logged: UnknownNames
    private let logger: Logger

    /// Loads the templates of every directory (`*.mustache`, with `en.json` beside them).
    ///
    /// - Parameters:
    ///   - directories: the platform's own come by themselves.
    ///   - types: every page of every capability.
    ///   - strictness: `.collect` in tests.
    /// - Throws: `TemplateProblems` with all that is wrong: a partial that is not there, a page without a template, a
    ///   template without a page, two of one name, a page in another frame than its type says.
    public init(directories: [URL], types: [any Page.Type], strictness: Strictness = .log) throws {
        let source = try TemplateSource(directories: [WebResources.templates] + directories)
        var problems: [String] = []
        var missing: Set<String> = []
        var used: Set<String> = []
        let vietnamese = source.texts(in: .vietnamese, missing: &missing, used: &used)
        let english = source.texts(in: .english, missing: &missing, used: &used)
        self.vietnamese = TemplateLibrary(vietnamese, problems: &problems)
        self.english = TemplateLibrary(english, problems: &problems)
        self.types = Self.ownTypes + types
        problems += Self.mismatches(between: self.types, and: self.vietnamese)
        if !problems.isEmpty { throw TemplateProblems(descriptions: Array(Set(problems)).sorted()) }
        missingTranslations = missing.sorted()
        unusedTranslations = Set(source.translations.entries.keys).subtracting(used).sorted()
        self.strictness = strictness
        logged = UnknownNames()
        logger = Logger(label: "pages")
    }

    /// The bytes of a page.
    ///
    /// - Parameter frame: what templates find under `frame`.
    public func render(_ page: some Page, in frame: some Viewable, language: Language) -> [UInt8] {
        render(page, template: type(of: page).templateName, in: frame, language: language)
    }

    /// The bytes of any model by any template: a component by itself, a form on paper.
    public func render(
        _ model: some Viewable, template name: String, in frame: some Viewable, language: Language
    ) -> [UInt8] {
        let library = language == .vietnamese ? vietnamese : english
        guard let index = library.index(of: name) else {
            report(["\(name): is no template"])
            return []
        }
        let output = Renderer(library: library, language: language, frame: frame).write(model, by: index)
        if !output.unknownNames.isEmpty { report(output.unknownNames) }
        return output.bytes
    }

    private func report(_ names: Set<String>) {
        switch strictness {
        case .collect(let collected): collected.insert(names)
        case .log:
            for name in logged.insert(names) { logger.error("a template asks for an unknown name: \(name)") }
        }
    }

    private static func mismatches(between types: [any Page.Type], and library: TemplateLibrary) -> [String] {
        var problems: [String] = []
        var named: [String: any Page.Type] = [:]
        for type in types {
            if named.updateValue(type, forKey: type.templateName) != nil {
                problems.append("there are two pages \(type.templateName)")
            }
            guard let index = library.index(of: type.templateName) else {
                problems.append("\(type.templateName) has no template")
                continue
            }
            let parent = library.templates[index].parent
            if parent != type.frame.rawValue {
                problems.append("\(type.templateName) is \(type.frame.rawValue), its template \(parent ?? "nothing")")
            }
        }
        for template in library.templates where template.name.hasSuffix("Page") && named[template.name] == nil {
            problems.append("\(template.name).mustache has no page")
        }
        return problems
    }
}

/// All that is wrong with the templates, found at the start.
public struct TemplateProblems: Error, CustomStringConvertible {
    /// One line each.
    public let descriptions: [String]

    /// All lines.
    public var description: String { descriptions.joined(separator: "\n") }
}
