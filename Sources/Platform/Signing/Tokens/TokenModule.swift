import CPKCS11
import Dispatch
import Foundation
import Synchronization

/// The library through which the tokens of one maker are spoken to (PKCS#11 v2.40).
///
/// It is loaded once and stays: many do not survive being unloaded. Calls wait for each other in a queue apart from the
/// threads that serve requests, because a token does one thing at a time and may take seconds.
final class TokenModule: Sendable {
    private let queue = DispatchQueue(label: "lienthong.token")
    private let functions: TokenFunctions
    /// By what the system loaded and not by the path: a login belongs to the library, so two names of one library must
    /// wait for each other, or the end of one signature would log the other out.
    private static let loaded = Mutex<[UInt: TokenModule]>([:])

    static func at(_ path: String) throws -> TokenModule {
        try loaded.withLock { modules in
            guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { throw TokenProblem.moduleMissing(path) }
            let identity = UInt(bitPattern: library)
            if let module = modules[identity] { return module }
            let module = TokenModule(try TokenFunctions(library, from: path))
            modules[identity] = module
            return module
        }
    }

    private init(_ functions: TokenFunctions) {
        self.functions = functions
    }

    /// Opens a session with the token of that label, and closes it when `body` has ended, however it ends: nobody is
    /// logged in in between.
    func session<Value: Sendable>(
        token: String, pin: TokenPIN, _ body: @escaping @Sendable (TokenSession) throws -> Value
    ) async throws -> Value {
        let functions = functions
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let session = try TokenSession(functions, slot: functions.slot(ofToken: token), pin: pin)
                        defer { session.close() }
                        return try body(session)
                    })
            }
        }
    }
}

/// The table of a library's functions. Once it is initialized they are called from the module's queue only.
struct TokenFunctions: @unchecked Sendable {
    let table: P11Functions

    private static let alreadyInitialized: UInt = 0x191
    /// The library may use the locks of the operating system.
    private static let operatingSystemLocks: UInt = 2

    init(_ library: UnsafeMutableRawPointer, from path: String) throws(TokenProblem) {
        guard let symbol = dlsym(library, "C_GetFunctionList") else {
            dlclose(library)
            throw .notATokenModule(path)
        }
        let list = unsafeBitCast(symbol, to: P11GetFunctionList.self)
        var found: UnsafeMutablePointer<P11Functions>?
        // The layout of version 1 is another.
        guard list(&found) == 0, let found, found.pointee.version.0 >= 2 else { throw .notATokenModule(path) }
        table = found.pointee
        var arguments = P11InitializeArguments()
        arguments.flags = Self.operatingSystemLocks
        let code = table.initialize?(&arguments)
        if code != Self.alreadyInitialized { try check(code) }
    }

    /// An answer that is not "done" is thrown; a function that the library lacks is one that it refuses.
    func check(_ code: UInt?) throws(TokenProblem) {
        let code = code ?? 0x54
        guard code == 0 else { throw TokenProblem(code: code) }
    }

    func slot(ofToken label: String) throws(TokenProblem) -> UInt {
        var count: UInt = 0
        try check(table.get_slot_list?(1, nil, &count))
        var slots = [UInt](repeating: 0, count: Int(min(count, 256)))
        count = UInt(slots.count)
        try check(table.get_slot_list?(1, &slots, &count))
        let named = slots.prefix(Int(count)).filter { (try? information(ofSlot: $0).name) == label }
        guard let slot = named.first else { throw .noSuchToken(label) }
        guard named.count == 1 else { throw .ambiguousToken(label) }
        return slot
    }

    func information(ofSlot slot: UInt) throws(TokenProblem) -> P11TokenInfo {
        var information = P11TokenInfo()
        try check(table.get_token_info?(slot, &information))
        return information
    }
}

extension P11TokenInfo {
    /// The label, which blanks fill up.
    var name: String {
        withUnsafeBytes(of: label) { String(decoding: $0, as: UTF8.self) }.trimmingCharacters(
            in: CharacterSet(charactersIn: " \0"))
    }

    var isOnLastTry: Bool { flags & 0x2_0000 != 0 }
    var isLocked: Bool { flags & 0x4_0000 != 0 }
}
