import Essentials
import PDFStructure

/// Compares what a file means in one revision with what it means in the next, object by object, and says which changes
/// a later signature, time-stamp or security store explains. Everything else is not allowed.
///
/// It walks everything that the older state reaches. New objects do harm only through something old that changed, and
/// each such change is looked at in its place.
struct RevisionComparison {
    /// A signature that closes the newer revision, and whose cryptography holds.
    struct Closing {
        let value: PDFReference
        let isTimestamp: Bool

        init(_ signature: IntactSignature) {
            value = signature.value.reference
            isTimestamp = signature.token != nil
        }
    }

    private let document: PDFDocument
    private let older: Int
    private let newer: Int
    private let closing: [Closing]
    private let fillable: Set<String>
    private let allowsSigning: Bool
    private var changes: [DocumentChange] = []
    private var pending: [(reference: PDFReference, path: String)] = []
    private var seen: Set<PDFReference> = []
    /// New widgets that a page may show.
    private var newWidgets: Set<PDFReference> = []
    /// Fields that the closing signature fills, with the keys that may differ.
    private var filled: [PDFReference: Set<String>] = [:]
    /// Arrays of annotations that are objects of their own.
    private var annotationLists: Set<PDFReference> = []
    private static let mostObjects = 1_000_000

    init(document: PDFDocument, newer: Int, closing: [Closing], fillable: Set<String>, allowsSigning: Bool) {
        self.document = document
        older = newer - 1
        self.newer = newer
        self.closing = closing
        self.fillable = fillable
        self.allowsSigning = allowsSigning
    }

    mutating func run() throws(PDFProblem) -> [DocumentChange] {
        if document.revisions[newer].isHybrid {
            refuse("thêm bảng tham chiếu dạng lai", en: "a hybrid reference table was added")
        }
        let before = document.revisions[older].trailer
        let after = document.revisions[newer].trailer
        guard before["Root"]?.reference != nil, before["Root"] == after["Root"] else {
            refuse("tệp trỏ tới một nội dung gốc khác", en: "the file points to another catalog")
            return changes
        }
        try compareInformation(before["Info"], after["Info"])
        let old = try document.catalog(in: older)
        let new = try document.catalog(in: newer)
        if let root = before["Root"]?.reference { seen.insert(root) }
        try compareForm(old["AcroForm"], new["AcroForm"])
        for key in Set(old.keys).union(new.keys).sorted() where key != "AcroForm" {
            try compareCatalogEntry(key, old[key], new[key])
        }
        try walk()
        return changes
    }

    private mutating func refuse(_ vietnamese: String, en english: String) {
        guard changes.count < 100 else { return }
        changes.append(
            DocumentChange(revision: newer + 1, isAllowed: false, wording: Wording(vietnamese, en: english)))
    }

    private mutating func note(_ vietnamese: String, en english: String) {
        changes.append(
            DocumentChange(revision: newer + 1, isAllowed: true, wording: Wording(vietnamese, en: english)))
    }

    private mutating func refuse(change path: String) {
        refuse("“\(path)” đã thay đổi", en: "“\(path)” was changed")
    }

    private func value(_ object: PDFObject?, in revision: Int) throws(PDFProblem) -> PDFObject {
        try document.resolve(object, in: revision)
    }
}

// What may differ: the catalog's own entries, the form, the document's properties.
extension RevisionComparison {
    private mutating func compareCatalogEntry(
        _ key: String, _ old: PDFObject?, _ new: PDFObject?
    ) throws(PDFProblem) {
        switch key {
        case "DSS":
            if try isDifferent(old, new) {
                note(
                    "bổ sung chứng thư số và thông tin thu hồi",
                    en: "certificates and revocation information were added")
            }
        case "Metadata":
            if try isDifferent(old, new) { note("cập nhật siêu dữ liệu", en: "the metadata were updated") }
        case "Extensions" where old != new:
            note("khai báo phần mở rộng của PDF", en: "an extension of PDF was declared")
        default:
            compare(old ?? .null, new ?? .null, path: key)
        }
    }

    private func isDifferent(_ old: PDFObject?, _ new: PDFObject?) throws(PDFProblem) -> Bool {
        guard old == new else { return true }
        return try value(old, in: older) != value(new, in: newer)
    }

    /// Only the date of the last change may differ.
    private mutating func compareInformation(_ old: PDFObject?, _ new: PDFObject?) throws(PDFProblem) {
        guard let old else {
            if new != nil { note("thêm thông tin tệp", en: "properties of the file were added") }
            return
        }
        var before = try value(old, in: older).dictionary ?? [:]
        var after = try value(new, in: newer).dictionary ?? [:]
        let isDateOnly = before["ModDate"] != after["ModDate"]
        before["ModDate"] = nil
        after["ModDate"] = nil
        if before != after { refuse(change: "Info") }
        if isDateOnly { note("cập nhật ngày sửa", en: "the date of change was updated") }
    }

    private mutating func compareForm(_ old: PDFObject?, _ new: PDFObject?) throws(PDFProblem) {
        var before = try value(old, in: older).dictionary ?? [:]
        var after = try value(new, in: newer).dictionary ?? [:]
        if let shared = old?.reference, new?.reference == shared { seen.insert(shared) }
        try compareFields(before["Fields"], after["Fields"])
        for key in ["Fields", "SigFlags"] {
            before[key] = nil
            after[key] = nil
        }
        if old == nil {
            // A form that comes with the first field may bring the fonts for it.
            after["DR"] = nil
            after["DA"] = nil
        }
        compare(.dictionary(before), .dictionary(after), path: "AcroForm")
    }

    private mutating func compareFields(_ old: PDFObject?, _ new: PDFObject?) throws(PDFProblem) {
        let before = try value(old, in: older).array ?? []
        let after = try value(new, in: newer).array ?? []
        if let shared = old?.reference, new?.reference == shared { seen.insert(shared) }
        guard after.starts(with: before) else {
            refuse("các ô biểu mẫu bị xoá hoặc xáo trộn", en: "form fields were removed or reordered")
            return
        }
        for added in after.dropFirst(before.count) { try acceptNewField(added) }
        for field in try document.formFields(in: older) { try acceptFilledField(field) }
        for (index, item) in before.enumerated() { compare(item, item, path: "AcroForm/Fields/\(index)") }
    }

    /// Keys that a new signature field needs; actions are not among them.
    private static let fieldKeys: Set<String> = [
        "Type", "Subtype", "FT", "F", "Ff", "T", "TU", "V", "P", "Rect", "AP", "MK", "Lock", "DA", "Border", "BS",
    ]

    private mutating func acceptNewField(_ item: PDFObject) throws(PDFProblem) {
        guard let reference = item.reference, let field = try document.object(reference, in: newer).dictionary,
            field["FT"] == .name("Sig"), Set(field.keys).isSubset(of: Self.fieldKeys),
            let signature = closing.first(where: { $0.value == field["V"]?.reference })
        else {
            refuse("thêm ô biểu mẫu không kèm chữ ký hợp lệ", en: "a form field was added without a valid signature")
            return
        }
        guard try document.object(reference, in: older) == .null else {
            refuse("một đối tượng cũ bị biến thành ô chữ ký", en: "an old object was made a signature field")
            return
        }
        let name = try value(field["T"], in: newer).string.map(PDFDocument.text) ?? ""
        accept(signature, name: name)
        newWidgets.insert(reference)
    }

    private mutating func accept(_ signature: Closing, name: String) {
        if signature.isTimestamp {
            note("thêm dấu thời gian “\(name)”", en: "the time-stamp “\(name)” was added")
        } else if allowsSigning {
            note("thêm chữ ký “\(name)”", en: "the signature “\(name)” was added")
        } else {
            refuse(
                "thêm chữ ký “\(name)” dù tác giả không cho phép thay đổi",
                en: "the signature “\(name)” was added although the author permits no change")
        }
    }

    private mutating func acceptFilledField(
        _ field: (name: String, reference: PDFReference, type: String)
    ) throws(PDFProblem) {
        guard let before = try document.object(field.reference, in: older).dictionary,
            let after = try document.object(field.reference, in: newer).dictionary, before != after
        else { return }
        if field.type == "Sig", before["V"] ?? .null == .null,
            let signature = closing.first(where: { $0.value == after["V"]?.reference })
        {
            accept(signature, name: field.name)
            filled[field.reference] = ["V", "AP", "MK", "F"]
        } else if field.type == "Tx", fillable.contains(field.name), allowsSigning,
            closing.contains(where: { !$0.isTimestamp }), before["V"] ?? .null == .null
        {
            note("điền ô “\(field.name)”", en: "the field “\(field.name)” was filled")
            filled[field.reference] = ["V", "AP"]
        }
    }
}

// What must be the same: everything else that the older state reaches.
extension RevisionComparison {
    private mutating func walk() throws(PDFProblem) {
        while let (reference, path) = pending.popLast() {
            guard seen.count < Self.mostObjects else { throw .tooLarge("\(Self.mostObjects) objects") }
            guard seen.insert(reference).inserted else { continue }
            let old = try document.object(reference, in: older)
            let isUntouched =
                try document.location(of: reference, in: older)
                == document.location(of: reference, in: newer)
            let new = isUntouched ? old : try document.object(reference, in: newer)
            if annotationLists.contains(reference) {
                compareAnnotations(old, new, path: path)
            } else if let keys = filled[reference] {
                compare(Self.without(keys, old), Self.without(keys, new), path: path)
            } else if old.dictionary?["Type"] == .name("Page") {
                comparePages(old.dictionary ?? [:], new, path: path)
            } else {
                compare(old, new, path: path)
            }
        }
    }

    private static func without(_ keys: Set<String>, _ object: PDFObject) -> PDFObject {
        .dictionary((object.dictionary ?? [:]).filter { !keys.contains($0.key) })
    }

    private mutating func comparePages(_ old: [String: PDFObject], _ new: PDFObject, path: String) {
        guard case .dictionary(let new) = new else { return refuse(change: path) }
        switch (old["Annots"], new["Annots"]) {
        case (.reference(let before)?, .reference(let after)?) where before == after:
            annotationLists.insert(before)
            pending.append((before, path + "/Annots"))
        case (.reference?, _), (_, .reference?): refuse(change: path + "/Annots")
        case (let before, let after): compareAnnotations(before ?? .null, after ?? .null, path: path + "/Annots")
        }
        compare(Self.without(["Annots"], .dictionary(old)), Self.without(["Annots"], .dictionary(new)), path: path)
    }

    /// Old annotations stay as they are; only widgets of the closing signature may follow.
    private mutating func compareAnnotations(_ old: PDFObject, _ new: PDFObject, path: String) {
        let before = old.array ?? []
        let after = new.array ?? []
        guard after.starts(with: before),
            after.dropFirst(before.count).allSatisfy({ $0.reference.map(newWidgets.contains) ?? false })
        else { return refuse(change: path) }
        for (index, item) in before.enumerated() { compare(item, item, path: "\(path)/\(index)") }
    }

    /// Compares two values and puts on the list whatever they refer to.
    private mutating func compare(_ old: PDFObject, _ new: PDFObject, path: String) {
        switch (old, new) {
        case (.reference(let before), .reference(let after)) where before == after:
            if !seen.contains(before) { pending.append((before, path)) }
        case (.array(let before), .array(let after)) where before.count == after.count:
            for index in before.indices { compare(before[index], after[index], path: "\(path)/\(index)") }
        case (.dictionary(let before), .dictionary(let after)):
            compareEntries(before, after, path: path)
        case (.stream(let before), .stream(let after)):
            // Bytes that differ are said once, and not again as another length.
            let differs = before.data != after.data
            if differs { refuse(change: path) }
            let ignored: Set<String> = differs ? ["Length"] : []
            compareEntries(
                before.dictionary.filter { !ignored.contains($0.key) },
                after.dictionary.filter { !ignored.contains($0.key) }, path: path)
        default:
            if old != new { refuse(change: path) }
        }
    }

    private mutating func compareEntries(
        _ before: [String: PDFObject], _ after: [String: PDFObject], path: String
    ) {
        for (key, value) in before { compare(value, after[key] ?? .null, path: "\(path)/\(key)") }
        for key in after.keys where before[key] == nil { refuse(change: "\(path)/\(key)") }
    }
}
