public import Directory
public import Essentials

/// Reading typed values: a blank field is nil, a malformed one is nil and a problem.
extension Fields {
    /// A text that must be there, of bounded length.
    ///
    /// - Parameters:
    ///   - name: the field.
    ///   - limit: the most characters it may have.
    ///   - missing: what to say when it is blank.
    ///   - problems: gains what is wrong.
    public func required(
        _ name: String, atMost limit: Int, missing: Wording, _ problems: inout Problems
    ) -> String? {
        guard let text = text(name) else {
            problems.add(name, missing)
            return nil
        }
        return bounded(text, name, limit, &problems)
    }

    /// A text that may be left out, of bounded length.
    public func optional(_ name: String, atMost limit: Int, _ problems: inout Problems) -> String? {
        text(name).flatMap { bounded($0, name, limit, &problems) }
    }

    /// A day, as `03/02/2026`, `3-2-2026` or `2026-02-03`.
    public func date(_ name: String, _ problems: inout Problems) -> CivilDate? {
        guard let text = text(name) else { return nil }
        guard let date = CivilDate(typed: text) else {
            problems.add(name, FieldMessages.notADate(text))
            return nil
        }
        guard (1900...2199).contains(date.year) else {
            problems.add(name, FieldMessages.yearOutOfRange(date.year))
            return nil
        }
        return date
    }

    /// A time of day, as `14:30`.
    public func time(_ name: String, _ problems: inout Problems) -> TimeOfDay? {
        guard let text = text(name) else { return nil }
        let padded = text.utf8.count == 4 ? "0\(text)" : text
        guard let time = TimeOfDay(padded) else {
            problems.add(name, FieldMessages.notATime(text))
            return nil
        }
        return time
    }

    /// A whole number within bounds; marks between thousands are allowed.
    public func number(_ name: String, in range: ClosedRange<Int>, _ problems: inout Problems) -> Int? {
        guard let text = text(name) else { return nil }
        let digits = text.filter { $0 != "." && $0 != "," && $0 != " " }
        guard let number = Int(digits: digits) else {
            problems.add(name, FieldMessages.notANumber(text))
            return nil
        }
        guard range.contains(number) else {
            problems.add(name, FieldMessages.outOf(range))
            return nil
        }
        return number
    }

    /// A reference to a record. Whether the caller may know the record is for the command to ask.
    public func id<Entity>(
        _ name: String, as _: Entity.Type = Entity.self, _ problems: inout Problems
    ) -> ID<Entity>? {
        guard let text = text(name) else { return nil }
        guard let id = ID<Entity>(text) else {
            problems.add(name, FieldMessages.notInTheList)
            return nil
        }
        return id
    }

    /// References to records; each once.
    public func ids<Entity>(
        _ name: String, as _: Entity.Type = Entity.self, _ problems: inout Problems
    ) -> [ID<Entity>] {
        var ids: [ID<Entity>] = []
        for text in texts(name) {
            guard let id = ID<Entity>(text) else {
                problems.add(name, FieldMessages.notInTheList)
                continue
            }
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// One of several choices.
    public func choice<Choice: RawRepresentable<String>>(
        _ name: String, as _: Choice.Type = Choice.self, _ problems: inout Problems
    ) -> Choice? {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            problems.add(name, FieldMessages.notInTheList)
            return nil
        }
        return choice
    }

    private func bounded(_ text: String, _ name: String, _ limit: Int, _ problems: inout Problems) -> String? {
        guard text.unicodeScalars.count <= limit else {
            problems.add(name, FieldMessages.tooLong(by: text.unicodeScalars.count - limit, limit: limit))
            return nil
        }
        return text
    }
}

extension CivilDate {
    /// A day as people type it: `3/2/2026`, `03-02-2026`, `03.02.2026`, or `2026-02-03` as browsers send it.
    public init?(typed text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }
        let numbers = parts.compactMap { Int(digits: $0) }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        if parts[0].utf8.count == 4 {
            self.init(year: numbers[0], month: numbers[1], day: numbers[2])
        } else {
            guard parts[2].utf8.count == 4 else { return nil }
            self.init(year: numbers[2], month: numbers[1], day: numbers[0])
        }
    }
}
