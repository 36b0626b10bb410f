import AuditExport
import Files
import Foundation
import Monitoring
import OpenID
import SignIn
import Web

extension Settings {
    /// What is wrong with the values, each by itself and then together.
    func found() -> [SettingProblem] {
        Setting.allCases.flatMap { setting in list(setting).compactMap { problem(setting, $0) } }
            + [
                tlsIsWhole, reachedSafely, portsDiffer, adminStaysInside, passwordListIsThere, assetsAreThere,
                passwordIsKept, auditIsSealed, auditAuthorityIsUsable, providersAreUsable, providersReturnHere,
            ].compactMap { $0 }
    }

    private func problem(_ setting: Setting, _ value: String) -> SettingProblem? {
        guard let (message, remedy) = value.isEmpty ? empty : Self.objection(setting, value) else { return nil }
        return SettingProblem([setting], at: place(setting), "\(setting.rawValue): \(message)", remedy: remedy)
    }

    private var empty: (String, String) { ("it has no value", "Give one, or leave the setting out") }

    private static func objection(_ setting: Setting, _ value: String) -> (String, String)? {
        switch setting {
        case .data: isFile(value) ? ("'\(value)' is a file", "Name a folder") : nil
        case .database:
            // The value is not shown: it holds a password.
            ["postgres://", "postgresql://"].contains { value.hasPrefix($0) }
                ? nil : ("this is no URL of PostgreSQL", "Write postgres://USER:PASSWORD@HOST/DATABASE")
        case .host, .adminHost:
            value.contains { $0.isWhitespace || $0 == "/" }
                ? ("'\(value)' is no address", "Write an address such as 127.0.0.1, without scheme and port") : nil
        case .port, .adminPort:
            Int(value).map { (0...65_535).contains($0) } == true
                ? nil : ("'\(value)' is no port", "Write a number from 0 to 65535")
        case .alarm:
            AlarmThresholds([value]) == nil
                ? (
                    "'\(value)' is no limit",
                    "Write NAME=NUMBER, with one of "
                        + AlarmThresholds.Name.allCases.map(\.rawValue).joined(separator: ", ")
                ) : nil
        case .watchFolder, .backups: isFile(value) ? ("'\(value)' is a file", "Name a folder") : nil
        case .backupKey: isFolder(value) ? ("'\(value)' is a folder", "Name a file") : nil
        case .uploadReserve:
            Int64(value).map { (0...1_000_000_000).contains($0) } == true
                ? nil : ("'\(value)' is no number of megabytes", "Write a number such as 1024, or 0 for none")
        case .slowStatements:
            Int(value).map { $0 >= 0 } == true
                ? nil : ("'\(value)' is no number of milliseconds", "Write a number such as 200, or 0 for none")
        case .auditExport:
            AuditReceiver(value) == nil
                ? (
                    "'\(value)' says nothing of a receiver",
                    "Write tls://HOST:6514, tcp://HOST:601, udp://HOST:514 or file:/PATH"
                ) : nil
        case .origin:
            RelyingParty(origin: value) == nil
                ? ("'\(value)' is no address of a site", "Write https://lienthong.example.vn") : nil
        case .passwordList: isFolder(value) ? ("'\(value)' is a folder", "Name a file") : nil
        case .passwordProfile:
            PasswordProfile(rawValue: value) == nil
                ? (
                    "'\(value)' is no profile",
                    "Write " + PasswordProfile.allCases.map(\.rawValue).joined(separator: " or ")
                ) : nil
        case .tlsCertificate, .tlsKey, .auditExportAuthority:
            FileManager.default.isReadableFile(atPath: value) && !isFolder(value)
                ? nil : ("'\(value)' cannot be read", "Name a PEM file that this account may read")
        case .behindProxy:
            Network(value) == nil
                ? ("'\(value)' is no address and no network", "Write 10.1.0.2 or 10.1.0.0/24") : nil
        case .virusScanner:
            VirusScanner(value) == nil
                ? ("'\(value)' says nothing of a scanner", "Write unix:/path or tcp:host:port") : nil
        case .signatureRoot:
            holdsCertificates(value)
                ? nil : ("'\(value)' holds no certificate", "Name a PEM file with the roots that this account may read")
        case .signatureList: isFolder(value) ? ("'\(value)' is a folder", "Name a file") : nil
        case .identityProviders: isFolder(value) ? ("'\(value)' is a folder", "Name a file") : nil
        case .vendorAssets: isFile(value) ? ("'\(value)' is a file", "Name a folder") : nil
        case .securityContact:
            SecurityText(contacts: [value]) == nil
                ? ("'\(value)' is no address to write to", "Write mailto:…, tel:… or https://…, without blanks") : nil
        }
    }

    private var tlsIsWhole: SettingProblem? {
        guard (self[.tlsCertificate] == nil) != (self[.tlsKey] == nil) else { return tlsIsUsable }
        return SettingProblem(
            [.tlsCertificate, .tlsKey], "tls-certificate and tls-key belong together",
            remedy: "Give both, or neither")
    }

    private var tlsIsUsable: SettingProblem? {
        do {
            _ = try tls()
            return nil
        } catch {
            return SettingProblem(
                [.tlsCertificate, .tlsKey], at: place(.tlsCertificate),
                "cannot use the certificate \(self[.tlsCertificate] ?? "") with \(self[.tlsKey] ?? ""): \(error)",
                remedy: "Give a chain and the key that belongs to it, both PEM")
        }
    }

    /// Signing in demands TLS (passwords would travel in the clear): the server's own, or that of a proxy in front.
    private var reachedSafely: SettingProblem? {
        let host = self[.host] ?? ""
        guard !Self.isLoopback(host), self[.tlsCertificate] == nil, list(.behindProxy).isEmpty else { return nil }
        return SettingProblem(
            [.host], at: place(.host),
            "\(host) can be reached from other machines, and passwords would travel in the clear",
            remedy: "Give --tls-certificate and --tls-key, or name the proxy that speaks TLS with "
                + "--behind-proxy ADDRESS, or listen on 127.0.0.1")
    }

    private var portsDiffer: SettingProblem? {
        guard let admin = self[.adminPort], admin == self[.port], admin != "0", self[.host] == self[.adminHost] else {
            return nil
        }
        return SettingProblem(
            [.port, .adminPort], at: place(.adminPort), "port and admin-port are both \(admin)",
            remedy: "Give operations a port of their own")
    }

    private var adminStaysInside: SettingProblem? {
        guard self[.adminPort] != nil, let host = self[.adminHost], !Self.isLoopback(host) else { return nil }
        return SettingProblem(
            [.adminHost], isRemark: true, at: place(.adminHost),
            "the port of operations on \(host) asks nobody who they are",
            remedy: "Let nobody but those who watch the server reach it")
    }

    private var passwordListIsThere: SettingProblem? {
        guard let file = self[.passwordList], !FileManager.default.isReadableFile(atPath: file) else { return nil }
        return SettingProblem(
            [.passwordList], isRemark: true, at: place(.passwordList),
            "there is no list of common passwords at '\(file)'; new passwords are not compared with one",
            remedy: "Install Debian's package john-data, or name a list")
    }

    private var assetsAreThere: SettingProblem? {
        guard let folder = self[.vendorAssets], !FileManager.default.fileExists(atPath: folder + "/bootstrap.min.css")
        else { return nil }
        return SettingProblem(
            [.vendorAssets], isRemark: true, at: place(.vendorAssets),
            "'\(folder)' holds no browser libraries; pages come without their looks",
            remedy: "Run Scripts/setup, and name the folder var/assets/vendor that it makes, or a copy")
    }

    private var providersAreUsable: SettingProblem? {
        guard let path = self[.identityProviders], !path.isEmpty, !Self.isFolder(path) else { return nil }
        do {
            _ = try openIDProviders()
        } catch {
            return SettingProblem(
                [.identityProviders], at: place(.identityProviders), "cannot use '\(path)': \(Self.reason(error))",
                remedy: "Write it as docs/operations.md has it, readable to this account")
        }
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        guard (mode ?? 0) & 0o004 != 0 else { return nil }
        return SettingProblem(
            [.identityProviders], at: place(.identityProviders),
            "everybody on this machine may read '\(path)', which holds secrets",
            remedy: "Let only its owner and its group read it: chmod 640")
    }

    /// The file's content is not repeated: it holds secrets.
    private static func reason(_ error: any Error) -> String {
        (error as? OpenIDFileProblem)?.description ?? "it cannot be read"
    }

    /// A provider sends people back to an address that is registered with it.
    private var providersReturnHere: SettingProblem? {
        guard self[.identityProviders] != nil, home == nil else { return nil }
        return SettingProblem(
            [.identityProviders, .origin], at: place(.identityProviders),
            "identity providers need to know where to send people back to",
            remedy: "Give --origin, the address people type; on this machine alone, a port that is not 0")
    }

    private var passwordIsKept: SettingProblem? {
        guard let url = self[.database], MaskedURL.hasPassword(url) else { return nil }
        switch origin(.database) {
        case .flag:
            return SettingProblem(
                [.database], isRemark: true, at: place(.database),
                "everybody on this machine can read the password in the list of processes",
                remedy: "Put it into the file of settings, or into \(Setting.database.variable)")
        case .file where file?.isReadableByAll == true:
            return SettingProblem(
                [.database], at: place(.database), "everybody on this machine may read the file with the password",
                remedy: "Let only its owner and its group read it: chmod 640")
        default: return nil
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        return Network("127.0.0.0/8").map { $0.contains(host) } ?? false
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isFile(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path) && !isFolder(path)
    }
}
