/// What is stored of the journal does not fit together, so nothing more is sealed or signed until somebody has looked
/// at it: to go on would be to put the journal's own signature under the damage.
public enum JournalDamage: Error, Hashable, Sendable {
    /// A stored part of the tree is missing or of the wrong length.
    case tile(level: Int, number: Int64)
    /// There are fewer events than a signed checkpoint covers: they were removed, or an older copy was restored.
    case shortened(size: Int64, covered: Int64)
    /// The stored checkpoint of this size is not signed with the journal's key.
    case checkpoint(size: Int64)
    /// The tree of `size` events does not begin with the signed one of `earlier` events.
    case forked(earlier: Int64, size: Int64)
}

extension JournalDamage: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tile(let level, let number): "tile \(number) of level \(level) is missing or of the wrong length"
        case .shortened(let size, let covered): "there are \(size) events, but a signed checkpoint covers \(covered)"
        case .checkpoint(let size): "the checkpoint of size \(size) is not signed with the journal's key"
        case .forked(let earlier, let size):
            "the \(size) events do not begin with the \(earlier) that were signed before"
        }
    }
}
