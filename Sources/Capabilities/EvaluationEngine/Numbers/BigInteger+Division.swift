extension BigInteger {
    /// Quotient towards zero and the remainder, which has the sign of the dividend. The divisor is not zero.
    func quotientAndRemainder(dividingBy divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        if magnitude < divisor.magnitude { return (.zero, self) }
        let (quotient, remainder) =
            divisor.words.count == 1
            ? Self.divide(words, byWord: divisor.words[0]) : Self.divide(words, by: divisor.words)
        return (
            BigInteger(isNegative: isNegative != divisor.isNegative, words: quotient),
            BigInteger(isNegative: isNegative, words: remainder)
        )
    }

    private static func divide(_ words: [UInt], byWord divisor: UInt) -> ([UInt], [UInt]) {
        var quotient = words
        var remainder: UInt = 0
        for index in words.indices.reversed() {
            (quotient[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        return (quotient, [remainder])
    }

    /// Long division word by word (Knuth, The Art of Computer Programming, 4.3.1, algorithm D).
    private static func divide(_ dividend: [UInt], by divisor: [UInt]) -> ([UInt], [UInt]) {
        let shift = divisor[divisor.count - 1].leadingZeroBitCount
        let d = BigInteger(words: divisor).shiftedLeft(by: shift).words
        var rest = BigInteger(words: dividend).shiftedLeft(by: shift).words
        while rest.count <= dividend.count { rest.append(0) }
        let n = d.count
        var quotient = [UInt](repeating: 0, count: rest.count - n)
        for position in quotient.indices.reversed() {
            var digit = estimate(rest, d, at: position)
            if subtract(d, times: digit, from: &rest, at: position) {
                digit -= 1
                addBack(d, to: &rest, at: position)
            }
            quotient[position] = digit
        }
        return (quotient, shiftedRight(Array(rest[..<n]), by: shift))
    }

    /// A digit of the quotient that is right or one too great.
    private static func estimate(_ rest: [UInt], _ d: [UInt], at position: Int) -> UInt {
        let n = d.count
        let top = d[n - 1]
        let high = rest[position + n]
        guard high < top else { return .max }
        var (digit, remainder) = top.dividingFullWidth((high, rest[position + n - 1]))
        while true {
            let product = digit.multipliedFullWidth(by: d[n - 2])
            let tooGreat =
                product.high > remainder || (product.high == remainder && product.low > rest[position + n - 2])
            guard tooGreat else { return digit }
            digit -= 1
            let (sum, over) = remainder.addingReportingOverflow(top)
            guard !over else { return digit }
            remainder = sum
        }
    }

    /// True if more was subtracted than there was.
    private static func subtract(_ d: [UInt], times digit: UInt, from rest: inout [UInt], at position: Int) -> Bool {
        var carry: UInt = 0
        var borrow: UInt = 0
        for index in d.indices {
            let product = d[index].multipliedFullWidth(by: digit)
            let (low, over) = product.low.addingReportingOverflow(carry)
            carry = product.high &+ (over ? 1 : 0)
            let (first, under) = rest[position + index].subtractingReportingOverflow(low)
            let (second, again) = first.subtractingReportingOverflow(borrow)
            rest[position + index] = second
            borrow = (under ? 1 : 0) &+ (again ? 1 : 0)
        }
        let (first, under) = rest[position + d.count].subtractingReportingOverflow(carry)
        let (second, again) = first.subtractingReportingOverflow(borrow)
        rest[position + d.count] = second
        return under || again
    }

    private static func addBack(_ d: [UInt], to rest: inout [UInt], at position: Int) {
        var carry: UInt = 0
        for index in d.indices {
            let (first, over) = rest[position + index].addingReportingOverflow(d[index])
            let (second, again) = first.addingReportingOverflow(carry)
            rest[position + index] = second
            carry = (over ? 1 : 0) &+ (again ? 1 : 0)
        }
        rest[position + d.count] = rest[position + d.count] &+ carry
    }

    private static func shiftedRight(_ words: [UInt], by bits: Int) -> [UInt] {
        guard bits > 0 else { return words }
        return words.indices.map { index in
            let above = index + 1 < words.count ? words[index + 1] << (UInt.bitWidth - bits) : 0
            return words[index] >> bits | above
        }
    }

    /// The greatest common divisor, not negative.
    static func greatestCommonDivisor(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
        var (a, b) = (a.magnitude, b.magnitude)
        while !b.isZero {
            if let first = a.small, let second = b.small { return BigInteger(commonDivisor(first, second)) }
            (a, b) = (b, a.quotientAndRemainder(dividingBy: b).remainder)
        }
        return a
    }
}

/// The greatest common divisor of two numbers that are not negative.
func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

extension BigInteger: CustomStringConvertible {
    private static let digitsAWord = 18
    private static let word: UInt = 1_000_000_000_000_000_000

    var description: String {
        guard !isZero else { return "0" }
        var pieces: [String] = []
        var rest = words
        while !rest.isEmpty {
            let (quotient, remainder) = Self.divide(rest, byWord: Self.word)
            rest = BigInteger(words: quotient).words
            let digits = String(remainder[0])
            let zeros = rest.isEmpty ? 0 : Self.digitsAWord - digits.utf8.count
            pieces.append(String(repeating: "0", count: zeros) + digits)
        }
        return (isNegative ? "-" : "") + pieces.reversed().joined()
    }

    /// Reads ASCII digits only; nil for an empty text or any other character.
    init?(digits: some StringProtocol) {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        var result = BigInteger.zero
        var rest = Substring(digits)
        while !rest.isEmpty {
            let piece = rest.prefix(Self.digitsAWord)
            rest = rest.dropFirst(piece.count)
            let scale = (0..<piece.count).reduce(UInt(1)) { power, _ in power * 10 }
            result = result * BigInteger(words: [scale]) + BigInteger(words: [UInt(piece) ?? 0])
        }
        self = result
    }
}
