import Essentials
public import Files
public import Foundation
public import Logging
public import Web

/// The front door of certificates and signatures (chứng thư số, chữ ký số): the page where anybody has the signatures of a
/// file judged.
public struct Certificates: Sendable {
    static let verifyPath = "/verify"

    let files: FileStore
    let desk: VerificationDesk

    /// - Parameters:
    ///   - files: where what is sent lies while it is judged.
    ///   - trust: what verdicts rest on.
    ///   - judge: `lienthong`, held to limits; nil is the program that runs.
    ///   - mostWaiting: how many files may wait, the one that is judged among them.
    public init(
        files: FileStore, trust: SignatureTrust, judge: BoundedProgram? = nil, mostWaiting: Int = 8, logger: Logger
    ) {
        self.files = files
        desk = VerificationDesk(
            trust, files: files, judge: judge ?? Self.judge(at: Self.ownProgram), most: mostWaiting, logger: logger)
    }

    private static var ownProgram: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    }

    static func judge(at path: String) -> BoundedProgram {
        BoundedProgram(path: path, seconds: 10, memory: 2 << 30, output: 4 << 20)
    }

    /// The folder of its templates.
    public static let templates = Bundle.module.url(forResource: "Templates", withExtension: nil)

    /// Every page it has.
    public static let pages: [any Page.Type] = [VerifySignaturesPage.self]

    /// Its routes; nobody has to sign in for any.
    public var routes: Routes {
        var routes = Routes()
        addVerification(to: &routes)
        return routes
    }

    /// Its place in the left column: on arrival a clerk checks whether a document is genuine (NĐ 30/2020/NĐ-CP Đ. 21 k. 2).
    public var navigation: [NavigationItem] {
        [NavigationItem(label: Self.verifyLabel, path: Self.verifyPath, icon: "shield-ok", needs: nil)]
    }

    /// What stands under the pages of those who have not signed in.
    public var publicLinks: [Link] { [Link(Self.verifyLabel, path: Self.verifyPath)] }

    static let verifyLabel = Wording("Kiểm tra chữ ký số", en: "Check digital signatures")
}
