import Essentials

/// Writes one page: walks a template's nodes with a stack of models.
struct Renderer {
    let library: TemplateLibrary
    let language: Language
    /// What stands around the page; every template reaches it under `frame`.
    let frame: any Viewable
    private(set) var output: [UInt8] = []
    /// Names that no model had, with the template that asked.
    private(set) var unknownNames: Set<String> = []
    private var scopes: [Scope] = []
    private var template = 0

    /// A model on the stack.
    private struct Scope {
        let content: Content
        var index = 0
        var isLast = true

        enum Content {
            case values([String: Shown], any Viewable)
            case view(any Viewable)
            case value(Shown)
        }
    }

    /// What a parent's or partial's blocks are filled with, the outermost first.
    private final class Blocks {
        let overrides: [String: [TemplateNode]]
        let outer: Blocks?

        init(_ overrides: [String: [TemplateNode]], outer: Blocks?) {
            self.overrides = overrides
            self.outer = outer
        }

        func override(of name: String) -> [TemplateNode]? {
            outer?.override(of: name) ?? overrides[name]
        }
    }

    init(library: TemplateLibrary, language: Language, frame: any Viewable) {
        self.library = library
        self.language = language
        self.frame = frame
        output.reserveCapacity(32 * 1024)
    }

    /// Writes a model by a template.
    mutating func write(_ model: any Viewable, by template: Int) {
        push(model)
        include(template, blocks: nil)
        scopes.removeLast()
    }

    private mutating func include(_ index: Int, blocks: Blocks?) {
        let outer = template
        template = index
        write(library.templates[index].nodes, blocks)
        template = outer
    }

    private mutating func write(_ nodes: [TemplateNode], _ blocks: Blocks?) {
        for node in nodes { write(node, blocks) }
    }

    private mutating func write(_ node: TemplateNode, _ blocks: Blocks?) {
        switch node {
        case .text(let bytes): output.append(contentsOf: bytes)
        case .value(let name): if let text = text(of: found(name)) { output.append(escaped: text) }
        case .markup(let name): if let text = text(of: found(name)) { output.append(contentsOf: text.utf8) }
        case .section(let name, let inner): writeSection(found(name), inner, blocks)
        case .inverted(let name, let inner): if isFalse(found(name)) { write(inner, blocks) }
        case .partial(let index, let overrides):
            include(index, blocks: overrides.isEmpty ? blocks : Blocks(overrides, outer: blocks))
        case .own: writeOwn(blocks)
        case .block(let name, let standard): write(blocks?.override(of: name) ?? standard, blocks)
        }
    }

    private mutating func writeSection(_ value: Shown, _ inner: [TemplateNode], _ blocks: Blocks?) {
        switch value {
        case .unknown, .absent, .everything, .flag(false): break
        case .flag(true): write(inner, blocks)
        case .view(let view):
            push(view)
            write(inner, blocks)
            scopes.removeLast()
        case .text, .spoken:
            scopes.append(Scope(content: .value(value)))
            write(inner, blocks)
            scopes.removeLast()
        case .list(let views):
            for (index, view) in views.enumerated() {
                push(view, at: index, of: views.count)
                write(inner, blocks)
                scopes.removeLast()
            }
        case .texts(let texts):
            for (index, text) in texts.enumerated() {
                scopes.append(Scope(content: .value(.text(text)), index: index, isLast: index == texts.count - 1))
                write(inner, blocks)
                scopes.removeLast()
            }
        }
    }

    private mutating func writeOwn(_ blocks: Blocks?) {
        switch scopes.last?.content {
        case .values(_, let view), .view(let view):
            let name = String(describing: type(of: view))
            if let index = library.index(of: name) {
                include(index, blocks: blocks)
            } else {
                note("template \(name)")
            }
        default: note("{{>*.}}")
        }
    }

    private mutating func push(_ view: any Viewable, at index: Int = 0, of count: Int = 1) {
        let content: Scope.Content
        if case .everything(let values) = view.shown("") {
            content = .values(values, view)
        } else {
            content = .view(view)
        }
        scopes.append(Scope(content: content, index: index, isLast: index == count - 1))
    }
}

extension Renderer {
    private mutating func found(_ name: TemplateName) -> Shown {
        guard let transform = name.transform else { return value(name) }
        switch transform {
        case .empty: return .flag(isFalse(value(name)))
        case .count: return .text(String(count(of: value(name))))
        case .first: return .flag(scopes.last?.index == 0)
        case .last: return .flag(scopes.last?.isLast ?? true)
        }
    }

    private mutating func value(_ name: TemplateName) -> Shown {
        guard let first = name.parts.first else { return current }
        var value = first == "frame" ? .view(frame) : outward(first)
        for part in name.parts.dropFirst() {
            switch value {
            case .view(let view): value = view.shown(part)
            case .absent: return .absent
            default: value = .unknown
            }
        }
        if case .unknown = value { note(name.text) }
        return value
    }

    /// Looks for a name in the current model, then in those around it.
    private func outward(_ name: String) -> Shown {
        var index = scopes.count - 1
        while index >= 0 {
            switch scopes[index].content {
            case .value: break
            case .values(let values, _): if let value = values[name] { return value }
            case .view(let view):
                let value = view.shown(name)
                if case .unknown = value { break }
                return value
            }
            index -= 1
        }
        return .unknown
    }

    private var current: Shown {
        switch scopes.last?.content {
        case .value(let value): value
        case .view(let view), .values(_, let view): view.shown(".")
        case nil: .absent
        }
    }

    private func text(of value: Shown) -> String? {
        switch value {
        case .text(let text): text
        case .spoken(let spoken): spoken.text(in: language)
        case .flag(let flag): flag ? "true" : "false"
        case .view(let view): text(of: view.shown("."))
        case .unknown, .absent, .list, .texts, .everything: nil
        }
    }

    private func isFalse(_ value: Shown) -> Bool {
        switch value {
        case .unknown, .absent, .flag(false), .everything: true
        case .list(let views): views.isEmpty
        case .texts(let texts): texts.isEmpty
        case .flag(true), .text, .spoken, .view: false
        }
    }

    private func count(of value: Shown) -> Int {
        switch value {
        case .list(let views): views.count
        case .texts(let texts): texts.count
        default: 0
        }
    }

    private mutating func note(_ name: String) {
        unknownNames.insert("\(library.templates[template].name): \(name)")
    }
}
