import Directory
import Essentials

/// Tells a preview from one made later, so that only what was seen is carried out.
enum Fingerprint {
    /// FNV-1a: two previews are told apart, nobody is kept out.
    static func of(_ parts: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in parts.joined(separator: " ").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

/// Something changed between the preview and the decision.
enum PreviewRefusal: Refusal {
    case hasChanged

    var message: Wording {
        Wording(
            "Có thay đổi từ lúc xem trước. Danh sách dưới đây là mới nhất; hãy xem lại rồi thực hiện.",
            en: "Something has changed since the preview. The list below is up to date; please look again.")
    }
}
