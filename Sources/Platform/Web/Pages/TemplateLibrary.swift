/// The templates of one language, ready to be rendered.
struct TemplateLibrary: Sendable {
    let templates: [TemplateProgram]
    private let indexes: [String: Int]

    /// - Parameters:
    ///   - sources: the text of each template, already in one language.
    ///   - problems: gains what is wrong with them.
    init(_ sources: [(name: String, text: String)], problems: inout [String]) {
        var indexes: [String: Int] = [:]
        for (index, source) in sources.enumerated() {
            if indexes.updateValue(index, forKey: source.name) != nil {
                problems.append("there are two templates \(source.name)")
            }
        }
        var templates: [TemplateProgram] = []
        for source in sources {
            var parser = TemplateParser(source.text) { indexes[$0] }
            let nodes = parser.parse()
            problems += parser.problems.map { "\(source.name): \($0)" }
            templates.append(TemplateProgram(name: source.name, parent: parser.parent, nodes: nodes))
        }
        self.indexes = indexes
        self.templates = templates
    }

    func index(of name: String) -> Int? {
        indexes[name]
    }
}
