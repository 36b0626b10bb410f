import Synchronization

/// Makes identifiers that grow: each is greater than every one this generator made or was shown before,
/// even when the clock stands still or is set back.
public final class IDGenerator: Sendable {
    /// Node numbers run from 0 to 1023; they are leased in the database.
    public static let nodes = 0..<1024

    /// By how much the identifiers of a second differ from those of the next.
    public static let second: Int64 = 1000 << 22

    private struct State {
        var node: Int64
        var last: Int64
    }

    private let clock: WallClock
    private let state: Mutex<State>

    /// - Parameters:
    ///   - node: the leased number of this process, 0…1023; other bits are cut off.
    ///   - clock: the time that identifiers carry.
    ///   - highest: the greatest identifier this node used before; new ones are above it.
    public init(node: Int, clock: WallClock, after highest: Int64 = 0) {
        self.clock = clock
        state = Mutex(State(node: Int64(node) & 1023, last: highest))
    }

    public func next<Entity>(_: Entity.Type = Entity.self) -> ID<Entity> {
        ID(rawValue: next(after: 0))
    }

    /// An identifier that is also greater than `seen`: the hybrid logical clock of the journal.
    public func next<Entity>(after seen: ID<Entity>) -> ID<Entity> {
        ID(rawValue: next(after: seen.rawValue))
    }

    /// The greatest identifier made or seen so far; stored with the lease.
    public var highest: Int64 {
        state.withLock { $0.last }
    }

    /// Goes on under another node's number, because this one's was given to somebody else.
    public func move(to node: Int, after highest: Int64) {
        state.withLock { state in
            state = State(node: Int64(node) & 1023, last: max(state.last, highest))
        }
    }

    private func next(after seen: Int64) -> Int64 {
        let millisecond = max(0, clock.now().millisecondsSinceEpochOfIDs)
        return state.withLock { state in
            let floor = max(state.last, seen)
            let fresh = (millisecond << 22) | (state.node << 12)
            state.last = fresh > floor ? fresh : Self.successor(of: floor, node: state.node)
            return state.last
        }
    }

    /// The next value of this node above `floor`: the sequence counts on, and borrows a millisecond when it is full.
    private static func successor(of floor: Int64, node: Int64) -> Int64 {
        let sameMillisecond = ((floor >> 22) << 22) | (node << 12)
        if sameMillisecond > floor { return sameMillisecond }
        let candidate = floor + 1
        if (candidate >> 12) & 1023 == node { return candidate }
        return (((floor >> 22) + 1) << 22) | (node << 12)
    }
}

extension Instant {
    /// 2020-01-01T00:00:00Z, where identifiers begin to count.
    private static let epochOfIDs = Instant(microsecondsSince1970: 1_577_836_800_000_000)

    var millisecondsSinceEpochOfIDs: Int64 {
        (microsecondsSince1970 - Self.epochOfIDs.microsecondsSince1970) / 1000
    }
}
