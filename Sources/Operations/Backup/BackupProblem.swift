import Files
import SystemPackage

/// Why a backup cannot be taken, read or restored, in words for whoever stands at the machine.
public enum BackupProblem: Error, Hashable, Sendable {
    /// There is a file where the new key should go.
    case keyIsThere(String)
    /// The file holds no key.
    case noKey(String)
    /// Others may read the key.
    case keyIsOpen(String)
    /// The backups were sealed with another key: theirs, the one given.
    case otherKey(theirs: String, given: String)
    /// The folder holds no backups.
    case noBackups(String)
    /// The folder holds something else.
    case notOurs(String)
    /// There is no backup of this name.
    case noSuchBackup(String)
    /// Another backup, or a prune, works on the folder.
    case busy(String)
    /// The disk has no room.
    case full(String)
    /// The disk failed at something.
    case disk(String)
    /// The list of what a backup holds does not open.
    case damagedBackup(String)
    /// A chunk is not in the folder; what it is part of.
    case missingChunk(String, of: String)
    /// A chunk does not open; what it is part of.
    case damagedChunk(String, of: String)
    /// Something came out of a backup other than it went in.
    case differs(String)
}

extension BackupProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .keyIsThere(let path): "\(path) is there already; a key is never overwritten"
        case .noKey(let path): "\(path) holds no backup key"
        case .keyIsOpen(let path): "\(path) can be read by others than its owner; chmod 400 it"
        case .otherKey(let theirs, let given):
            "the wrong key: the backups were sealed with key \(theirs), the file holds key \(given)"
        case .noBackups(let path): "there are no backups in \(path)"
        case .notOurs(let path): "\(path) is not empty and holds no backups of this program"
        case .noSuchBackup(let id): "there is no backup \(id); 'lienthong backup list' names those there are"
        case .busy(let path): "another backup or prune works in \(path); wait until it has ended"
        case .full(let path):
            "no space left in \(path): this backup was not completed, earlier ones are as they were; make room"
        case .disk(let what): "the disk failed: \(what)"
        case .damagedBackup(let id): "backup \(id) is damaged: its list of contents does not open"
        case .missingChunk(let chunk, let what): "\(what): chunk \(chunk) is missing from the backup"
        case .damagedChunk(let chunk, let what): "\(what): chunk \(chunk) is damaged"
        case .differs(let what): what
        }
    }

    static func translating<Value>(_ path: FilePath, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let errno as Errno {
            switch errno {
            case .noSpace, .diskQuotaExceeded: throw BackupProblem.full(path.string)
            default: throw BackupProblem.disk("\(path): \(errno)")
            }
        }
    }
}
