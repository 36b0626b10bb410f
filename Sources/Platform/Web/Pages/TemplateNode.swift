/// A piece of a template, ready to be rendered.
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
struct TemplateName: Sendable {
    /// What is done with the value found.
    enum Transform: String, Sendable {
        case empty, count
        case first, last
    }

    /// The parts between dots; empty for `{{.}}`.
    let parts: [String]
    let transform: Transform?
    /// As it stands in the template, for messages.
    let text: String
}
