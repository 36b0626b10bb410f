/// Where the pictures of signatures stand: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I.
public enum SignaturePosition {
    /// A millimetre in points.
    public static let millimetre = 72 / 25.4

    /// The competent person's handwriting (mục II.7.d): centred between the line of the position above and the full
    /// name below.
    public static func person(
        image: (width: Double, height: Double), between position: PDFRectangle, and name: PDFRectangle
    ) -> PDFRectangle {
        let centre = (name.x + name.width / 2 + position.x + position.width / 2) / 2
        let middle = (position.y + name.y + name.height) / 2
        return PDFRectangle(
            x: centre - image.width / 2, y: middle - image.height / 2, width: image.width, height: image.height)
    }

    /// The agency's seal (mục II.8.a): over about a third of the person's picture, on its left, in its actual size.
    public static func seal(size: (width: Double, height: Double), over person: PDFRectangle) -> PDFRectangle {
        PDFRectangle(
            x: person.x + person.width / 3 - size.width, y: person.y + (person.height - size.height) / 2,
            width: size.width, height: size.height)
    }

    /// The lines of the agency's signature on an appendix in a file of its own or on a copy (mục II.8.b, III.1.d):
    /// top right of the first page.
    public static func topRight(of page: PDFRectangle, width: Double, height: Double) -> PDFRectangle {
        let margin = 10 * millimetre
        return PDFRectangle(
            x: page.x + page.width - margin - width, y: page.y + page.height - margin - height, width: width,
            height: height)
    }
}
