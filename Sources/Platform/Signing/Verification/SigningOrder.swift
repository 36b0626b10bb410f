import Essentials

/// Whose signature comes first: that of the competent person, then the agency's (NĐ 30/2020/NĐ-CP Đ. 5 k. 1, Đ. 14).
///
/// The clerk puts the agency's signature only on what the competent person has signed, or on copies that the agency made
/// itself (Đ. 32 k. 2). Each agency of a joint document follows its own person, so a person may sign after an agency.
enum SigningOrder {
    /// What is to be said of an agency's signature; nil when a person signed before.
    ///
    /// - Parameters:
    ///   - revision: the revision that it closes.
    ///   - persons: the revisions that signatures of persons close.
    static func remark(onAgencyAt revision: Int, personsAt persons: [Int]) -> Wording? {
        guard !persons.contains(where: { $0 < revision }) else { return nil }
        guard persons.isEmpty else {
            return Wording(
                "Chữ ký của cơ quan có trước chữ ký của người có thẩm quyền; Nghị định 30/2020/NĐ-CP yêu cầu người có"
                    + " thẩm quyền ký trước.",
                en: "The agency's signature precedes the competent person's; Decree 30/2020 wants the person's first.")
        }
        return Wording(
            "Văn bản chỉ có chữ ký của cơ quan, chưa có chữ ký của người có thẩm quyền; theo Nghị định 30/2020/NĐ-CP chỉ"
                + " bản sao do cơ quan thực hiện mới được như vậy.",
            en: "Only the agency signed, and no competent person; Decree 30/2020 allows that on its own copies only.")
    }
}

extension SigningOrder {
    /// Refuses the signature of an agency where no person's is before it that passes.
    ///
    /// Who is an agency is said by the policy and not by whoever signs: nobody gets past it by signing as a person.
    static func check(
        _ document: [UInt8], beforeSigningWith certificate: Certificate, _ options: SignatureOptions
    ) throws(SigningProblem) {
        guard let policy = options.order, policy.agencies.contains(certificate), !options.isAgencyCopy else { return }
        guard DocumentVerifier(policy).report(on: document).hasPerson(policy) else { throw .personHasNotSigned }
    }
}

extension DocumentReport {
    /// Signatures of persons by which the order is judged: those whose signer is no agency.
    private func persons(_ policy: VerificationPolicy, _ counts: (Verdict) -> Bool) -> [SignatureReport] {
        signatures.filter { report in
            guard report.kind == .signature, let signer = report.signer, counts(report.verdict) else { return false }
            return !policy.agencies.contains(signer)
        }
    }

    /// The report with a remark on each agency's signature that no person's precedes. The verdict stays: that a
    /// signature is genuine does not depend on the order.
    func remarkingOnOrder(_ policy: VerificationPolicy) -> DocumentReport {
        guard !policy.agencies.isEmpty else { return self }
        let signed = persons(policy) { $0.indication != .failed }.compactMap(\.revision)
        let remarked = signatures.map { report in
            guard report.kind == .signature, let signer = report.signer, policy.agencies.contains(signer),
                let revision = report.revision,
                let remark = SigningOrder.remark(onAgencyAt: revision, personsAt: signed)
            else { return report }
            var report = report
            report.remarks.append(remark)
            return report
        }
        return DocumentReport(documentHash: documentHash, signatures: remarked, problem: problem)
    }

    /// Whether a competent person's signature passes, so that the agency may sign.
    func hasPerson(_ policy: VerificationPolicy) -> Bool {
        !persons(policy) { $0.indication == .passed }.isEmpty
    }
}
