import Foundation
import Monitoring
import SignIn

/// One thing that an installation is told by those who run it. The name is the same everywhere: `--tls-key` as a flag,
/// `LIENTHONG_TLS_KEY` in the environment, `tls-key = …` in the file.
public enum Setting: String, CaseIterable, Hashable, Sendable {
    case data
    case database
    case host
    case port
    case origin
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case behindProxy = "behind-proxy"
    case adminHost = "admin-host"
    case adminPort = "admin-port"
    case virusScanner = "virus-scanner"
    case passwordList = "password-list"
    case passwordProfile = "password-profile"
    case identityProviders = "identity-providers"
    case signatureRoot = "signature-root"
    case signatureList = "signature-list"
    case vendorAssets = "vendor-assets"
    case securityContact = "security-contact"
    case slowStatements = "slow-statements"
    case auditExport = "audit-export"
    case auditExportAuthority = "audit-export-authority"
    case alarm
    case watchFolder = "watch-folder"
    case uploadReserve = "upload-reserve"
    case backups
    case backupKey = "backup-key"

    public var flag: String { "--\(rawValue)" }

    public var variable: String { Self.prefix + rawValue.uppercased().replacing("-", with: "_") }

    /// What every variable of ours in the environment begins with.
    static let prefix = "LIENTHONG_"

    /// The variable that names the file of settings; it cannot stand in that file.
    public static let fileVariable = prefix + "CONFIG"

    /// Whether several values may be given: a flag or a line of the file for each, or with commas between them.
    public var isList: Bool {
        switch self {
        case .behindProxy, .securityContact, .alarm, .watchFolder, .signatureRoot, .signatureList: true
        default: false
        }
    }

    /// What holds when nobody says anything; nil when it is then left out.
    public var fallback: String? {
        switch self {
        case .data: "var/data"
        case .host, .adminHost: "127.0.0.1"
        case .port: "8080"
        case .vendorAssets: "var/assets/vendor"
        case .passwordList: CommonPasswords.standardFile
        case .passwordProfile: PasswordProfile.level3.rawValue
        case .slowStatements: "200"
        case .uploadReserve: "1024"
        case .database, .origin, .tlsCertificate, .tlsKey, .behindProxy, .adminPort, .virusScanner,
            .identityProviders, .signatureRoot, .signatureList, .securityContact, .auditExport, .auditExportAuthority,
            .alarm, .watchFolder, .backups,
            .backupKey:
            nil
        }
    }

    /// A value as an operator would write it.
    public var example: String {
        switch self {
        case .data: "/var/lib/lienthong"
        case .database: "postgres://lienthong:PASSWORD@db.example/lienthong?sslmode=verify-full"
        case .host, .adminHost: "127.0.0.1"
        case .port: "8080"
        case .origin: "https://lienthong.example.vn"
        case .tlsCertificate: "/etc/lienthong/chain.pem"
        case .tlsKey: "/etc/lienthong/key.pem"
        case .behindProxy: "127.0.0.1"
        case .adminPort: "8081"
        case .virusScanner: "unix:/run/clamav/clamd.ctl"
        case .passwordList: CommonPasswords.standardFile
        case .passwordProfile: PasswordProfile.level3.rawValue
        case .identityProviders: "/etc/lienthong/identity-providers.json"
        case .signatureRoot: "/etc/lienthong/roots.pem"
        case .signatureList: "/var/lib/lienthong/root.crl"
        case .vendorAssets: "/usr/share/lienthong/vendor"
        case .securityContact: "mailto:security@example.vn"
        case .slowStatements: "200"
        case .auditExport: "tls://siem.example.vn:6514"
        case .auditExportAuthority: "/etc/lienthong/siem-ca.pem"
        case .alarm: "backup-hours=26, certificate-days=21"
        case .watchFolder: "/var/lib/postgresql, /backup"
        case .uploadReserve: "1024"
        case .backups: "/backup/lienthong"
        case .backupKey: "/etc/lienthong/backup.key"
        }
    }

    /// What it is for, in a sentence or two.
    public var help: String {
        switch self {
        case .data: "The folder of the installation: embedded database, files, keys."
        case .database: "A PostgreSQL URL (postgres://…) in place of the embedded database."
        case .host: "The address to listen on. Off localhost it takes a certificate, or a proxy that has one."
        case .port: "The port to listen on; 0 lets the system choose."
        case .origin:
            "The address people type: passkeys are bound to its host, and a second factor is asked of everybody."
        case .tlsCertificate: "The certificate chain, PEM: speak TLS."
        case .tlsKey: "The certificate's private key, PEM."
        case .behindProxy:
            "The address or network (10.0.0.0/8) of a proxy that speaks TLS. Only what it forwards from there is "
                + "answered, and only its X-Forwarded-For is believed. May be given several times."
        case .adminHost: "The address of the port of operations. It asks nobody who they are: keep it inside."
        case .adminPort:
            "The port of operations (/health, /ready, /metrics); 0 lets the system choose. Without it there is none."
        case .virusScanner: "Where ClamAV's daemon listens: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310."
        case .passwordList:
            "The passwords that nobody may choose, one a line; Debian's package john-data brings the default."
        case .passwordProfile: "The rules for passwords: VN-3 (level 3 of Vietnamese law) or ASVS (OWASP, NIST)."
        case .identityProviders:
            "A file of JSON with the OpenID Connect providers through which people may sign in, and the secrets shared with "
                + "them: nobody else may read it."
        case .signatureRoot:
            "The roots by which signatures of documents are judged, PEM: those of official-duty and of public signatures. "
                + "May be given several times; without any, nobody is known to have signed."
        case .signatureList:
            "A revocation list (CRL, DER) that verdicts on signatures take into account; read for each verdict, so put the "
                + "newest in its place. May be given several times."
        case .vendorAssets: "The folder of the browser libraries and fonts that were set up."
        case .securityContact:
            "Whom to tell of a weakness: mailto:…, tel:… or https://…; shown at /.well-known/security.txt (RFC 9116). May "
                + "be given several times, the preferred one first."
        case .slowStatements:
            "From how many milliseconds on a statement of the database is logged as slow, without its values; 0 looks at none."
        case .auditExport:
            "Where every event of the journal is sent as CEF: tls://HOST:6514, tcp://HOST:601 or udp://HOST:514 (syslog, "
                + "RFC 5424), or file:/PATH. Without it the journal goes nowhere else."
        case .alarm:
            "From where on something is an alarm, as NAME=NUMBER: "
                + AlarmThresholds.Name.allCases.map { "\($0.rawValue)=\($0.fallback)" }.joined(separator: ", ")
                + ". May be given several times."
        case .watchFolder:
            "A folder whose disk is watched beside that of the installation: PostgreSQL's on this machine, the backups'. May "
                + "be given several times."
        case .uploadReserve:
            "Megabytes of the disk that are kept free: below them no upload is taken, and everything else goes on."
        case .backups: "The folder of the backups; 'backup' and 'restore' go by it."
        case .backupKey: "The file with the key that seals them; keep it apart from them."
        case .auditExportAuthority:
            "The certificates of the authority that signed the receiver's, PEM; without it those of the system are trusted."
        }
    }
}
