public import PDFStructure

/// What of a signature is seen on the page: a picture, lines of text, or both.
public struct SignatureAppearance: Sendable {
    /// From 0; negative from the end.
    public var page: Int
    public var rectangle: PDFRectangle
    public var image: PNGImage?
    /// Lines in Times New Roman's metric, upright, black (NĐ 30/2020, Phụ lục I, Phần I, mục II.8.b).
    public var lines: [String]
    public var font: PaperFont?
    public var fontSize = 10.0

    public init(
        page: Int, rectangle: PDFRectangle, image: PNGImage? = nil, lines: [String] = [], font: PaperFont? = nil
    ) {
        self.page = page
        self.rectangle = rectangle
        self.image = image
        self.lines = lines
        self.font = font
    }

    /// Writes the form XObject that the widget shows.
    func write(to update: inout PDFUpdate) throws -> PDFReference {
        var resources: [String: PDFObject] = [:]
        var content = ""
        if let image {
            let size = "\(PDFRectangle.text(rectangle.width)) 0 0 \(PDFRectangle.text(rectangle.height)) 0 0"
            content += "q \(size) cm /Image Do Q\n"
            resources["XObject"] = .dictionary(["Image": .reference(image.write(to: &update))])
        }
        if !lines.isEmpty, let font {
            let subset = try font.subset(for: lines)
            content += text(in: subset)
            resources["Font"] = .dictionary(["Paper": .reference(subset.write(to: &update))])
        }
        let form: [String: PDFObject] = [
            "Type": .name("XObject"), "Subtype": .name("Form"), "Resources": .dictionary(resources),
            "BBox": PDFRectangle(x: 0, y: 0, width: rectangle.width, height: rectangle.height).object,
        ]
        return update.add(.stream(PDFStream(dictionary: form, data: Array(content.utf8)[...])))
    }

    private func text(in subset: FontSubset) -> String {
        let leading = fontSize * 1.2
        var content = "BT 0 g /Paper \(PDFRectangle.text(fontSize)) Tf \(PDFRectangle.text(leading)) TL\n"
        content += "0 \(PDFRectangle.text(rectangle.height - fontSize)) Td\n"
        for line in lines { content += "<\(Hexadecimal.text(subset.glyphs(of: line)))> Tj T*\n" }
        return content + "ET\n"
    }
}
