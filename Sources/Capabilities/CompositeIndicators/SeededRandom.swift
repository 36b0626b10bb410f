import Essentials

/// A stream of numbers that depends on a seed and on the number of the draw, and on nothing else: whichever thread makes
/// a draw, it is the same draw.
struct SeededRandom: Sendable {
    static let name = "SplitMix64"
    private var generator: SplitMix64

    init(seed: UInt64, draw: Int) {
        var mixer = SplitMix64(seed: seed)
        generator = SplitMix64(seed: mixer.next() ^ (UInt64(truncatingIfNeeded: draw) &* 0xD1B5_4A32_D192_ED03))
    }

    mutating func next() -> UInt64 {
        generator.next()
    }

    /// In 0..<1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// In 0..<count.
    mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
