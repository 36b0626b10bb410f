import Essentials
import HTTPTypes
import Testing

@testable import Web

/// Whom to tell of a weakness (RFC 9116).
struct SecurityTextTests {
    @Test func `it names the contacts, ends within a year and says the languages`() async throws {
        let text = try #require(SecurityText(contacts: ["mailto:antoan@anhai.example", "https://anhai.example/bao"]))
        try await TestHouse.with(configure: { $0.securityText = text }) { house in
            let answer = try await house.visitor().send(.get, "/.well-known/security.txt")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(
                answer.text == """
                    Contact: mailto:antoan@anhai.example
                    Contact: https://anhai.example/bao
                    Expires: 2027-05-19T00:00:00+07:00
                    Preferred-Languages: vi, en

                    """)
            house.clock.advance(seconds: 24 * 3600)
            let later = try await house.visitor().send(.get, "/.well-known/security.txt")
            #expect(later.text.contains("2027-05-20T"))
        }
    }

    @Test func `an installation that names nobody has none`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor().get("/.well-known/security.txt")
            #expect(page.status == 404)
        }
    }

    @Test(arguments: [
        [], ["an@anhai.example"], ["http://anhai.example"], ["mailto:"], ["mailto:a@b.example\nContact: tel:1"],
        ["https://anhai.example/báo"], ["mailto:a@b.example", "javascript:alert(1)"],
    ])
    func `what no program can use is no contact`(contacts: [String]) {
        #expect(SecurityText(contacts: contacts) == nil)
    }
}
