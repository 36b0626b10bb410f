import Crypto
import Foundation

/// A secret that is printed once and typed from paper: 120 random bits in groups of four letters.
enum PaperCode {
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    static let length = 24

    static func random() -> String {
        let bits = SymmetricKey(size: .init(bitCount: 8 * length)).withUnsafeBytes { [UInt8]($0) }
        let text = bits.map { letters[Int($0 & 31)] }
        return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// What people mistype is read as it was meant: small letters, O for 0, I and L for 1, left-out dashes.
    static func read(_ typed: String) -> String {
        typed.uppercased().filter { $0.isLetter || $0.isNumber }
            .replacingOccurrences(of: "O", with: "0").replacingOccurrences(of: "I", with: "1")
            .replacingOccurrences(of: "L", with: "1")
    }
}
