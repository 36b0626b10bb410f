// swift-tools-version:6.2
// This manifest is the map of the house: every target, its group on disk, and all that it may import.

import PackageDescription

/// What every target of ours is compiled with. A warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
}

extension Target {
    /// A module of the platform, with its tests in a target of the same name + `Tests`.
    static func module(
        _ name: String, in group: String = "Platform/", uses: [Dependency] = [], testsUse: [Dependency] = [],
        resources: [Resource] = [], testResources: [Resource] = [], besideTests notSwift: [String] = []
    ) -> [Target] {
        [
            .target(
                name: name, dependencies: uses, path: "Sources/\(group)\(name)",
                resources: resources, swiftSettings: strict),
            .testTarget(
                name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + uses + testsUse,
                path: "Tests/\(name)Tests", exclude: notSwift, resources: testResources, swiftSettings: strict),
        ]
    }

    /// A capability: it may use the platform and what it names here, and never another capability.
    static func capability(
        _ name: String, uses: [Dependency] = [], testsUse: [Dependency] = [], resources: [Resource] = []
    ) -> [Target] {
        module(
            name, in: "Capabilities/",
            uses: [
                "Essentials", "Database", "Deadlines", "Journal", "Directory", "Files", "Notifications", "Web",
            ] + uses,
            testsUse: testsUse, resources: [.copy("Templates")] + resources)
    }
}

let targets: [[Target]] = [
    [
        .systemLibrary(
            name: "CArgon2", path: "Sources/System/CArgon2", pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(
            name: "CQRencode", path: "Sources/System/CQRencode", pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CPostgreSQL", path: "Sources/System/CPostgreSQL", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CPKCS11", path: "Sources/System/CPKCS11"),
        .systemLibrary(
            name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    ],
    Target.module("Essentials", in: ""),
    Target.module("Deadlines", uses: ["Essentials"], resources: [.copy("Calendars")]),
    Target.module("Spreadsheets", uses: ["Essentials"]),
    Target.module("Database", uses: ["Essentials", "CPostgreSQL", .grdb, .logging, .crypto]),
    Target.module("Journal", uses: ["Essentials", "Database", .crypto, .logging]),
    Target.module(
        "AuditExport", uses: ["Essentials", "Journal", .crypto, .nioCore, .nioPosix, .nioSSL],
        testsUse: ["Database", .logging]),
    Target.module(
        "Files", uses: ["Essentials", "Database", "Journal", "CZlib", .crypto, .subprocess, .systemPackage, .logging]),
    Target.module(
        "Printing", uses: ["Essentials", .subprocess, .systemPackage, .logging], resources: [.copy("Worker")]),
    Target.module("PDFStructure", uses: ["Essentials", "CZlib"]),
    Target.module(
        "Signing", uses: ["Essentials", "PDFStructure", "CPKCS11", .crypto, .cryptoExtras], besideTests: ["Peers"]),
    Target.module(
        "Directory", uses: ["Essentials", "Spreadsheets", "Database", "Journal", .crypto],
        testsUse: ["DirectorySupport"]),
    Target.module(
        "OpenID", uses: ["Essentials", .asyncHTTPClient, .crypto, .cryptoExtras, .nioCore, .nioHTTP1],
        testsUse: [.hummingbird, .hummingbirdTesting]),
    Target.module(
        "SignIn",
        uses: ["Essentials", "Database", "Journal", "Directory", "OpenID", "CArgon2", .crypto, .cryptoExtras, .asn1],
        testsUse: ["DirectorySupport"]),
    Target.module("Notifications", uses: ["Essentials", "Database", "Journal", "Directory"]),
    Target.module(
        "Web",
        uses: [
            "Essentials", "Spreadsheets", "Database", "Deadlines", "Journal", "Directory", "Files", "CQRencode",
            .hummingbird, .httpTypes,
            .nioCore, .mustache, .logging, .crypto,
        ],
        resources: [.copy("Templates"), .copy("Assets")]),
    Target.capability(
        "Administration", uses: ["Spreadsheets", "SignIn", "OpenID", .crypto, .hummingbird, .httpTypes, .nioCore]),
    Target.capability(
        "Certificates", uses: ["Signing", .httpTypes, .logging], testsUse: [.hummingbird, .nioCore]),
    Target.capability("Documents", uses: ["Spreadsheets", .crypto, .httpTypes, .nioCore], resources: [.copy("Lists")]),
    Target.capability("Monitoring", uses: [.logging]),
    Target.module(
        "EvaluationEngine", in: "Capabilities/", uses: ["Essentials", .crypto], resources: [.copy("ShippedSets")]),
    Target.capability("Evaluation", uses: ["EvaluationEngine", .crypto, .httpTypes]),
    Target.module("CompositeIndicators", in: "Capabilities/", uses: ["Essentials", "EvaluationEngine"]),
    Target.module(
        "App", in: "",
        uses: [
            "Essentials", "Database", "Deadlines", "Journal", "Directory", "SignIn", "Files", "Notifications", "Web",
            "Administration", "Certificates", "Documents", "Evaluation", "Monitoring", .hummingbird, .httpTypes,
            .nioCore, .logging,
            .lifecycle, .crypto,
        ],
        testsUse: ["EvaluationEngine"],
        testResources: [.copy("PermissionMatrix/permissions.txt")]),
    Target.module(
        "Settings", in: "",
        uses: [
            "AuditExport", "Certificates", "Essentials", "Files", "Monitoring", "OpenID", "SignIn", "Signing", "Web",
            .nioSSL,
        ]),
    Target.module(
        "Operations", in: "",
        uses: [
            "Essentials", "Database", "Journal", "Files", "Printing", "Monitoring", "App", .crypto, .systemPackage,
            .logging,
        ],
        testsUse: ["Directory", "Documents", "Notifications", "SignIn", "Web"], testResources: [.copy("Releases")]),
    Target.module(
        "SampleProvince", in: "",
        uses: [
            "Essentials", "Database", "Deadlines", "Journal", "Directory", "SignIn", "Files", "Notifications",
            "Printing",
            "Web",
            "Administration", "Documents", "Evaluation", "EvaluationEngine", "App", .logging,
        ],
        resources: [.copy("Resources")]),
    [
        .executableTarget(
            name: "lienthong",
            dependencies: [
                "Essentials", "AuditExport", "Database", "Deadlines", "Journal", "Directory", "SignIn", "Files",
                "PDFStructure",
                "Signing", "Spreadsheets", "Administration", "Documents", "App", "CompositeIndicators",
                "EvaluationEngine", "Operations", "SampleProvince", "Settings", "Web", .argumentParser, .hummingbird,
                .httpTypes, .nioCore,
                .hummingbirdTLS, .logging, .lifecycle, .unixSignals,
            ],
            path: "Sources/Server", swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: ["Essentials", "Database", "CPostgreSQL", "CZlib", "PDFStructure", .logging],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "DirectorySupport",
            dependencies: ["Essentials", "Database", "Journal", "Directory", "TestSupport"],
            path: "Tests/DirectorySupport", swiftSettings: strict),
    ],
]

/// What `LIENTHONG_FUZZING=1` builds instead: the readers of documents and signatures, watched by libFuzzer
/// (Scripts/fuzz). Everything else stays out, so that no flag of it reaches what is shipped.
let watched: [SwiftSetting] = strict + [.unsafeFlags(["-sanitize=fuzzer"])]
let fuzzing: [Target] = [
    .systemLibrary(name: "CPKCS11", path: "Sources/System/CPKCS11"),
    .systemLibrary(name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib"),
    .target(name: "Essentials", path: "Sources/Essentials", swiftSettings: strict),
    .target(
        name: "PDFStructure", dependencies: ["Essentials", "CZlib"], path: "Sources/Platform/PDFStructure",
        swiftSettings: watched),
    .target(
        name: "Signing", dependencies: ["Essentials", "PDFStructure", "CPKCS11", .crypto, .cryptoExtras],
        path: "Sources/Platform/Signing", swiftSettings: watched),
    .executableTarget(
        name: "fuzz-readers", dependencies: ["Essentials", "PDFStructure", "Signing", .crypto], path: "Tests",
        sources: ["Fuzzing", "TestSupport/SamplePDF.swift"], swiftSettings: watched,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
]
let isFuzzing = Context.environment["LIENTHONG_FUZZING"] != nil

let package = Package(
    name: "lienthong",
    platforms: [.macOS(.v15)],
    products: isFuzzing ? [] : [.executable(name: "lienthong", targets: ["lienthong"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: isFuzzing ? fuzzing : targets.flatMap { $0 }
)
