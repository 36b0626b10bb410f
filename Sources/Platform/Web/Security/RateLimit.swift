import Essentials
import Synchronization

/// How much is let through: a bucket that holds so many tokens and is filled again at a steady rate.
public struct RateLimit: Hashable, Sendable {
    /// How many at once.
    public let burst: Int
    /// How many a minute in the long run.
    public let perMinute: Int

    /// - Parameters:
    ///   - burst: how many at once.
    ///   - perMinute: how many a minute in the long run.
    public init(burst: Int, perMinute: Int) {
        self.burst = burst
        self.perMinute = perMinute
    }
}

/// The limits of an installation; nil is no limit.
public struct RateLimits: Sendable {
    /// For somebody who has not signed in, by network address.
    public var perAddress: RateLimit?
    /// For a person or a program that has, whatever the address: a whole office may sit behind one.
    public var perPerson: RateLimit?

    /// Wide enough for people, too narrow for programs that try things out.
    public init(
        perAddress: RateLimit? = RateLimit(burst: 300, perMinute: 1200),
        perPerson: RateLimit? = RateLimit(burst: 300, perMinute: 1800)
    ) {
        self.perAddress = perAddress
        self.perPerson = perPerson
    }

    /// No limit at all: for measuring.
    public static let none = RateLimits(perAddress: nil, perPerson: nil)
}

/// The buckets of all who asked lately.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    /// Beyond this, full buckets are forgotten: they say nothing.
    private static let most = 50_000

    /// Takes a token.
    ///
    /// - Returns: nil, or the seconds until there is one.
    func take(_ key: String, _ limit: RateLimit, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            if buckets.count > Self.most { Self.forgetFull(&buckets, limit, at: now) }
            var bucket = buckets[key] ?? Bucket(tokens: Double(limit.burst), at: now)
            bucket = Self.filled(bucket, limit, at: now)
            guard bucket.tokens >= 1 else {
                buckets[key] = bucket
                return max(1, Int(((1 - bucket.tokens) * 60 / Double(max(limit.perMinute, 1))).rounded(.up)))
            }
            bucket.tokens -= 1
            buckets[key] = bucket
            return nil
        }
    }

    /// Whether there is a token, without taking it.
    func isEmpty(_ key: String, _ limit: RateLimit, at now: Instant) -> Bool {
        buckets.withLock { buckets in
            guard let bucket = buckets[key] else { return false }
            return Self.filled(bucket, limit, at: now).tokens < 1
        }
    }

    private static func filled(_ bucket: Bucket, _ limit: RateLimit, at now: Instant) -> Bucket {
        let microseconds = max(0, now.microsecondsSince1970 - bucket.at.microsecondsSince1970)
        let gained = Double(microseconds) / 60_000_000 * Double(limit.perMinute)
        return Bucket(tokens: min(Double(limit.burst), bucket.tokens + gained), at: now)
    }

    /// When even that does not make room (somebody has very many addresses), all are forgotten: the limit is a help
    /// against haste, and the memory of the server is worth more.
    private static func forgetFull(_ buckets: inout [String: Bucket], _ limit: RateLimit, at now: Instant) {
        buckets = buckets.filter { now.seconds(since: $0.value.at) < 60 }
        if buckets.count > most { buckets.removeAll() }
    }
}
