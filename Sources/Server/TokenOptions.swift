import ArgumentParser
import Foundation
import Signing

/// Which key in a token signs. The PIN never stands on the command line, where every account of the machine reads it.
struct TokenOptions: ParsableArguments {
    @Option(help: "Sign with a key in a token: the PKCS#11 library of its maker.")
    var pkcs11: String?

    @Option(help: "The label of the token.")
    var token: String?

    @Option(help: "The label of the key in the token.")
    var keyLabel: String?

    @Option(help: "A file with the token's PIN; without it the PIN is read from \(Self.variable).")
    var pinFile: String?

    private static let variable = "LIENTHONG_TOKEN_PIN"

    func validate() throws {
        guard pkcs11 == nil || (token != nil && keyLabel != nil) else {
            throw ValidationError("--pkcs11 wants --token and --key-label.")
        }
        guard pkcs11 != nil || (token == nil && keyLabel == nil && pinFile == nil) else {
            throw ValidationError("--token, --key-label and --pin-file belong to --pkcs11.")
        }
    }

    func open(usesPSS: Bool) async throws -> TokenKey {
        guard let pkcs11, let token, let keyLabel else { throw InputError("no token was named") }
        return try await TokenKey(.init(module: pkcs11, token: token, key: keyLabel), pin: pin(), usesPSS: usesPSS)
    }

    private func pin() throws -> String {
        let pin =
            try pinFile.map {
                String(decoding: try FileBytes.read($0), as: UTF8.self).trimmingCharacters(in: .newlines)
            }
            ?? ProcessInfo.processInfo.environment[Self.variable]
        // An empty one would be counted by the token as a wrong one.
        guard let pin, !pin.isEmpty else {
            throw InputError("no PIN: set \(Self.variable), or name a file with --pin-file")
        }
        return pin
    }
}
