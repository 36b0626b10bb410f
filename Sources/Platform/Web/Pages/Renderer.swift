import Essentials

/// Writes one page: walks a template's steps with a stack of models.
struct Renderer: Sendable {
    let library: TemplateLibrary
    let language: Language
    /// What stands around the page; every template reaches it under `frame`.
    let frame: any Viewable

    /// What comes of it.
    struct Output {
        var bytes: [UInt8] = []
        /// Names that no model had, with the template that asked.
        var unknownNames: Set<String> = []
    }

    /// Writes a model by a template.
    func write(_ model: any Viewable, by template: Int) -> Output {
        var output = Output()
        output.bytes.reserveCapacity(64 * 1024)
        include(template, nil, Scope(model, outer: nil), &output)
        return output
    }

    private func include(_ template: Int, _ blocks: Blocks?, _ scope: Scope, _ output: inout Output) {
        let program = library.templates[template]
        write(program, 0, program.steps.count, blocks, scope, &output)
    }

    private func write(
        _ program: TemplateProgram, _ start: Int, _ end: Int, _ blocks: Blocks?, _ scope: Scope,
        _ output: inout Output
    ) {
        var index = start
        while index < end {
            switch program.steps[index] {
            case .text(let from, let to):
                output.bytes.append(contentsOf: program.bytes[from..<to])
                index += 1
            case .value(let name):
                write(found(program.names[name], program, scope, &output), &output, isMarkup: false)
                index += 1
            case .markup(let name):
                write(found(program.names[name], program, scope, &output), &output, isMarkup: true)
                index += 1
            case .section(let name, let after):
                let value = found(program.names[name], program, scope, &output)
                writeSection(value, program, index + 1, after, blocks, scope, &output)
                index = after
            case .inverted(let name, let after):
                if found(program.names[name], program, scope, &output).isFalse {
                    write(program, index + 1, after, blocks, scope, &output)
                }
                index = after
            case .partial(let template, let own, let after):
                let inner = own.map { Blocks(program.blocks[$0], of: program, outer: blocks) } ?? blocks
                include(template, inner, scope, &output)
                index = after
            case .own:
                writeOwn(program, blocks, scope, &output)
                index += 1
            case .block(let name, let after):
                if let override = blocks?.override(of: program.blockNames[name]) {
                    let steps = override.steps
                    write(override.program, steps.lowerBound, steps.upperBound, blocks, scope, &output)
                } else {
                    write(program, index + 1, after, blocks, scope, &output)
                }
                index = after
            }
        }
    }

    private func writeSection(
        _ value: Shown, _ program: TemplateProgram, _ start: Int, _ end: Int, _ blocks: Blocks?, _ scope: Scope,
        _ output: inout Output
    ) {
        switch value {
        case .unknown, .absent, .everything, .flag(false): break
        case .flag(true): write(program, start, end, blocks, scope, &output)
        case .view(let view): write(program, start, end, blocks, Scope(view, outer: scope), &output)
        case .text, .wording, .spoken: write(program, start, end, blocks, Scope(value: value, outer: scope), &output)
        case .list(let views):
            for index in views.indices {
                let row = Scope(views[index], outer: scope, index: index, isLast: index == views.count - 1)
                write(program, start, end, blocks, row, &output)
            }
        case .texts(let texts):
            for index in texts.indices {
                let row = Scope(
                    value: .text(texts[index]), outer: scope, index: index, isLast: index == texts.count - 1)
                write(program, start, end, blocks, row, &output)
            }
        }
    }

    private func writeOwn(_ program: TemplateProgram, _ blocks: Blocks?, _ scope: Scope, _ output: inout Output) {
        let name = scope.view.map { String(describing: type(of: $0)) } ?? "of no model"
        if let index = library.index(of: name) {
            include(index, blocks, scope, &output)
        } else {
            output.unknownNames.insert("\(program.name): template \(name)")
        }
    }

    private func write(_ value: Shown, _ output: inout Output, isMarkup: Bool) {
        let text: String
        switch value {
        case .text(let plain): text = plain
        case .wording(let wording): text = wording[language]
        case .spoken(let spoken): text = spoken.text(in: language)
        case .flag(let flag): text = flag ? "true" : "false"
        case .view(let view):
            if case .view = view.shown(".") { return }
            return write(view.shown("."), &output, isMarkup: isMarkup)
        case .unknown, .absent, .list, .texts, .everything: return
        }
        if isMarkup { output.bytes.append(contentsOf: text.utf8) } else { output.bytes.append(escaped: text) }
    }
}

extension Renderer {
    private func found(
        _ name: TemplateName, _ program: TemplateProgram, _ scope: Scope, _ output: inout Output
    ) -> Shown {
        switch name.transform {
        case nil: value(name, program, scope, &output)
        case .empty: .flag(value(name, program, scope, &output).isFalse)
        case .count: .text(String(value(name, program, scope, &output).count))
        case .first: .flag(scope.index == 0)
        case .last: .flag(scope.isLast)
        }
    }

    private func value(
        _ name: TemplateName, _ program: TemplateProgram, _ scope: Scope, _ output: inout Output
    ) -> Shown {
        guard let first = name.first else { return scope.itself }
        var value = name.isFrame ? .view(frame) : scope.shown(first)
        for part in name.rest {
            switch value {
            case .view(let view): value = view.shown(part)
            case .absent: return .absent
            default: value = .unknown
            }
        }
        if case .unknown = value { output.unknownNames.insert("\(program.name): \(name.text)") }
        return value
    }
}

/// A model, and those around it.
private final class Scope {
    private enum Content {
        case values([String: Shown], any Viewable)
        case view(any Viewable)
        case value(Shown)
    }

    private let content: Content
    private let outer: Scope?
    let index: Int
    let isLast: Bool

    init(_ view: any Viewable, outer: Scope?, index: Int = 0, isLast: Bool = true) {
        if case .everything(let values) = view.shown("") {
            content = .values(values, view)
        } else {
            content = .view(view)
        }
        self.outer = outer
        self.index = index
        self.isLast = isLast
    }

    init(value: Shown, outer: Scope?, index: Int = 0, isLast: Bool = true) {
        content = .value(value)
        self.outer = outer
        self.index = index
        self.isLast = isLast
    }

    /// The value of a name: of this model, or else of those around it.
    func shown(_ name: String) -> Shown {
        switch content {
        case .value: break
        case .values(let values, _): if let value = values[name] { return value }
        case .view(let view):
            let value = view.shown(name)
            if case .unknown = value { break }
            return value
        }
        return outer?.shown(name) ?? .unknown
    }

    var view: (any Viewable)? {
        switch content {
        case .value: nil
        case .values(_, let view), .view(let view): view
        }
    }

    /// What `{{.}}` means.
    var itself: Shown {
        switch content {
        case .value(let value): value
        case .values(_, let view), .view(let view): view.shown(".")
        }
    }
}

/// What a parent's or partial's blocks are filled with, the outermost first.
private final class Blocks {
    private let overrides: [String: Range<Int>]
    /// Where the steps of the overrides are.
    private let program: TemplateProgram
    private let outer: Blocks?

    init(_ overrides: [String: Range<Int>], of program: TemplateProgram, outer: Blocks?) {
        self.overrides = overrides
        self.program = program
        self.outer = outer
    }

    func override(of name: String) -> (program: TemplateProgram, steps: Range<Int>)? {
        outer?.override(of: name) ?? overrides[name].map { (program, $0) }
    }
}

extension Shown {
    /// Whether a section over it is left out.
    fileprivate var isFalse: Bool {
        switch self {
        case .unknown, .absent, .flag(false), .everything: true
        case .list(let views): views.isEmpty
        case .texts(let texts): texts.isEmpty
        case .flag(true), .text, .wording, .spoken, .view: false
        }
    }

    fileprivate var count: Int {
        switch self {
        case .list(let views): views.count
        case .texts(let texts): texts.count
        default: 0
        }
    }
}
