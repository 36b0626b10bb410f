import Testing

@testable import EvaluationEngine

@Suite struct ExactNumberTests {
    @Test(arguments: [
        ("84.5", "84.5"), ("-3", "-3"), ("2/3", "2/3"), ("0.30", "0.3"), ("80.5/100", "0.805"), ("6/4", "1.5"),
        ("1.5e-3", "0.0015"), ("12e2", "1200"),
        ("0.1234567890123456789012345678901", "0.1234567890123456789012345678901"),
        ("123456789012345678901234567891/7", "123456789012345678901234567891/7"), ("-0", "0"),
    ])
    func `a number is read and written exactly`(text: String, written: String) {
        #expect(Rational(text)?.description == written)
    }

    @Test(arguments: ["", "-", "84,5", "1.", ".5", "1/0", " 1", "1 ", "0x1", "1e", "nan", "1/2/3", "٣", "+1"])
    func `what is no number is refused`(text: String) {
        #expect(Rational(text) == nil)
    }

    @Test func `V5 thirds make one and tenths make three tenths`() throws {
        let third = try #require(Rational(1, over: 3))
        #expect(third + third + third == 1)
        #expect(try #require(Rational("0.1")) + #require(Rational("0.2")) == Rational("0.3"))
        #expect(Set([third, try #require(Rational("2/6"))]).count == 1)
    }

    @Test func `long fractions obey the laws of arithmetic`() throws {
        var state: UInt64 = 7
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 3)
        }
        for _ in 0..<200 {
            let a = try #require(Rational(next(), over: abs(next()) | 1))
            let b = try #require(Rational(next(), over: abs(next()) | 1))
            let c = try #require(Rational(next(), over: abs(next()) | 1))
            #expect((a + b) + c == a + (b + c))
            #expect((a + b) * c == a * c + b * c)
            #expect(a - a == 0)
            #expect(try #require((a * b).divided(by: b)) == a)
            #expect((a < b) == (a - b).isNegative)
            #expect(Rational(a.description) == a)
        }
    }

    @Test func `long division gives back what was multiplied`() {
        var state: UInt = 1
        func next(_ count: Int) -> BigInteger {
            BigInteger(
                words: (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1
                    return state.isMultiple(of: 5) ? .max : state
                })
        }
        for size in 1...12 {
            for other in 1...12 {
                let (a, b) = (next(size), next(other))
                let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
                #expect(quotient * b + remainder == a)
                #expect(remainder < b)
                #expect(BigInteger(digits: a.description) == a)
            }
        }
        let hard = BigInteger(words: [0, 0, 1 << 63]) - .one
        let (quotient, remainder) = (hard * hard).quotientAndRemainder(dividingBy: hard)
        #expect(quotient == hard)
        #expect(remainder.isZero)
    }

    @Test(arguments: [
        ("84.995", 2, Rounding.Mode.halfUp, "85.00"), ("84.995", 2, .halfEven, "85.00"),
        ("84.985", 2, .halfEven, "84.98"),
        ("-0.5", 0, .halfUp, "-1"), ("2/3", 4, .halfUp, "0.6667"), ("2/3", 4, .down, "0.6666"),
        ("0.004", 2, .halfUp, "0.00"),
    ])
    func `rounding is what was declared`(text: String, places: Int, mode: Rounding.Mode, expected: String) throws {
        #expect(try #require(Rational(text)).decimal(places: places, mode: mode) == expected)
    }

    @Test func `V6 a score below a cut-off is never printed as if it had reached it`() throws {
        let rounding = Rounding(places: 2)
        #expect(rounding.text(try #require(Rational("84.996")), besides: [85]) == "84.996")
        #expect(rounding.text(try #require(Rational("84.994")), besides: [85]) == "84.99")
    }

    @Test func `bounds hold the exact value`() throws {
        for text in [
            "2/3", "-2/3", "1/1099511627776", "-5", "4194304.5", "123456789012345678901/1000000000000000000000",
        ] {
            let value = try #require(Rational(text))
            let bounds = Bounds(value)
            let unit = try #require(Rational("1/1099511627776"))
            #expect(Rational(Int(bounds.low)) * unit <= value)
            #expect(Rational(Int(bounds.high)) * unit >= value)
            #expect(bounds.high - bounds.low <= 1)
        }
    }
}
