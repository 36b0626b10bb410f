import Essentials

/// Numbers that look random and are the same on every machine and with every compiler.
///
/// Each part of the sample draws from a stream of its own name, so that adding to one part leaves the others as they are.
struct SeededRandom: Sendable {
    private var generator: SplitMix64

    init(seed: UInt64, stream: String) {
        generator = SplitMix64(seed: seed ^ Fingerprint(of: stream).value)
    }

    mutating func next() -> UInt64 {
        generator.next()
    }

    /// 0 ..< bound; 0 for a bound below 1.
    mutating func below(_ bound: Int) -> Int {
        bound < 1 ? 0 : Int(next() % UInt64(bound))
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True in so many of a hundred cases.
    mutating func happens(inPercent percent: Int) -> Bool {
        below(100) < percent
    }

    /// One of them; nil if there is none.
    mutating func one<Element>(of elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// One of them, each as often as its weight says; nil if there is none.
    mutating func one<Element>(of elements: [Element], weight: (Element) -> Int) -> Element? {
        var left = below(elements.reduce(0) { $0 + weight($1) })
        for element in elements {
            left -= weight(element)
            if left < 0 { return element }
        }
        return elements.last
    }

    /// So many different ones, or all if there are fewer, in an order of chance.
    mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var rest = elements
        var chosen: [Element] = []
        while chosen.count < count, !rest.isEmpty {
            chosen.append(rest.remove(at: below(rest.count)))
        }
        return chosen
    }
}

/// FNV-1a over bytes, 64 bits: tells whether two samples are the same. Not for secrets.
struct Fingerprint: Sendable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init(of text: String) {
        add(text)
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 {
            value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        // Parts the texts, so that "ab", "c" and "a", "bc" differ.
        value = (value ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
}
