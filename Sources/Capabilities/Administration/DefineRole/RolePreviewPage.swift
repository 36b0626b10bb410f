import Database
import Directory
import Essentials
import Web

/// A change of a role with the names that its page shows.
struct RolePreview: Sendable {
    let change: RoleChange
    let effects: [RoleEffect]
    let holders: [ID<Post>: PostHolder]

    /// A role of a whole province can have thousands of holders; nobody reads further.
    static let mostShown = 200

    init(_ change: RoleChange, on today: CivilDate, in db: Connection) throws {
        self.change = change
        effects = try change.effects(on: today, in: db)
        let shown = effects.prefix(Self.mostShown).map(\.post)
        holders = try shown.isEmpty ? [:] : PostHolder.all(shown, on: today, in: db)
    }

    /// Changes when the role does, or whom it concerns.
    var fingerprint: String {
        func text(_ codes: Set<String>) -> String { codes.sorted().joined(separator: ",") }
        let roles = [change.before, change.after].compactMap { $0 }.map {
            "\($0.name.vietnamese)|\($0.name.english)|\(text($0.permissions))"
        }
        return Fingerprint.of(roles + effects.map { "\($0.post)+\(text($0.gained))-\(text($0.lost))" })
    }
}

/// Who gains and who loses what, before a role is changed.
struct RolePreviewPage: Page {
    let title = Wording("Xem trước thay đổi nhóm quyền", en: "Preview of the change")
    let back: Link
    let notice: Notice?
    let about: FactList
    let count: Wording
    let rows: [EffectRow]
    let cut: Wording?
    let hidden: [HiddenField]
    let path: String

    /// What changes for a post.
    struct EffectRow: Viewable {
        let name: String
        let personPath: String?
        let post: String
        let gained: Wording
        let lost: Wording
    }

    /// - Parameter refusal: why it was not carried out just now.
    init(_ preview: RolePreview, _ form: RoleForm, _ names: PermissionNames, refusal: Wording? = nil) {
        let change = preview.change
        func list(_ codes: Set<String>) -> Wording {
            codes.isEmpty ? .verbatim("—") : DirectoryWords.list(names.sorted(codes).map { names[$0] })
        }
        path = AdministrationPaths.permissions(of: change.after.id)
        back = Link(change.before?.name ?? change.after.name, path: path)
        notice = refusal.map { Notice(.warn, $0) }
        about = FactList([
            Fact(Wording("Tên nhóm quyền", en: "Name"), change.after.name),
            Fact(Wording("Thêm quyền", en: "Rights added"), list(change.added)),
            Fact(Wording("Bỏ quyền", en: "Rights removed"), list(change.removed)),
        ])
        count = DirectoryWords.count(preview.effects.count, "chức vụ", "post")
        rows = preview.effects.prefix(RolePreview.mostShown).map { effect in
            let holder = preview.holders[effect.post]
            return EffectRow(
                name: holder?.personName ?? "—", personPath: holder.map { AdministrationPaths.person($0.post.person) },
                post: holder?.office ?? "—", gained: list(effect.gained), lost: list(effect.lost))
        }
        let more = preview.effects.count - rows.count
        cut = more > 0 ? Wording("Và \(more) chức vụ nữa.", en: "And \(more) more.") : nil
        hidden = form.hidden(seen: preview.fingerprint)
    }
}
