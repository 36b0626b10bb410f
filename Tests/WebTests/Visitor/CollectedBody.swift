import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A response's bytes.
final class CollectedBody: Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func append(_ buffer: ByteBuffer) {
        collected.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }
}

/// Stands where the connection would.
struct CollectingWriter: ResponseBodyWriter {
    private let body: CollectedBody

    init(_ body: CollectedBody) {
        self.body = body
    }

    func write(_ buffer: ByteBuffer) async throws {
        body.append(buffer)
    }

    func finish(_: HTTPFields?) async throws {}
}
