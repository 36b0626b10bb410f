/// A whole number without limit. Sums of many fractions outgrow a machine word long before they outgrow a score.
struct BigInteger: Hashable, Sendable {
    let isNegative: Bool
    /// The magnitude, least significant word first, without leading zero words; zero has none.
    let words: [UInt]

    init(isNegative: Bool = false, words: [UInt]) {
        var trimmed = words
        while trimmed.last == 0 { trimmed.removeLast() }
        self.words = trimmed
        self.isNegative = isNegative && !trimmed.isEmpty
    }

    init(_ value: Int) {
        self.init(isNegative: value < 0, words: [value.magnitude])
    }

    static let zero = BigInteger(words: [])
    static let one = BigInteger(1)

    var isZero: Bool { words.isEmpty }
    var magnitude: BigInteger { BigInteger(words: words) }

    /// The number as a machine word, if it fits with room for its sign.
    var small: Int? {
        guard words.count <= 1 else { return nil }
        guard let word = words.first else { return 0 }
        guard word <= UInt(Int.max) else { return nil }
        return isNegative ? -Int(word) : Int(word)
    }
}

extension BigInteger: Comparable {
    static func < (lhs: Self, rhs: Self) -> Bool {
        if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
        let order = compare(lhs.words, rhs.words)
        return lhs.isNegative ? order > 0 : order < 0
    }

    /// Negative, zero or positive, as the first magnitude is less than, equal to or greater than the second.
    private static func compare(_ a: [UInt], _ b: [UInt]) -> Int {
        if a.count != b.count { return a.count - b.count }
        for index in a.indices.reversed() where a[index] != b[index] {
            return a[index] < b[index] ? -1 : 1
        }
        return 0
    }
}

extension BigInteger {
    static prefix func - (value: Self) -> Self {
        BigInteger(isNegative: !value.isNegative, words: value.words)
    }

    static func + (lhs: Self, rhs: Self) -> Self {
        if lhs.isNegative == rhs.isNegative {
            return BigInteger(isNegative: lhs.isNegative, words: sum(lhs.words, rhs.words))
        }
        let order = compare(lhs.words, rhs.words)
        if order == 0 { return .zero }
        return order > 0
            ? BigInteger(isNegative: lhs.isNegative, words: difference(lhs.words, rhs.words))
            : BigInteger(isNegative: rhs.isNegative, words: difference(rhs.words, lhs.words))
    }

    static func - (lhs: Self, rhs: Self) -> Self {
        lhs + (-rhs)
    }

    static func * (lhs: Self, rhs: Self) -> Self {
        if lhs.isZero || rhs.isZero { return .zero }
        var product = [UInt](repeating: 0, count: lhs.words.count + rhs.words.count)
        for (i, a) in lhs.words.enumerated() where a != 0 {
            var carry: UInt = 0
            for (j, b) in rhs.words.enumerated() {
                let (high, low) = a.multipliedFullWidth(by: b)
                let (first, over) = product[i + j].addingReportingOverflow(low)
                let (second, again) = first.addingReportingOverflow(carry)
                product[i + j] = second
                carry = high &+ (over ? 1 : 0) &+ (again ? 1 : 0)
            }
            product[i + rhs.words.count] = carry
        }
        return BigInteger(isNegative: lhs.isNegative != rhs.isNegative, words: product)
    }

    private static func sum(_ a: [UInt], _ b: [UInt]) -> [UInt] {
        let (long, short) = a.count >= b.count ? (a, b) : (b, a)
        var result = long
        var carry = false
        for index in long.indices {
            if index >= short.count && !carry { return result }
            let (first, over) = long[index].addingReportingOverflow(index < short.count ? short[index] : 0)
            let (second, again) = first.addingReportingOverflow(carry ? 1 : 0)
            result[index] = second
            carry = over || again
        }
        if carry { result.append(1) }
        return result
    }

    /// The first magnitude is the greater one.
    private static func difference(_ a: [UInt], _ b: [UInt]) -> [UInt] {
        var result = a
        var borrow = false
        for index in a.indices {
            if index >= b.count && !borrow { return result }
            let (first, under) = a[index].subtractingReportingOverflow(index < b.count ? b[index] : 0)
            let (second, again) = first.subtractingReportingOverflow(borrow ? 1 : 0)
            result[index] = second
            borrow = under || again
        }
        return result
    }

    /// The same number times two to the power of `bits`.
    func shiftedLeft(by bits: Int) -> BigInteger {
        guard !isZero, bits > 0 else { return self }
        let (whole, part) = bits.quotientAndRemainder(dividingBy: UInt.bitWidth)
        var result = [UInt](repeating: 0, count: whole)
        var carry: UInt = 0
        for word in words {
            result.append(part == 0 ? word : word << part | carry)
            carry = part == 0 ? 0 : word >> (UInt.bitWidth - part)
        }
        result.append(carry)
        return BigInteger(isNegative: isNegative, words: result)
    }

    func raised(to power: Int) -> BigInteger {
        var result = BigInteger.one
        var base = self
        var rest = power
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }
}
