import Essentials
import Foundation

/// What of an address is counted: all of an IPv4 address, the first 64 bits of an IPv6 address, since whoever has one
/// has 2⁶⁴ of them.
struct AddressKey {
    let text: String

    init(_ address: String?) {
        guard let address, !address.isEmpty else {
            text = "address unknown"
            return
        }
        text = "address " + (Self.network(ofIPv6: address) ?? String(address.prefix(56)))
    }

    private static func network(ofIPv6 address: String) -> String? {
        guard address.contains(":") else { return nil }
        var parsed = in6_addr()
        let plain = address.split(separator: "%", maxSplits: 1).first.map(String.init) ?? address
        guard inet_pton(AF_INET6, plain, &parsed) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: parsed) { Array($0) }
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        return bytes.prefix(8).hexadecimal
    }
}
