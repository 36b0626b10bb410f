public import AuditExport
import Essentials
public import Monitoring
import NIOSSL

extension Settings {
    /// From how long on a statement of the database is slow; nil when none is to be looked at.
    public var slowAfter: Duration? {
        self[.slowStatements].flatMap { Int64($0) }.flatMap { $0 > 0 ? .milliseconds($0) : nil }
    }

    /// Bytes of the disk that uploads leave free.
    public var uploadReserveBytes: Int64 {
        (self[.uploadReserve].flatMap { Int64($0) } ?? 0) * 1_048_576
    }

    /// What the page of operations is told.
    public var monitoring: MonitoringSettings {
        var monitoring = MonitoringSettings()
        monitoring.thresholds = AlarmThresholds(list(.alarm)) ?? AlarmThresholds()
        monitoring.folders = list(.watchFolder)
        monitoring.uploadReserve = uploadReserveBytes
        if let file = self[.tlsCertificate] {
            monitoring.certificate = {
                let ends = try NIOSSLCertificate.fromPEMFile(file).map(\.notValidAfter)
                return Instant(microsecondsSince1970: Int64(ends.min() ?? 0) * 1_000_000)
            }
        }
        monitoring.shown = SettingsReport(self).shown
        return monitoring
    }

    /// What sends the journal to another system; nil when it goes nowhere else.
    ///
    /// - Parameter host: this server's name, as it is to stand in the receiver.
    /// - Throws: what is wrong with the authority's certificates.
    public func auditExport(from host: String) throws -> AuditExport? {
        guard let receiver = self[.auditExport].flatMap({ AuditReceiver($0) }) else { return nil }
        return try AuditExport(to: receiver, authority: self[.auditExportAuthority], host: host)
    }

    /// Logs are to be sealed on their way (QCVN 12:2026/BCA 2.2.9.2.2).
    var auditIsSealed: SettingProblem? {
        guard let receiver = self[.auditExport].flatMap({ AuditReceiver($0) }), receiver.isInTheClear else {
            return nil
        }
        return SettingProblem(
            [.auditExport], isRemark: true, at: place(.auditExport), "the journal would travel in the clear",
            remedy: "Let the receiver speak TLS and write tls://HOST:6514")
    }

    var auditAuthorityIsUsable: SettingProblem? {
        guard let file = self[.auditExportAuthority] else { return nil }
        do {
            _ = try AuditExport.tls(authority: file)
            return nil
        } catch {
            return SettingProblem(
                [.auditExportAuthority], at: place(.auditExportAuthority),
                "cannot use the certificates in \(file): \(error)",
                remedy: "Name a PEM file with the certificates of the authority")
        }
    }
}
