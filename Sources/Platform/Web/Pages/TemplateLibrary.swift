/// The templates of one language, ready to be rendered.
struct TemplateLibrary: Sendable {
    struct Template: Sendable {
        let name: String
        let nodes: [TemplateNode]
        /// The frame that a page begins with.
        let parent: String?
    }

    let templates: [Template]
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
        var templates: [Template] = []
        for source in sources {
            var parser = TemplateParser(source.text) { indexes[$0] }
            let nodes = parser.parse()
            problems += parser.problems.map { "\(source.name): \($0)" }
            templates.append(Template(name: source.name, nodes: nodes, parent: parser.parent))
        }
        self.indexes = indexes
        self.templates = templates
    }

    func index(of name: String) -> Int? {
        indexes[name]
    }
}
