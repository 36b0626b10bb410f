import Essentials
import Testing

@testable import SignIn

struct TOTPTests {
    private let totp = TOTP(secret: Array("12345678901234567890".utf8))

    /// RFC 6238 appendix B, SHA-1, eight digits.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func `the codes of RFC 6238 come out`(second: Int64, code: String) {
        let moment = Instant(microsecondsSince1970: second * 1_000_000)
        #expect(totp.code(TOTP.step(at: moment), digits: 8) == code)
    }

    /// RFC 4226 appendix D, six digits.
    @Test func `the codes of RFC 4226 come out`() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { totp.code($0) } == codes)
    }

    @Test func `a clock may be one step off, not two, and a used step is none`() {
        let now = Instant(microsecondsSince1970: 1_000_000 * 30 * 100)
        for step in Int64(97)...103 {
            let found = totp.step(of: totp.code(step), at: now, after: nil)
            #expect(found == ((99...101).contains(step) ? step : nil))
        }
        #expect(totp.step(of: totp.code(100), at: now, after: 100) == nil)
        #expect(totp.step(of: totp.code(99), at: now, after: 100) == nil)
        #expect(totp.step(of: totp.code(101), at: now, after: 100) == 101)
        #expect(totp.step(of: " " + totp.code(100) + " ", at: now, after: nil) == 100)
        for typed in ["", "12345", "1234567", "١٢٣٤٥٦", "12345x"] {
            #expect(totp.step(of: typed, at: now, after: nil) == nil)
        }
    }

    @Test func `an app is told who issues, for whom, and the secret in base 32`() {
        #expect(
            totp.address(issuer: "Liên Thông", account: "an.le")
                == "otpauth://totp/Li%C3%AAn%20Th%C3%B4ng:an.le?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Li%C3%AAn%20Th%C3%B4ng")
    }

    /// RFC 4648 section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base 32 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Base32.text(Array(text.utf8)) == encoded)
    }

    @Test func `what is sealed for one person opens for nobody else, and not when a bit is turned`() throws {
        let key = FactorKey([UInt8](repeating: 3, count: 32))
        let sealed = try key.seal([1, 2, 3], for: "totp A")
        #expect(try key.open(sealed, for: "totp A") == [1, 2, 3])
        #expect(throws: (any Error).self) { try key.open(sealed, for: "totp B") }
        var turned = sealed
        turned[turned.count - 1] ^= 1
        #expect(throws: (any Error).self) { try key.open(turned, for: "totp A") }
        #expect(!sealed.contains([1, 2, 3]))
    }
}
