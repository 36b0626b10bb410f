public import Essentials

/// What a proof file shows, once it has been checked.
public enum ProvedFact: Sendable {
    /// The event stands at its position in the journal that the checkpoint covers.
    case stands(RecordedEvent, under: VerifiedCheckpoint)
    /// The journal of the later checkpoint begins with that of the earlier one.
    case continues(VerifiedCheckpoint, by: VerifiedCheckpoint)

    /// One line a fact, for whoever has the file and no database.
    public var lines: [Wording] {
        switch self {
        case .stands(let event, let checkpoint):
            [
                Wording(
                    "Đúng: sự kiện có trong nhật ký, vị trí \(event.position ?? 0)",
                    en: "True: the event stands in the journal, position \(event.position ?? 0)"),
                Wording("Sự kiện: \(event.kind), lúc \(event.at)", en: "Event: \(event.kind), at \(event.at)"),
                Wording(
                    "Đối tượng: \(event.subject.kind) \(event.subject.id)",
                    en: "Subject: \(event.subject.kind) \(event.subject.id)"),
                Wording("Nội dung: \(event.payloadText)", en: "Content: \(event.payloadText)"),
                checkpoint.wording,
            ]
        case .continues(let earlier, let later):
            [
                Wording(
                    "Đúng: nhật ký sau bắt đầu bằng nguyên vẹn nhật ký trước",
                    en: "True: the later journal begins with the whole earlier one"),
                earlier.wording, later.wording,
            ]
        }
    }
}

/// Why a proof proves nothing.
public enum ProofRefusal: Error, Hashable, Sendable {
    /// The file is no proof file of this program.
    case format
    /// It was signed with a key of another name.
    case otherKey(String)
    /// A checkpoint is not signed with the key.
    case signature
    /// The event's bytes are no event.
    case leaf
    /// The hashes do not lead to the signed root.
    case hashes

    /// The reason, for whoever checks.
    public var wording: Wording {
        switch self {
        case .format: Wording("Tệp không phải là bằng chứng của nhật ký", en: "The file is no proof of the journal")
        case .otherKey(let name):
            Wording("Bằng chứng thuộc khóa khác: \(name)", en: "The proof is of another key: \(name)")
        case .signature:
            Wording("Điểm kiểm không do khóa này ký", en: "The checkpoint is not signed with this key")
        case .leaf: Wording("Nội dung không phải là một sự kiện", en: "The content is no event")
        case .hashes:
            Wording("Bằng chứng không dẫn đến gốc cây đã ký", en: "The proof does not lead to the signed root")
        }
    }
}

extension ProofRefusal: CustomStringConvertible {
    public var description: String { wording.english }
}

extension RecordedEvent {
    /// The payload as text; it is JSON.
    public var payloadText: String { String(decoding: payload, as: UTF8.self) }
}

extension VerifiedCheckpoint {
    fileprivate var wording: Wording {
        let (size, time) = (checkpoint.size, signedAt?.description ?? "?")
        return Wording(
            "Điểm kiểm của \(checkpoint.origin): \(size) sự kiện, ký lúc \(time)",
            en: "Checkpoint of \(checkpoint.origin): \(size) events, signed at \(time)")
    }
}
