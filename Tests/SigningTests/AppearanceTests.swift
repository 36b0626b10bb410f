import Foundation
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

@Suite struct AppearanceTests {
    private let authorities = TestAuthorities.shared

    /// A picture of so many pixels, half transparent, as PNG with the filter "none".
    static func picture(width: Int, height: Int) -> [UInt8] {
        func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
            func number(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian, Array.init) }
            return number(body.count) + type.utf8 + body + [0, 0, 0, 0]
        }
        func number(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian, Array.init) }
        let row: [UInt8] = [0] + Array(repeatElement([200, 0, 0, 128], count: width).joined())
        let pixels = Array(repeatElement(row, count: height).joined())
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(width) + number(height) + [8, 6, 0, 0, 0])
            + chunk("pHYs", number(11811) + number(11811) + [1]) + chunk("IDAT", Deflater.compress(pixels))
            + chunk("IEND", [])
    }

    @Test func `a picture keeps its colours, its transparency and its size on paper`() throws {
        let image = try #require(PNGImage(Self.picture(width: 300, height: 150)))
        #expect(image.channels == 3)
        #expect(image.alpha?.allSatisfy { $0 == 128 } == true)
        #expect(image.colours.prefix(3) == [200, 0, 0])
        let size = try #require(image.physicalSize)
        #expect(abs(size.width - 72) < 0.01)
        #expect(abs(size.height - 36) < 0.01)
    }

    @Test func `the seal covers a third of the leader's picture, on its left`() throws {
        let person = SignaturePosition.person(
            image: (width: 90, height: 45), between: PDFRectangle(x: 300, y: 260, width: 200, height: 14),
            and: PDFRectangle(x: 320, y: 160, width: 160, height: 14))
        #expect(person == PDFRectangle(x: 355, y: 194.5, width: 90, height: 45))
        let seal = SignaturePosition.seal(size: (width: 100, height: 100), over: person)
        let overlap = try #require(seal.intersection(person))
        #expect(abs(overlap.width * 3 - person.width) < 0.001)
        #expect(overlap.x == person.x)
        #expect(seal.width == 100)
    }

    @Test func `the lines on an appendix stand top right of the first page`() {
        let place = SignaturePosition.topRight(of: .a4, width: 150, height: 40)
        #expect(abs(place.x + place.width - (595.276 - 28.346)) < 0.01)
        #expect(abs(place.y + place.height - (841.89 - 28.346)) < 0.01)
    }

    @Test func `leader, seal and lines of text are seen and both signatures pass`() async throws {
        let font = try #require(
            PaperFont(Array(try Data(contentsOf: URL(fileURLWithPath: Self.liberationSerif)))))
        let image = try #require(PNGImage(Self.picture(width: 90, height: 45)))
        let place = PDFRectangle(x: 355, y: 194.5, width: 90, height: 45)
        let first = try await authorities.signed {
            $0.appearance = SignatureAppearance(page: 0, rectangle: place, image: image)
        }
        let second = try await authorities.signed(first, as: authorities.agency) {
            $0.appearance = SignatureAppearance(
                page: -1, rectangle: SignaturePosition.topRight(of: .a4, width: 150, height: 40),
                lines: ["15/QĐ-UBND", "2026-11-21T14:05:09+07:00"], font: font)
        }
        #expect(try authorities.report(on: second).indication == .passed)
        let text = try await Peers.text(of: second)
        #expect(text.contains("15/QĐ-UBND"))
        #expect(text.contains("2026-11-21T14:05:09+07:00"))
    }

    static let liberationSerif = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"

    @Test func `a character that the font lacks is named`() throws {
        let font = try #require(
            PaperFont(Array(try Data(contentsOf: URL(fileURLWithPath: Self.liberationSerif)))))
        #expect(throws: SigningProblem.missingGlyph("\u{4E2D}")) { try font.subset(for: ["\u{4E2D}"]) }
    }
}
