import Synchronization

/// Rings when the journal has grown: pages with live counts listen to it.
public final class JournalBell: Sendable {
    private let state = Mutex(State())

    private struct State {
        var listeners: [Int: AsyncStream<Int64>.Continuation] = [:]
        var next = 0
        var isClosed = false
    }

    public init() {}

    /// The journal's size, each time it has grown. A listener that is slow gets the newest size only.
    public func rings() -> AsyncStream<Int64> {
        let (stream, listener) = AsyncStream.makeStream(of: Int64.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = state.withLock { state in
            if state.isClosed { return nil }
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
        guard let number else {
            listener.finish()
            return stream
        }
        listener.onTermination = { [weak self] _ in self?.remove(number) }
        return stream
    }

    /// How many are listening.
    public var listenerCount: Int {
        state.withLock { $0.listeners.count }
    }

    func ring(_ size: Int64) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(size) }
    }

    /// Ends every listener's stream: the server stops.
    func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }

    private func remove(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
}
