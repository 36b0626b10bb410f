/// Reads the text of a template: Mustache without delimiters to be set and without lambdas.
struct TemplateParser {
    /// Where another template stands in the library; nil when there is none of this name.
    let place: (String) -> Int?
    private var scanner: TemplateScanner
    private(set) var problems: [String] = []
    /// The parent a template begins with: `Office` in `{{<Office}}`.
    private(set) var parent: String?

    init(_ source: String, place: @escaping (String) -> Int?) {
        self.place = place
        scanner = TemplateScanner(source)
    }

    /// The template's nodes; what is wrong with it is in `problems`.
    mutating func parse() -> [TemplateNode] {
        nodes(until: nil, isParent: false).nodes
    }

    private struct Content {
        var nodes: [TemplateNode] = []
        var blocks: [String: [TemplateNode]] = [:]
    }

    /// - Parameters:
    ///   - end: the name that closes this section; nil at the top.
    ///   - isParent: between `{{<Parent}}` and its end only blocks count.
    private mutating func nodes(until end: String?, isParent: Bool) -> Content {
        var content = Content()
        while let token = scanner.next() {
            switch token {
            case .text(let bytes): content.nodes.append(.text(bytes))
            case .tag(.close, let name):
                if name == end { return content }
                problems.append("{{/\(name)}} closes \(end.map { "{{\($0)}}" } ?? "nothing")")
            case .tag(let kind, let name): add(kind, name, isParent: isParent, to: &content)
            }
        }
        if let end { problems.append("{{\(end)}} is not closed") }
        problems += scanner.problems
        scanner.problems = []
        return content
    }

    private mutating func add(_ kind: TemplateScanner.Kind, _ name: String, isParent: Bool, to content: inout Content) {
        switch kind {
        case .value: if let asked = asked(name) { content.nodes.append(.value(asked)) }
        case .markup: if let asked = asked(name) { content.nodes.append(.markup(asked)) }
        case .section:
            let inner = nodes(until: name, isParent: false).nodes
            if let asked = asked(name) { content.nodes.append(.section(asked, inner)) }
        case .inverted:
            let inner = nodes(until: name, isParent: false).nodes
            if let asked = asked(name) { content.nodes.append(.inverted(asked, inner)) }
        case .partial: addPartial(name, to: &content)
        case .parent:
            if parent == nil && content.nodes.isEmpty { parent = name }
            let inner = nodes(until: name, isParent: true)
            if let index = placed(name) { content.nodes.append(.partial(index, blocks: inner.blocks)) }
        case .block:
            let inner = nodes(until: name, isParent: false).nodes
            if isParent { content.blocks[name] = inner } else { content.nodes.append(.block(name, inner)) }
        case .comment: break
        case .close: break
        case .unknown: problems.append("{{\(name)}} is no tag of ours")
        }
    }

    private mutating func addPartial(_ name: String, to content: inout Content) {
        if name == "*." {
            content.nodes.append(.own)
        } else if let index = placed(name) {
            content.nodes.append(.partial(index, blocks: [:]))
        }
    }

    private mutating func placed(_ name: String) -> Int? {
        let index = place(name)
        if index == nil { problems.append("there is no template \(name)") }
        return index
    }

    /// `a.b`, `.`, `empty(list)`, `last()`.
    private mutating func asked(_ text: String) -> TemplateName? {
        var name = text[...]
        var transform: TemplateName.Transform?
        if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
            transform = TemplateName.Transform(rawValue: String(text[..<open]))
            name = text[text.index(after: open)..<text.index(before: text.endIndex)]
            if transform == nil {
                problems.append("{{\(text)}} asks for a transform we do not have")
                return nil
            }
        }
        let parts = name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isWellFormed = parts.allSatisfy { part in
            part.utf8.allSatisfy { $0.isNameByte } && (!part.isEmpty || (transform != nil && parts.count == 1))
        }
        guard isWellFormed else {
            problems.append("{{\(text)}} is no name")
            return nil
        }
        return TemplateName(parts: parts == [""] ? [] : parts, transform: transform, text: text)
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
