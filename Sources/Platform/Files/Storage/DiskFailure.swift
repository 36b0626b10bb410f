import SystemPackage

/// Puts the disk's numbers into the store's words.
enum DiskFailure {
    static func translating<Value>(_ operation: String, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw translated(error, during: operation)
        }
    }

    static func translated(_ error: any Error, during operation: String) -> any Error {
        guard let errno = error as? Errno else { return error }
        switch errno {
        case .noSpace, .diskQuotaExceeded: return FileRefusal.noSpace
        default: return FileFault.disk("\(operation): \(errno)")
        }
    }
}
