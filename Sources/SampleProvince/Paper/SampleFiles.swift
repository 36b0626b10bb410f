import Essentials

/// Which document shows which PDF file. Those that people will open first have a file of their own with their own number
/// and date; older ones share specimens by type and issuer, and each specimen says so at its foot.
struct SampleFiles: Sendable {
    /// Files that belong to one document.
    static let ownCount = 100

    /// The HTML of each file, by its name.
    private(set) var pages: [(name: String, html: String)] = []
    /// The file of each document that has one, by the document's number.
    private(set) var fileOfDocument: [Int: String] = [:]

    init(_ content: SampleContent) {
        let lastAct = Dictionary(content.acts.map { ($0.document, $0.at) }, uniquingKeysWith: max)
        let filed = content.documents.filter { $0.symbol != nil }
            .sorted { (lastAct[$0.number] ?? Self.never, $0.number) > (lastAct[$1.number] ?? Self.never, $1.number) }
        let setting = PaperSetting(content)
        for document in filed.prefix(Self.ownCount) {
            let name = "van-ban-\(document.number)"
            pages.append((name, setting.paper(of: document).html))
            fileOfDocument[document.number] = name
        }
        var specimens: Set<String> = []
        for document in filed.dropFirst(Self.ownCount) {
            let name = "mau-\(document.type.rawValue)-\(setting.family(of: document))"
            if specimens.insert(name).inserted {
                pages.append((name, setting.specimen(like: document).html))
            }
            fileOfDocument[document.number] = name
        }
    }

    private static let never = Instant(microsecondsSince1970: 0)
}
