public import Logging

/// Keeps every entry of the log on a line of its own, whatever a value holds: nobody who sends a line break writes an
/// entry of their own (ASVS V16.4.1).
public struct OneLineLog: LogHandler {
    private var inner: any LogHandler

    /// - Parameter inner: writes the entries.
    public init(_ inner: any LogHandler) {
        self.inner = inner
    }

    public var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue.mapValues(Self.tame) }
    }

    public var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue.map(Self.tame) }
    }

    /// Writes the entry, on one line.
    public func log(event: LogEvent) {
        var tamed = event
        tamed.message = "\(Self.tame(event.message.description))"
        tamed.metadata = event.metadata?.mapValues(Self.tame)
        inner.log(event: tamed)
    }

    private static func tame(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
        switch value {
        case .string(let text): .string(tame(text))
        case .stringConvertible(let value): .string(tame(value.description))
        case .dictionary(let values): .dictionary(values.mapValues(tame))
        case .array(let values): .array(values.map(tame))
        }
    }

    /// Controls, line ends of every kind and signs that turn the direction of reading are spelled out.
    private static func tame(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isWild) else { return text }
        var tamed = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isWild(scalar) {
                tamed.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                tamed.append(scalar)
            }
        }
        return String(tamed)
    }

    private static func isWild(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format: true
        default: false
        }
    }
}
