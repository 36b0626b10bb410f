/// A piece of a template as it was read.
indirect enum TemplateNode: Sendable {
    case text([UInt8])
    case value(TemplateName)
    /// Written as it is: the value is markup made by the platform itself.
    case markup(TemplateName)
    case section(TemplateName, [TemplateNode])
    case inverted(TemplateName, [TemplateNode])
    /// Another template, by its place in the library, with what it shall put into its blocks.
    case partial(Int, blocks: [String: [TemplateNode]])
    /// The template that is named like the type of the current model.
    case own
    case block(String, [TemplateNode])
}

/// What a tag asks for.
final class TemplateName: Sendable {
    /// What is done with the value found.
    enum Transform: String, Sendable {
        case empty, count
        case first, last
    }

    /// The first part of the name; nil for `{{.}}` and for what asks only about the place in a list.
    let first: String?
    /// The parts behind dots.
    let rest: [String]
    let transform: Transform?
    /// As it stands in the template, for messages.
    let text: String
    /// Whether it asks for what stands around every page.
    let isFrame: Bool

    init(parts: [String], transform: Transform?, text: String) {
        first = parts.first
        rest = Array(parts.dropFirst())
        self.transform = transform
        self.text = text
        isFrame = first == "frame"
    }
}
