extension SheetOfPaper {
    /// A page that the printer turns into PDF: A4, margins, letters and places as NĐ 30/2020 PL I has them.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="vi"><head><meta charset="utf-8"><title>\(subject.escaped)</title><style>\(css)</style></head><body>
        \(head)
        \(urgency.map { "<div class=\"urgency\">\($0.escaped)</div>" } ?? "")
        \(titleBlock)
        \(addressees)
        \(text.grounds.map { "<p class=\"ground\">\($0.escaped)</p>" }.joined(separator: "\n"))
        \(text.paragraphs.map(\.html).joined(separator: "\n"))
        \(end)
        </body></html>
        """
    }

    private var css: String {
        """
        @page { size: A4; margin: 20mm 20mm 20mm 30mm;
          @top-center { content: counter(page); font: 13pt "Liberation Serif" }
          @bottom-center { content: "\(footer.escapedForCSS)"; font: italic 9pt "Liberation Serif" } }
        @page :first { @top-center { content: none } }
        body { font: 14pt/1.25 "Liberation Serif"; margin: 0 }
        p { margin: 0 0 6pt; text-align: justify; text-indent: 1.27cm }
        table { width: 100%; border-collapse: collapse }
        td { vertical-align: top; text-align: center; padding: 0 }
        .agency { width: 42% } .nation { width: 58% }
        .above { font-size: 12pt } .issuer { font: bold 12pt "Liberation Serif" }
        .state { font: bold 12pt "Liberation Serif"; white-space: nowrap } .motto { font: bold 13pt "Liberation Serif" }
        .rule { border-top: 0.75pt solid black; margin: 2pt auto 6pt; width: 35% } .rule.long { width: 60% }
        .symbol { font-size: 13pt } .date { font-style: italic; white-space: nowrap }
        .letter { font-size: 12pt; margin-top: 6pt }
        h1 { font-size: 14pt; text-align: center; text-transform: uppercase; margin: 12pt 0 0 }
        .subject { font-weight: bold; text-align: center; margin: 0 10mm }
        .ground { font-style: italic } .heading, .centred, dfn { font-weight: bold; font-style: normal }
        .centred { text-align: center; text-indent: 0; margin: 10pt 0 }
        .urgency { border: 1.5pt solid #e00000; color: #e00000; font-weight: bold; width: 40mm; text-align: center;
          margin: 6pt 0 0 }
        .addressees { margin: 12pt 0; text-indent: 0 } .addressees p { margin: 0; padding-left: 2.6cm }
        .end { margin-top: 12pt; page-break-inside: avoid }
        .end td.list { width: 48%; text-align: left; font-size: 11pt } .list b { font-size: 12pt; font-style: italic }
        .list p { text-indent: 0; text-align: left; margin: 0 }
        .signer b { display: block } .signed { color: #1a3a8f; font-style: italic; padding: 14pt 0 }
        """
    }

    private var head: String {
        let above = agencyAbove.map { "<div class=\"above\">\($0.escaped)</div>" }.joined()
        let names = agency.map { "<div class=\"issuer\">\($0.escaped)</div>" }.joined()
        let letter = title == nil ? "<div class=\"letter\">\(subject.escaped)</div>" : ""
        return """
            <table><tr><td class="agency">\(above)\(names)<div class="rule"></div></td>
            <td class="nation"><div class="state">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div>
            <div class="motto">Độc lập - Tự do - Hạnh phúc</div><div class="rule long"></div></td></tr>
            <tr><td><div class="symbol">Số: \(symbol.escaped)</div>\(letter)</td>
            <td class="date">\(placeAndDate.escaped)</td></tr></table>
            """
    }

    private var titleBlock: String {
        guard let title else { return "" }
        return "<h1>\(title.escaped)</h1><div class=\"subject\">\(subject.escaped)</div><div class=\"rule\"></div>"
    }

    /// One addressee on the same line; of several, each has a line of its own.
    private var addressees: String {
        let names = text.addressees
        guard let first = names.first else { return "" }
        if names.count == 1 { return "<p class=\"addressees\">Kính gửi: \(first.escaped)</p>" }
        let lines = names.enumerated().map { place, name in
            "<p>- \(name.escaped)\(place == names.count - 1 ? "." : ";")</p>"
        }
        return "<div class=\"addressees\">Kính gửi:\(lines.joined())</div>"
    }

    private var end: String {
        let lines = (recipients.map { "\($0);" } + ["Lưu: \(keptBy)."]).map { "<p>- \($0.escaped)</p>" }
        return """
            <table class="end"><tr><td class="list"><b>Nơi nhận:</b>\(lines.joined())</td>
            <td class="signer">\(authority.map { "<b>\($0.escaped)</b>" }.joined())
            <div class="signed">(Đã ký)</div><b>\(signer.escaped)</b></td></tr></table>
            """
    }
}

extension SampleText.Paragraph {
    fileprivate var html: String {
        switch self {
        case .plain(let text): "<p>\(text.escaped)</p>"
        case .heading(let text): "<p class=\"heading\">\(text.escaped)</p>"
        case .centred(let text): "<p class=\"centred\">\(text.escaped)</p>"
        case .article(let number, let text): "<p><dfn>\(number.escaped)</dfn> \(text.escaped)</p>"
        }
    }
}

extension String {
    fileprivate var escaped: String {
        reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.append(character)
            }
        }
    }

    /// Inside a string of a style sheet.
    fileprivate var escapedForCSS: String {
        filter { $0 != "\"" && $0 != "\\" && $0 != "<" && !$0.isNewline }
    }
}
