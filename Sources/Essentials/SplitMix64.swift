/// Numbers that look random and are the same on every machine and with every compiler (Steele, Lea, Flood: Fast
/// Splittable Pseudorandom Number Generators, 2014). For samples, simulations and tests; never for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter seed: the same seed gives the same numbers.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next number; each of 64 bits comes equally often.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
