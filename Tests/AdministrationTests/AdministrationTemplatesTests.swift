import Administration
import Foundation
import Testing

struct AdministrationTemplatesTests {
    @Test func `every text of a page has its English, and no English is left over`() throws {
        let folder = try #require(Administration.templates)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var texts: Set<String> = []
        for file in files where file.pathExtension == "mustache" {
            let template = try String(contentsOf: file, encoding: .utf8)
            texts.formUnion(template.matches(of: /\[\[(.*?)\]\]/).map { String($0.output.1) })
        }
        let catalogue = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: folder.appendingPathComponent("en.json")))
        #expect(!texts.isEmpty)
        #expect(texts.subtracting(catalogue.keys) == [])
        #expect(Set(catalogue.keys).subtracting(texts) == [])
        #expect(catalogue.values.allSatisfy { !$0.isEmpty })
    }
}
