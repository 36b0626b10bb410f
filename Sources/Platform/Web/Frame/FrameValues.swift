import Essentials
import Synchronization

/// What every template finds under `frame`.
struct FrameValues: Viewable {
    let title: Wording
    let provinceName: Wording
    let language: Language
    let nonce: String
    let path: String
    let assetsVersion: String
    let searchQuery: String?
    let person: FramePerson?
    let navigation: [FrameNavigation]
    let creations: [FrameCreation]
    let posts: [FramePost]
    let publicLinks: [Link]
    let notificationCount: Shown
    let notice: FrameNotice?
    /// Made when the first form asks for it, so that a page without forms sets no cookie.
    let formToken: LazyFormToken

    func shown(_ name: String) -> Shown {
        switch name {
        case "assetsVersion": Shown(assetsVersion)
        case "nonce": Shown(nonce)
        case "csrfToken": Shown(formToken.value)
        case "title": title.shown
        case "provinceName": provinceName.shown
        case "language": Shown(language.rawValue)
        case "isVietnamese": Shown(language == .vietnamese)
        case "path": Shown(path)
        case "signedIn": Shown(person != nil)
        case "personName": Shown(person?.name)
        case "postTitle": Shown(person?.postTitle)
        case "unitName": Shown(person?.unitName)
        case "posts": Shown(posts)
        case "navigation": Shown(navigation)
        case "creations": Shown(creations)
        case "publicLinks": Shown(publicLinks)
        case "notificationCount": notificationCount
        case "searchQuery": Shown(searchQuery)
        case "notice": Shown(notice)
        default: .unknown
        }
    }
}

struct FramePerson: Sendable {
    let name: String
    let postTitle: String
    let unitName: String
}

struct FrameNavigation: Viewable {
    let label: Wording
    let path: String
    let icon: String
    let count: Shown
    let isCurrent: Bool

    func shown(_ name: String) -> Shown {
        switch name {
        case "label": label.shown
        case "path": Shown(path)
        case "icon": Shown(icon)
        case "count": count
        case "isCurrent": Shown(isCurrent)
        default: .unknown
        }
    }
}

struct FrameCreation: Viewable {
    let label: Wording
    let path: String
    let key: String

    func shown(_ name: String) -> Shown {
        switch name {
        case "label": label.shown
        case "path": Shown(path)
        case "key": Shown(key)
        default: .unknown
        }
    }
}

struct FramePost: Viewable {
    let id: String
    let label: String
    let isCurrent: Bool

    func shown(_ name: String) -> Shown {
        switch name {
        case "id": Shown(id)
        case "label": Shown(label)
        case "isCurrent": Shown(isCurrent)
        default: .unknown
        }
    }
}

struct FrameNotice: Viewable, Codable {
    let kind: Flash.Kind
    let text: String
    let undoPath: String?

    func shown(_ name: String) -> Shown {
        switch name {
        case "kind": Shown(kind.rawValue)
        case "text": Shown(text)
        case "undoPath": Shown(undoPath)
        default: .unknown
        }
    }
}

/// A form's token, and the visitor's cookie that goes with it when there is none yet.
final class LazyFormToken: Sendable {
    private let tokens: FormTokens
    private let anchor: String?
    private let made = Mutex<(token: String, visitor: String?)?>(nil)

    /// - Parameter anchor: what the token is bound to; nil for somebody who has neither session nor cookie.
    init(_ tokens: FormTokens, anchor: String?) {
        self.tokens = tokens
        self.anchor = anchor
    }

    var value: String {
        made.withLock { made in
            if let made { return made.token }
            let visitor = anchor == nil ? tokens.newVisitor() : nil
            let token = tokens.token(for: anchor ?? "visitor:\(visitor ?? "")")
            made = (token, visitor)
            return token
        }
    }

    /// The cookie to set, when a form asked for a token and there was nothing to bind it to.
    var newVisitor: String? { made.withLock { $0?.visitor } }
}
