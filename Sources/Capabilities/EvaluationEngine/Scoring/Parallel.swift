import Dispatch

/// Work that is the same for every index, on all cores; the result never depends on how many there are.
public enum Parallel {
    /// The results in order of their indices.
    public static func map<T: Sendable>(_ count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> T) -> [T] {
        guard threads != 1, count > 1 else { return (0..<count).map(body) }
        return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            nonisolated(unsafe) let results = buffer
            let lanes = min(count, threads ?? count)
            DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                for index in stride(from: lane, to: count, by: lanes) {
                    results.initializeElement(at: index, to: body(index))
                }
            }
            initialized = count
        }
    }
}
