/// A document to be read on the page.
public struct Viewer: Viewable {
    let id: String
    let name: String
    let path: String
    let downloadPath: String
    let pageCount: Int
    let pages: [ViewedPage]
    let isNotPDF: Bool

    /// Pictures for who reads without JavaScript; a page of a thousand pictures helps nobody.
    private static let mostPictures = 100

    /// - Parameters:
    ///   - id: of the element, one of its kind on the page.
    ///   - name: of the file.
    ///   - path: the file; below it `/pages/1` is the picture of a page, and with `?download=1` it is saved.
    ///   - pageCount: nil for a kind without pages.
    public init(id: String = "viewer", name: String, path: String, pageCount: Int?) {
        self.id = id
        self.name = name
        self.path = path
        downloadPath = "\(path)?download=1"
        self.pageCount = pageCount ?? 0
        pages = (0..<min(pageCount ?? 0, Self.mostPictures)).map { ViewedPage(number: $0 + 1, file: path) }
        isNotPDF = pageCount == nil
    }
}

struct ViewedPage: Viewable {
    let number: Int
    let file: String

    func shown(_ name: String) -> Shown {
        switch name {
        case "number": Shown(number)
        case "path": Shown("\(file)/pages/\(number)")
        default: .unknown
        }
    }
}

/// A document beside what is said about it; without one, that takes the whole page.
public struct SplitView: Viewable {
    let document: Viewer?

    /// - Parameter document: what is read beside it.
    public init(_ document: Viewer?) {
        self.document = document
    }
}
