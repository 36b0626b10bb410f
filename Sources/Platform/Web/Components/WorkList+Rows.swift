public import Essentials

extension WorkList {
    /// The head of a column.
    public struct Column: Viewable {
        /// How the list is ordered by a column.
        public enum Order: Sendable {
            case ascending, descending
        }

        let label: Wording
        /// The classes of its cells, put together once for all of them.
        let style: String
        let sortPath: String?
        let order: Order?

        /// - Parameters:
        ///   - label: what stands in it.
        ///   - isNumeric: figures, set to the right.
        ///   - isMinor: left out on small screens.
        ///   - sortPath: the list ordered by it.
        ///   - order: how the list is ordered by it now.
        public init(
            _ label: Wording, isNumeric: Bool = false, isMinor: Bool = false, sortPath: String? = nil,
            order: Order? = nil
        ) {
            self.label = label
            style = [isNumeric ? "list__num" : "", isMinor ? "list__minor" : ""].filter { !$0.isEmpty }
                .joined(separator: " ")
            self.sortPath = sortPath
            self.order = order
        }

        /// What the template sees.
        public func shown(_ name: String) -> Shown {
            switch name {
            case "label": Shown(label)
            case "sortPath": Shown(sortPath)
            case "isAscending": Shown(order == .ascending)
            case "isDescending": Shown(order == .descending)
            case "style": Shown(style)
            default: .unknown
            }
        }
    }

    /// One record.
    public struct Row: Viewable {
        let id: String
        let selectLabel: Wording?
        let isUnread: Bool
        let isLate: Bool
        let cells: [Cell]

        /// - Parameters:
        ///   - id: of the record, as it is sent when it is chosen.
        ///   - selectLabel: what choosing it is called; nil when it cannot be chosen.
        ///   - isUnread: nobody looked at it yet.
        ///   - isLate: its deadline has passed.
        ///   - cells: one for each column.
        public init(
            id: String, selectLabel: Wording? = nil, isUnread: Bool = false, isLate: Bool = false, cells: [Cell]
        ) {
            self.id = id
            self.selectLabel = selectLabel
            self.isUnread = isUnread
            self.isLate = isLate
            self.cells = cells
        }

        /// What the template sees.
        public func shown(_ name: String) -> Shown {
            switch name {
            case "cells": Shown(cells)
            case "isUnread": Shown(isUnread)
            case "isLate": Shown(isLate)
            case "selectLabel": Shown(selectLabel)
            case "id": Shown(id)
            default: .unknown
            }
        }
    }

    /// What stands in one column of one row.
    public struct Cell: Viewable {
        /// What kind of thing stands there.
        public enum Content: Sendable {
            /// Words, a date, a number; nil for nothing. The note is a second line.
            case text((any Spoken)?, note: Wording? = nil)
            /// The record's own link. The note is a second line.
            case link(path: String, text: String, note: Wording? = nil)
            /// How its deadline stands; nil for none.
            case due(DueBadge?)
            /// How far it has come.
            case state(StateTag)
        }

        /// A page holds hundreds of cells, and each passes through several hands before it is written: one reference is
        /// passed on, not a dozen strings.
        private final class Kept: Sendable {
            let column: Column
            let content: Content

            init(_ column: Column, _ content: Content) {
                self.column = column
                self.content = content
            }
        }

        private let kept: Kept
        private var column: Column { kept.column }
        private var content: Content { kept.content }

        /// - Parameters:
        ///   - column: the column it stands in; on small screens its label stands before it.
        ///   - content: what stands there.
        public init(_ column: Column, _ content: Content) {
            kept = Kept(column, content)
        }

        /// What the template sees.
        public func shown(_ name: String) -> Shown {
            switch name {
            case "link": link
            case "text": text
            case "due": if case .due(let due) = content { Shown(due) } else { .absent }
            case "state": if case .state(let state) = content { .view(state) } else { .absent }
            case "note": if case .text(_, let note) = content { Shown(note) } else { .absent }
            case "column": Shown(column.label)
            case "style": Shown(column.style)
            default: .unknown
            }
        }

        private var link: Shown {
            guard case .link(let path, let text, let note) = content else { return .absent }
            return .view(CellLink(path: path, text: text, note: note))
        }

        private var text: Shown {
            guard case .text(let text?, _) = content else { return .absent }
            return text.shown
        }
    }
}

private struct CellLink: Viewable {
    let path: String
    let text: String
    let note: Wording?

    func shown(_ name: String) -> Shown {
        switch name {
        case "path": Shown(path)
        case "text": Shown(text)
        case "note": Shown(note)
        default: .unknown
        }
    }
}
