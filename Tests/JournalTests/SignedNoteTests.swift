import Essentials
import Foundation
import Journal
import Testing

@Suite struct SignedNoteTests {
    /// The key and the note of the documentation of Go's package `golang.org/x/mod/sumdb/note`, made by others.
    private static let neumannSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let neumannText = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private static let neumannNote = """
        \(neumannText)
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    /// Made with another implementation of Ed25519 from the secret key of 32 bytes 0, 1 … 31.
    static let checkpointNote = """
        lienthong.example/journal
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — lienthong.example/journal \
        E3YEuDawCaEgC4XeBGY+r49jS1xwdqwemA+7kDH8H4M5/4DqdjSYuIxm93ay7MUBdSSjf3E6ER87u7Z0sF1K3BX3VAo=
        — lienthong.example/journal \
        xt8J+QAAAABppOEQzrHqcyz8HNKVTB5IlN4h/mIgpi/S/EuVmE3/K36sbFLiXZA2ngoXNi858kuyaIB3ZDoywv7lGR9jA3gtsqdFAQ==

        """

    private let key = Samples.key.verifier

    @Test func `a note signed by another program is opened`() throws {
        let key = try #require(JournalVerifierKey(text: Self.neumann))
        #expect(key.name == "PeterNeumann")
        #expect(key.text(of: Self.neumannNote) == Self.neumannText)
    }

    @Test func `a stored key signs as the program did that made it`() throws {
        let key = try JournalKey(secretText: Self.neumannSecret)
        #expect(key.verifier.text == Self.neumann)
        #expect(key.secretText == Self.neumannSecret)
        #if os(Linux)
            // Elsewhere the signature has a random part.
            #expect(try key.note(Self.neumannText) == Self.neumannNote)
        #endif
    }

    @Test func `a checkpoint signed by another program is opened with its time`() throws {
        let signed = try #require(key.checkpoint(of: Self.checkpointNote))
        #expect(signed.checkpoint.origin == "lienthong.example/journal")
        #expect(signed.checkpoint.size == 8)
        #expect(signed.checkpoint.root.hexadecimal == MerkleVectorsTests.roots[8])
        #expect(signed.signedAt == Instant("2026-03-02T08:00"))
    }

    @Test func `a checkpoint is signed byte for byte as another program signs it`() throws {
        let root = try #require(TreeHash(hexadecimal: MerkleVectorsTests.roots[8]))
        let checkpoint = Checkpoint(origin: key.name, size: 8, root: root)
        let signed = try Samples.key.note(checkpoint, at: Instant("2026-03-02T08:00:00.75")!)
        #expect(signed.signedAt == Instant("2026-03-02T08:00"))
        #expect(key.checkpoint(of: signed.note)?.checkpoint == checkpoint)
        #if os(Linux)
            #expect(signed.note == Self.checkpointNote)
        #endif
    }

    @Test func `no byte of a note can be changed`() {
        let bytes = Array(Self.checkpointNote.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                let note = String(decoding: changed, as: UTF8.self)
                // A signature that now is of an unknown key counts for nothing, but harms nobody either; so it is enough
                // that what is signed stays what it was.
                let opened = key.checkpoint(of: note)
                #expect(opened == nil || opened?.checkpoint == key.checkpoint(of: Self.checkpointNote)?.checkpoint)
                #expect(opened == nil || note.split(separator: "\n").prefix(4) == Self.lines.prefix(4))
            }
        }
    }

    private static let lines = checkpointNote.split(separator: "\n")

    @Test func `a note is refused when one of its two signatures under the key is false`() throws {
        let spoiled = Self.checkpointNote.replacingOccurrences(of: "ppOEQzrH", with: "ppOERzrH")
        #expect(spoiled != Self.checkpointNote)
        #expect(key.checkpoint(of: spoiled) == nil)
        let other = try Samples.key.note("something else\n").split(separator: "\n", omittingEmptySubsequences: false)[2]
        #expect(key.checkpoint(of: Self.checkpointNote + other + "\n") == nil)
    }

    @Test func `signatures of others under a note are passed over`() throws {
        let witness = try JournalKey(name: "witness.example/báo")
        let line = try witness.note(Self.checkpointText).split(separator: "\n", omittingEmptySubsequences: false)[4]
        let note = Self.checkpointNote + line + "\n"
        #expect(key.checkpoint(of: note)?.checkpoint.size == 8)
        #expect(witness.verifier.text(of: note) == Self.checkpointText)
        #expect(witness.verifier.checkpoint(of: note) == nil, "the journal of another name is not the witness's own")
    }

    private static let checkpointText = lines.prefix(3).joined(separator: "\n") + "\n"

    @Test func `a note of another key, or of the same name with another key, is refused`() throws {
        #expect(try #require(JournalVerifierKey(text: Self.neumann)).checkpoint(of: Self.checkpointNote) == nil)
        let impostor = try JournalKey(name: key.name)
        let checkpoint = try #require(Checkpoint(text: Self.checkpointText))
        let forged = try impostor.note(checkpoint, at: Samples.day)
        #expect(key.checkpoint(of: forged.note) == nil)
        #expect(impostor.verifier.checkpoint(of: forged.note) != nil)
    }

    @Test(arguments: [
        "", "\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name AAAA\n", "text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA", "text\n\n— na+me AAAAAAAA\n", "text\n\n—  AAAAAAAA\n", "text\n\n— name AAAAAAAA \n",
        "text\n\n— name AAAAAAAA\n\n", "te\u{7}xt\n\n— name AAAAAAAA\n", "text\r\n\r\n— name AAAAAAAA\r\n",
    ])
    func `what is no note is not opened`(note: String) {
        #expect(key.text(of: note) == nil)
        #expect(key.checkpoint(of: note) == nil)
    }

    @Test func `a text may hold empty lines and letters of every kind`() throws {
        let text = "Điều 1.\n\nPhạm vi: e\u{301} và é\n\n— không phải chữ ký\n"
        let note = try Samples.key.note(text)
        #expect(key.text(of: note).map { Array($0.utf8) } == Array(text.utf8))
        let normalised = note.precomposedStringWithCanonicalMapping
        #expect(key.text(of: normalised) == nil, "the same letters in other bytes are another text")
    }

    @Test func `a note with more signatures than anybody needs is not opened`() throws {
        var note = try Samples.key.note("text\n")
        let line = note.split(separator: "\n").last!
        note += String(repeating: line + "\n", count: 99)
        #expect(key.text(of: note) == "text\n")
        note += line + "\n"
        #expect(key.text(of: note) == nil)
    }
}

@Suite struct JournalKeyTests {
    @Test func `a verifier key's text is read again`() {
        let text = "lienthong.example/journal+137604b8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        #expect(Samples.key.verifier.text == text)
        #expect(JournalVerifierKey(text: text) == Samples.key.verifier)
    }

    @Test(arguments: [
        "", "name", "name+137604b8", "lienthong.example/journal+137604b9+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "lienthong.example/journa1+137604b8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "lienthong.example/journal+137604B8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "lienthong.example/journal+137604b8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG5",
        "lienthong.example/journal+137604b8+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "lienthong.example/journal+137604b8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n",
    ])
    func `a text that is no verifier key is refused`(text: String) {
        #expect(JournalVerifierKey(text: text) == nil)
    }

    @Test(arguments: ["", "a b", "a+b", "a\nb", "a\u{A0}b", "a\u{2003}b", "a\u{0}b"])
    func `a name that would break a note is refused`(name: String) {
        #expect(throws: JournalKeyError.name(name)) { try JournalKey(name: name) }
        #expect(throws: JournalKeyError.name(name)) {
            try JournalVerifierKey(name: name, publicKey: Samples.key.verifier.publicKey)
        }
    }

    @Test(arguments: [
        "", "PRIVATE+KEY+name+00000000+AAAA",
        "PRIVATE+KEY+lienthong.example/journal+137604b9+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        "private+key+lienthong.example/journal+137604b8+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        "PRIVATE+KEY+lienthong.example/journal+137604b8+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4",
    ])
    func `a text that is no secret key is refused`(text: String) {
        #expect(throws: JournalKeyError.notAKey) { try JournalKey(secretText: text) }
    }

    @Test func `two new keys are not the same`() throws {
        #expect(try JournalKey(name: "a").verifier != JournalKey(name: "a").verifier)
    }
}

@Suite struct CheckpointTests {
    @Test(arguments: [
        "", "a\n1\n", "\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "a\n01\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "a\n-1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "a\n+1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n", "a\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n",
        "a\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n", "a\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
        "a\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\nmore\n",
    ])
    func `a text that is no checkpoint is refused`(text: String) {
        #expect(Checkpoint(text: text) == nil)
    }

    @Test func `a checkpoint's text is read again`() throws {
        let checkpoint = Checkpoint(origin: "a/b", size: .max, root: .empty)
        #expect(checkpoint.text == "a/b\n9223372036854775807\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(Checkpoint(text: checkpoint.text) == checkpoint)
    }
}
