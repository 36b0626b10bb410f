public import Essentials

/// What a full check of the journal found.
public struct JournalReport: Hashable, Sendable {
    /// Number of sealed events read.
    public let events: Int64
    /// Events not sealed yet.
    public let waiting: Int
    /// Number of signed checkpoints read, those given from outside not counted.
    public let checkpoints: Int64
    /// The newest checkpoint that fits the events; what comes after it, a change could still hide in.
    public let covered: VerifiedCheckpoint?
    /// The root over everything read.
    public let root: TreeHash
    /// The first thing that is wrong; nil when nothing is.
    public let finding: Finding?

    /// What can be wrong, with the place.
    public enum Finding: Hashable, Sendable {
        /// An event is not what it was when it was sealed, or another stands in its place.
        case changed(position: Int64)
        /// There is no event at this position though there are later ones, or a checkpoint or the tree covers it.
        case missing(position: Int64)
        /// An event has a position that was never sealed.
        case notSealed(position: Int64)
        /// The signed root does not come out of the events; the change lies in `from ..< size`.
        case root(from: Int64, size: Int64)
        /// The checkpoint of this size is not signed with the journal's key, or its row says something else.
        case checkpoint(size: Int64)
        /// The events are right as far as anything signed tells, but the stored tree is not.
        case tile(level: Int, number: Int64)
    }
}

extension JournalReport {
    /// One line a fact, the verdict last; what `lienthong journal verify` prints.
    public var lines: [Wording] {
        var lines = [
            Wording("Sự kiện đã niêm phong: \(events)", en: "Sealed events: \(events)"),
            Wording("Sự kiện chờ niêm phong: \(waiting)", en: "Events waiting to be sealed: \(waiting)"),
            Wording("Điểm kiểm đã ký: \(checkpoints)", en: "Signed checkpoints: \(checkpoints)"),
        ]
        if let covered {
            let (size, time) = (covered.checkpoint.size, covered.signedAt?.description ?? "?")
            lines.append(
                Wording(
                    "Điểm kiểm mới nhất: phủ \(size) sự kiện, ký lúc \(time)",
                    en: "Newest checkpoint: covers \(size) events, signed at \(time)"))
        }
        lines.append(Wording("Gốc cây: \(root.base64)", en: "Root of the tree: \(root.base64)"))
        lines.append(verdict)
        return lines
    }

    private var verdict: Wording {
        guard let finding else { return Wording("Kết quả: nhật ký nguyên vẹn", en: "Result: the journal is whole") }
        let wording = finding.wording
        return Wording("Kết quả: HỎNG – \(wording.vietnamese)", en: "Result: DAMAGED – \(wording.english)")
    }
}

extension JournalReport: CustomStringConvertible {
    public var description: String { lines.map(\.vietnamese).joined(separator: "\n") }
}

extension JournalReport.Finding: CustomStringConvertible {
    /// What is wrong and where, for whoever has to look at it.
    public var wording: Wording {
        switch self {
        case .changed(let position):
            Wording(
                "sự kiện ở vị trí \(position) đã bị sửa hoặc bị tráo",
                en: "the event at position \(position) was changed or exchanged")
        case .missing(let position):
            Wording("thiếu sự kiện ở vị trí \(position)", en: "the event at position \(position) is missing")
        case .notSealed(let position):
            Wording(
                "sự kiện ở vị trí \(position) chưa từng được niêm phong",
                en: "the event at position \(position) was never sealed")
        case .root(let from, let size):
            Wording(
                "các sự kiện từ vị trí \(from) đến \(size - 1) không cho ra gốc cây đã ký",
                en: "the events from position \(from) to \(size - 1) do not give the signed root")
        case .checkpoint(let size):
            Wording(
                "điểm kiểm cỡ \(size) không do khóa của nhật ký ký, hoặc đã bị sửa",
                en: "the checkpoint of size \(size) is not signed with the journal's key, or was changed")
        case .tile(let level, let number):
            Wording(
                "mảnh cây \(number) tầng \(level) đã bị sửa hoặc bị mất; các sự kiện vẫn đúng",
                en: "tile \(number) of level \(level) of the tree was changed or lost; the events are right")
        }
    }

    public var description: String { wording.english }
}
