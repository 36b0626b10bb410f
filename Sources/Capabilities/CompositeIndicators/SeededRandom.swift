/// A stream of numbers that depends on a seed and on the number of the draw, and on nothing else: whichever thread makes
/// a draw, it is the same draw. SplitMix64 (Steele, Lea, Flood 2014).
struct SeededRandom: Sendable {
    static let name = "SplitMix64"
    private var state: UInt64

    init(seed: UInt64, draw: Int) {
        var mixer = SeededRandom(state: seed)
        state = mixer.next() ^ (UInt64(truncatingIfNeeded: draw) &* 0xD1B5_4A32_D192_ED03)
    }

    private init(state: UInt64) {
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
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
