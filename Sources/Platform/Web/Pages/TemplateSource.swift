import Essentials
import Foundation

/// The templates as they stand on disk, with their English catalogue.
struct TemplateSource {
    private var templates: [(name: String, text: String)] = []
    private(set) var translations = Translations()

    init(directories: [URL]) throws {
        for directory in directories {
            let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
                guard file.pathExtension == "mustache" else { continue }
                let name = file.deletingPathExtension().lastPathComponent
                templates.append((name, try String(contentsOf: file, encoding: .utf8)))
            }
            let catalogue = directory.appendingPathComponent("en.json")
            if let data = try? Data(contentsOf: catalogue) {
                translations.add(try JSONDecoder().decode([String: String].self, from: data))
            }
        }
    }

    func texts(
        in language: Language, missing: inout Set<String>, used: inout Set<String>
    ) -> [(name: String, text: String)] {
        templates.map { template in
            (
                template.name,
                translations.translated(template.text, into: language, missing: &missing, used: &used)
            )
        }
    }
}
