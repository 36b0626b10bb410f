import Essentials
import Web

/// The pages of one's own account, side by side.
enum AccountTab: CaseIterable {
    case overview, password, factors, sessions, tokens

    private var label: Wording {
        switch self {
        case .overview: Wording("Thông tin của tôi", en: "About me")
        case .password: Wording("Mật khẩu", en: "Password")
        case .factors: Wording("Xác thực bước hai", en: "Second factors")
        case .sessions: Wording("Phiên đăng nhập", en: "Sessions")
        case .tokens: Wording("Mã truy cập API", en: "API tokens")
        }
    }

    private var path: String {
        switch self {
        case .overview: AdministrationPaths.account
        case .password: AdministrationPaths.password
        case .factors: AdministrationPaths.factors
        case .sessions: AdministrationPaths.sessions
        case .tokens: AdministrationPaths.tokens
        }
    }

    /// The row of them, with this one current.
    var tabs: Tabs {
        Tabs(
            Wording("Tài khoản", en: "Account"),
            Self.allCases.map { .init($0.label, path: $0.path, isCurrent: $0 == self) })
    }
}
