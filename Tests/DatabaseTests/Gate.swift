import Dispatch

/// Lets two transactions of a test meet at agreed points: no sleeping, no guessing.
final class Gate: Sendable {
    enum Point: CaseIterable { case reading, written, first, second }

    private let semaphores = Dictionary(uniqueKeysWithValues: Point.allCases.map { ($0, DispatchSemaphore(value: 0)) })

    /// Says that a point was reached, to one who waits for it.
    func reach(_ point: Point) {
        semaphores[point]?.signal()
    }

    /// Waits on a database thread until the point is reached.
    func await(_ point: Point) {
        semaphores[point]?.wait()
    }

    /// Waits in a task until the point is reached.
    func reached(_ point: Point) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.await(point)
                continuation.resume()
            }
        }
    }
}
