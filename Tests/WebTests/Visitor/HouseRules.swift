public import HTTPTypes

/// What every page of the house keeps to, whoever made it. A new rule is added here, once.
public enum HouseRules {
    /// What a page does wrong; empty when it keeps to them all.
    public static func violations(_ page: VisitedPage) -> [String] {
        var found = headers(page.headers)
        guard let document = page.document else { return found }
        found += frame(document)
        found += heading(document)
        found += identifiers(document)
        found += labels(document)
        found += forms(document)
        found += scripts(document, policy: page.headers[.contentSecurityPolicy] ?? "")
        found += names(document)
        return found
    }

    /// What every response carries, a page or not.
    public static func headers(_ headers: HTTPFields) -> [String] {
        let wanted = [
            "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
        ]
        var found = wanted.sorted { $0.key < $1.key }.compactMap { name, value in
            HTTPField.Name(name).flatMap { headers[$0] } == value ? nil : "\(name) is not \(value)"
        }
        let policy = headers[.contentSecurityPolicy] ?? ""
        for part in ["default-src 'none'"] where !policy.contains(part) { found.append("no \(part) in \(policy)") }
        if !policy.contains("frame-ancestors") { found.append("no frame-ancestors in \(policy)") }
        if policy.contains("unsafe-eval") { found.append("unsafe-eval") }
        if HTTPField.Name("permissions-policy").flatMap({ headers[$0] }) == nil {
            found.append("no permissions-policy")
        }
        if headers[.cacheControl] == nil { found.append("no cache-control") }
        if headers[.server] != nil { found.append("server tells what it is") }
        for cookie in headers[values: .setCookie] {
            for part in ["__Host-", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] where !cookie.contains(part)
            {
                found.append("no \(part) in cookie \(cookie.prefix { $0 != "=" })")
            }
        }
        return found
    }

    private static func frame(_ document: HTMLDocument) -> [String] {
        var found: [String] = []
        if !["vi", "en"].contains(document.root["lang"]) { found.append("html has no language of ours") }
        if document.all("main").count != 1 { found.append("there is not one main") }
        if document.all("meta").first(where: { $0["name"] == "viewport" }) == nil { found.append("no viewport") }
        return found
    }

    /// The one heading is the first part of the window's title. Paper has none: the law says what stands on it.
    private static func heading(_ document: HTMLDocument) -> [String] {
        let title = document.all("title").map(\.text)
        guard title.count == 1, !title[0].isEmpty else { return ["there is not one title"] }
        if document.all("body").first?["class"] == "paper" { return [] }
        let headings = document.all("h1").map(\.text)
        guard headings.count == 1 else { return ["there are \(headings.count) h1"] }
        return title[0].hasPrefix("\(headings[0]) – ") ? [] : ["h1 “\(headings[0])” is not the title “\(title[0])”"]
    }

    private static func identifiers(_ document: HTMLDocument) -> [String] {
        var seen: Set<String> = []
        let ids = document.root.all { $0["id"] != nil }.compactMap { $0["id"] }
        var found = ids.filter { !seen.insert($0).inserted }.map { "id \($0) is there twice" }
        found += ids.filter { $0.isEmpty || $0.contains(" ") }.map { "id “\($0)” is none" }
        for name in ["for", "aria-labelledby", "aria-describedby", "list"] {
            for element in document.root.all(where: { $0[name] != nil }) {
                for id in (element[name] ?? "").split(separator: " ") where !seen.contains(String(id)) {
                    found.append("\(name)=\(id) leads nowhere")
                }
            }
        }
        return found
    }

    private static func labels(_ document: HTMLDocument) -> [String] {
        let labelled = Set(document.all("label").compactMap { $0["for"] })
        return document.root.all(where: isField).filter { field in
            let hasLabel = field["id"].map(labelled.contains) ?? false
            return !hasLabel && field.enclosing("label") == nil && (field["aria-label"] ?? "").isEmpty
                && field["aria-labelledby"] == nil
        }
        .map { "field \($0["name"] ?? $0["id"] ?? "?") has no label" }
    }

    private static func isField(_ element: HTMLElement) -> Bool {
        switch element.name {
        case "select", "textarea": true
        case "input": !["hidden", "submit", "button"].contains(element["type"] ?? "text")
        default: false
        }
    }

    private static func forms(_ document: HTMLDocument) -> [String] {
        document.all("form").flatMap { form -> [String] in
            // A dialog's form sends nothing; a hidden one belongs to a module and is not seen without it.
            guard let action = form["action"] else {
                return form["hidden"] == nil && form["method"] != "dialog" ? ["a form without action"] : []
            }
            let tokens = form.all { $0.name == "input" && $0["name"] == "csrfToken" }
            var found: [String] = []
            if !action.hasPrefix("/") { found.append("form goes to \(action)") }
            if form["method"] == "post" {
                if tokens.count != 1 || (tokens.first?["value"] ?? "").isEmpty {
                    found.append("form \(action) has no token")
                }
            } else if !tokens.isEmpty {
                found.append("form \(action) would put its token into the address")
            }
            return found
        }
    }

    private static func scripts(_ document: HTMLDocument, policy: String) -> [String] {
        var found = document.all("script").filter { script in
            guard let nonce = script["nonce"], !nonce.isEmpty else { return true }
            return !policy.contains("'nonce-\(nonce)'")
        }
        .map { "script \($0["src"] ?? "") without the page's nonce" }
        found += document.all("style").map { _ in "a style element" }
        for element in document.root.all(where: { !$0.attributes.isEmpty }) {
            for attribute in element.attributes {
                if attribute.name == "style" { found.append("style= at \(element.name)") }
                if attribute.name.hasPrefix("on") { found.append("\(attribute.name)= at \(element.name)") }
            }
        }
        return found
    }

    /// What can be pressed says what it does; a picture says what it shows.
    private static func names(_ document: HTMLDocument) -> [String] {
        var found = document.all("img").filter { $0["alt"] == nil }.map { "picture \($0["src"] ?? "") has no alt" }
        for element in document.root.all(where: { $0.name == "button" || $0.name == "a" }) {
            if element.text.isEmpty && (element["aria-label"] ?? "").isEmpty {
                found.append("\(element.name) \(element["href"] ?? "") says nothing")
            }
        }
        found += document.all("a").filter { ($0["href"] ?? "").isEmpty }.map { "link “\($0.text)” leads nowhere" }
        return found
    }
}
