import Essentials
import Foundation

/// Every piece of the face with all its examples, for whoever builds pages and for the eye.
struct ComponentsPage: Page {
    let title = Wording("Các bộ phận giao diện", en: "Interface components")
    let introduction = Wording(
        "Mỗi bộ phận của giao diện với các trường hợp thường gặp: bình thường, chữ dài, trống, có lỗi.",
        en: "Every piece of the interface in its usual states: normal, long text, empty, with errors.")
    let components: [Component]

    struct Component: Viewable {
        let id: String
        let name: String
        let examples: [Example]
    }

    struct Example: Viewable {
        let title: String
        let note: String?
        /// Markup made by the platform's own templates.
        let html: String
    }

    /// - Parameter frame: what the examples find under `frame`.
    init(_ gallery: ComponentGallery, pages: Pages, frame: some Viewable, language: Language) {
        components = gallery.components.map { component in
            Component(
                id: component.id, name: component.name,
                examples: component.examples.map { example in
                    let bytes = pages.render(
                        example.model, template: component.partial, in: frame, language: language)
                    return Example(
                        title: example.title, note: example.note, html: String(decoding: bytes, as: UTF8.self))
                })
        }
    }
}

/// `Templates/components.json`.
struct ComponentGallery: Decodable {
    struct Component: Decodable {
        let id: String
        let name: String
        let partial: String
        let examples: [Example]
    }

    struct Example: Decodable {
        let title: String
        let note: String?
        let model: JSONView
    }

    let components: [Component]

    /// - Throws: when the file is not there or cannot be read.
    static func load() throws -> ComponentGallery {
        let file = WebResources.templates.appendingPathComponent("components.json")
        return try JSONDecoder().decode(ComponentGallery.self, from: Data(contentsOf: file))
    }
}
