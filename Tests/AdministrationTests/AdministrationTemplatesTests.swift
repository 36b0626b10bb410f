import Administration
import Testing
import Web

struct AdministrationTemplatesTests {
    @Test func `every text of a page has its English, and no English is left over`() throws {
        let folders = [Administration.templates].compactMap { $0 }
        let pages = try Pages(directories: folders, types: Administration.pages)
        let platform = try Pages(directories: [], types: [])
        #expect(Set(pages.missingTranslations).subtracting(platform.missingTranslations) == [])
        #expect(Set(pages.unusedTranslations).subtracting(platform.unusedTranslations) == [])
    }
}
