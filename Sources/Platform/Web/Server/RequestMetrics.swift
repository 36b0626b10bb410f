import Synchronization

/// How many requests were answered and how long that took, for operations. Nothing of who asked for what.
public final class RequestMetrics: Sendable {
    private struct Counts {
        var byClass = [Int](repeating: 0, count: 5)
        var byDuration = [Int](repeating: 0, count: RequestMetrics.bounds.count)
        var seconds = 0.0
    }

    /// Upper bounds of the histogram, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private let counts = Mutex(Counts())

    public init() {}

    /// Notes an answer; the time runs until its head is ready, so that a long download is not a slow answer.
    func note(status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.byClass[min(max(status / 100, 1), 5) - 1] += 1
            counts.seconds += seconds
            if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts.byDuration[place] += 1 }
        }
    }

    /// In the text format of Prometheus.
    public var text: String {
        let counts = counts.withLock { $0 }
        var lines = [
            "# HELP lienthong_requests_total Requests answered, by the class of their status.",
            "# TYPE lienthong_requests_total counter",
        ]
        for (place, count) in counts.byClass.enumerated() {
            lines.append("lienthong_requests_total{status=\"\(place + 1)xx\"} \(count)")
        }
        lines += [
            "# HELP lienthong_request_seconds Time until the head of an answer was ready.",
            "# TYPE lienthong_request_seconds histogram",
        ]
        var sum = 0
        for (bound, count) in zip(Self.bounds, counts.byDuration) {
            sum += count
            lines.append("lienthong_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
        }
        let all = counts.byClass.reduce(0, +)
        lines += [
            "lienthong_request_seconds_bucket{le=\"+Inf\"} \(all)", "lienthong_request_seconds_sum \(counts.seconds)",
            "lienthong_request_seconds_count \(all)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
