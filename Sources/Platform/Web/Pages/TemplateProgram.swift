/// A template made ready to be walked: its steps one after another, without a tree of boxes that every step would have
/// to take hold of and let go of again.
final class TemplateProgram: Sendable {
    /// One step. A step with an end has its content between itself and there.
    enum Step: Sendable {
        case text(from: Int, to: Int)
        case value(name: Int)
        case markup(name: Int)
        case section(name: Int, end: Int)
        case inverted(name: Int, end: Int)
        /// What it puts into the other template's blocks stands between it and its end, and is not walked by itself.
        case partial(template: Int, blocks: Int?, end: Int)
        case own
        case block(name: Int, end: Int)
    }

    /// The template's name.
    let name: String
    /// The frame that a page begins with.
    let parent: String?
    let steps: Lasting<Step>
    let bytes: Lasting<UInt8>
    let names: Lasting<TemplateName>
    let blockNames: [String]
    /// For each partial with blocks, where they stand among the steps.
    let blocks: [[String: Range<Int>]]

    init(name: String, parent: String?, nodes: [TemplateNode]) {
        var writer = ProgramWriter()
        writer.write(nodes)
        self.name = name
        self.parent = parent
        steps = Lasting(writer.steps)
        bytes = Lasting(writer.bytes)
        names = Lasting(writer.names)
        blockNames = writer.blockNames
        blocks = writer.blocks
    }

    deinit {
        steps.end()
        bytes.end()
        names.end()
    }
}

/// Elements that stay in one place and never change for as long as their owner lives. An array would be taken hold of
/// and let go of again at every step of every page, by all threads at once; that was a third of the time of a page.
struct Lasting<Element: Sendable>: @unchecked Sendable {
    private let elements: UnsafeMutableBufferPointer<Element>

    init(_ elements: [Element]) {
        self.elements = .allocate(capacity: elements.count)
        _ = self.elements.initialize(from: elements)
    }

    var count: Int { elements.count }

    @inline(__always)
    subscript(index: Int) -> Element { elements[index] }

    /// The elements of a range, valid as long as the owner.
    @inline(__always)
    subscript(range: Range<Int>) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(rebasing: elements[range])
    }

    /// The owner goes.
    func end() {
        elements.deinitialize()
        elements.deallocate()
    }
}

/// Lays a tree of nodes out as steps.
private struct ProgramWriter {
    private(set) var steps: [TemplateProgram.Step] = []
    private(set) var bytes: [UInt8] = []
    private(set) var names: [TemplateName] = []
    private(set) var blockNames: [String] = []
    private(set) var blocks: [[String: Range<Int>]] = []

    mutating func write(_ nodes: [TemplateNode]) {
        for node in nodes { write(node) }
    }

    private mutating func write(_ node: TemplateNode) {
        switch node {
        case .text(let text):
            steps.append(.text(from: bytes.count, to: bytes.count + text.count))
            bytes += text
        case .value(let name): steps.append(.value(name: index(of: name)))
        case .markup(let name): steps.append(.markup(name: index(of: name)))
        case .section(let name, let inner):
            let name = index(of: name)
            write(inner) { .section(name: name, end: $0) }
        case .inverted(let name, let inner):
            let name = index(of: name)
            write(inner) { .inverted(name: name, end: $0) }
        case .partial(let template, let overrides): write(partial: template, overrides)
        case .own: steps.append(.own)
        case .block(let name, let standard):
            blockNames.append(name)
            let name = blockNames.count - 1
            write(standard) { .block(name: name, end: $0) }
        }
    }

    private mutating func write(partial template: Int, _ overrides: [String: [TemplateNode]]) {
        guard !overrides.isEmpty else {
            steps.append(.partial(template: template, blocks: nil, end: steps.count + 1))
            return
        }
        let place = steps.count
        steps.append(.own)
        var ranges: [String: Range<Int>] = [:]
        for (name, nodes) in overrides.sorted(by: { $0.key < $1.key }) {
            let start = steps.count
            write(nodes)
            ranges[name] = start..<steps.count
        }
        blocks.append(ranges)
        steps[place] = .partial(template: template, blocks: blocks.count - 1, end: steps.count)
    }

    /// Writes what stands in a step, then the step itself before it, when its end is known.
    private mutating func write(_ inner: [TemplateNode], as step: (_ end: Int) -> TemplateProgram.Step) {
        let place = steps.count
        steps.append(.own)
        write(inner)
        steps[place] = step(steps.count)
    }

    private mutating func index(of name: TemplateName) -> Int {
        if let index = names.firstIndex(where: { $0.text == name.text }) { return index }
        names.append(name)
        return names.count - 1
    }
}
