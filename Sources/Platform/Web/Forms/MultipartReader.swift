import Files
import Journal
import NIOCore

/// Reads a form that may hold files: typed fields into memory, files into the file store's spool as they arrive.
///
/// Files stay open until the whole form is verified; a form that is refused leaves nothing behind.
struct MultipartReader {
    let boundary: String
    /// Nil where no files are taken: then they are let pass by, and what was typed is kept.
    let store: FileStore?
    let uploader: Journal.Actor
    /// Bytes of the whole form.
    let limit: Int
    /// Bytes of all typed fields together.
    var fieldLimit = 1 << 20
    var mostFiles = 50

    /// What a form has brought so far.
    struct Arrived {
        var fields: [(name: String, value: String)] = []
        var files: [Pending] = []

        /// Throws away every file.
        func abandon() async {
            for file in files { await file.upload?.abandon() }
        }

        /// Closes every file: its bytes are on the disk afterwards.
        func finish() async throws -> FormData {
            var finished: [FormFile] = []
            for file in files { finished.append(try await file.finish()) }
            return FormData(fields, files: finished)
        }
    }

    /// A file on its way, or the reason why it is not taken.
    struct Pending {
        let field: String
        let name: FileName
        var upload: Upload?
        var refusal: FileRefusal?

        func finish() async throws -> FormFile {
            if let refusal { return FormFile(field: field, name: name, content: .failure(refusal)) }
            do {
                guard let upload else { return FormFile(field: field, name: name, content: .failure(.empty)) }
                return FormFile(field: field, name: name, content: .success(try await upload.finish()))
            } catch let refusal as FileRefusal {
                return FormFile(field: field, name: name, content: .failure(refusal))
            }
        }
    }

    private enum Part {
        case none
        case field(name: String, bytes: [UInt8])
        case file(Pending)
        case dropped
    }

    /// Reads a body to its end.
    ///
    /// - Throws: `BodyTooLarge`, `BadRequest`; nothing of the files is left then.
    func read<Body: AsyncSequence>(_ body: Body) async throws -> Arrived where Body.Element == ByteBuffer {
        var arrived = Arrived()
        var part = Part.none
        do {
            var parser = MultipartParser(boundary: boundary)
            var total = 0
            for try await chunk in body {
                total += chunk.readableBytes
                guard total <= limit else { throw BodyTooLarge(limit: limit) }
                var events: [MultipartParser.Event] = []
                try parser.push(chunk, to: &events)
                for event in events { try await take(event, &part, &arrived) }
            }
            guard parser.isFinished else { throw MultipartError.cutOff }
            return arrived
        } catch {
            if case .file(let pending) = part { await pending.upload?.abandon() }
            await arrived.abandon()
            throw error is MultipartError ? BadRequest("multipart/form-data: \(error)") : error
        }
    }

    private func take(
        _ event: MultipartParser.Event, _ part: inout Part, _ arrived: inout Arrived
    ) async throws {
        switch event {
        case .began(let head): part = try await begin(head, arrived)
        case .data(let data): try await add(data, to: &part, arrived)
        case .ended:
            try end(part, &arrived)
            part = .none
        }
    }

    private func begin(_ head: PartHead, _ arrived: Arrived) async throws -> Part {
        guard let name = head.fileName else { return .field(name: head.name, bytes: []) }
        guard !name.isEmpty, let store else { return .dropped }
        guard arrived.files.count < mostFiles else { throw BadRequest("more than \(mostFiles) files") }
        var pending = Pending(field: head.name, name: FileName(untrusted: name))
        do {
            pending.upload = try await store.upload(name: name, limit: Int64(limit), by: uploader)
        } catch let refusal as FileRefusal {
            pending.refusal = refusal
        }
        return .file(pending)
    }

    private func add(_ data: ByteBuffer, to part: inout Part, _ arrived: Arrived) async throws {
        switch part {
        case .none, .dropped: break
        case .field(let name, var bytes):
            bytes.append(contentsOf: data.readableBytesView)
            guard bytes.count + arrived.fields.reduce(0, { $0 + $1.value.utf8.count }) <= fieldLimit else {
                throw BodyTooLarge(limit: fieldLimit)
            }
            part = .field(name: name, bytes: bytes)
        case .file(var pending):
            guard pending.refusal == nil else { return }
            do {
                try await pending.upload?.write(data.readableBytesView)
            } catch let refusal as FileRefusal {
                pending.refusal = refusal
                part = .file(pending)
            }
        }
    }

    private func end(_ part: Part, _ arrived: inout Arrived) throws {
        switch part {
        case .none, .dropped: break
        case .field(let name, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw BadRequest("\(name) is not UTF-8") }
            arrived.fields.append((name, text))
        case .file(let pending): arrived.files.append(pending)
        }
    }
}
