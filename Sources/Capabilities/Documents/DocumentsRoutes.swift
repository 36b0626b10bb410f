public import Web

extension Documents {
    /// Every page and what it needs. Whether a caller may know of the very document is for the commands and queries.
    public var routes: Routes {
        var routes = Routes()
        routes.route(.get, "/", .signedIn, handler: showHome)
        routes.route(.get, "/my-work/{queue}", .needs(.handleDocuments), handler: showQueue)
        routes.route(.get, "/search", .needs(.handleDocuments), handler: search)
        addIncoming(to: &routes)
        addOutgoing(to: &routes)
        addImports(to: &routes)
        addDocument(to: &routes)
        routes.call(typedWords)
        addAPI(to: &routes)
        return routes
    }

    private func addIncoming(to routes: inout Routes) {
        routes.route(.get, "/documents/incoming", .needs(.handleDocuments), handler: listDocuments(.incoming))
        routes.route(.get, "/documents/incoming/new", .needs(.registerDocuments), handler: showRegisterIncoming)
        routes.route(.post, "/documents/incoming", .needs(.registerDocuments), .uploads(), handler: registerIncoming)
        routes.route(
            .post, "/documents/incoming/new", .needs(.registerDocuments), .uploads(), handler: uploadIncoming)
        routes.route(.get, "/documents/uploads/{id}/file", .needs(.handleDocuments), handler: uploadedFile)
        routes.route(
            .get, "/documents/uploads/{id}/file/pages/{page}", .needs(.handleDocuments), handler: uploadedPicture)
        routes.route(.get, "/documents/arrivals/{id}/file", .needs(.registerDocuments), handler: arrivalFile)
        routes.route(
            .get, "/documents/arrivals/{id}/file/pages/{page}", .needs(.registerDocuments), handler: arrivalPicture)
        routes.route(.post, "/documents/arrivals/{id}/return", .needs(.registerDocuments), handler: returnDelivery)
    }

    private func addOutgoing(to routes: inout Routes) {
        routes.route(.get, "/documents/outgoing", .needs(.handleDocuments), handler: listDocuments(.outgoing))
        routes.route(.get, "/documents/outgoing/new", .needs(.handleDocuments), handler: showDraftDocument)
        routes.route(.post, "/documents/outgoing", .needs(.handleDocuments), .uploads(), handler: draftDocument)
        routes.route(.get, "/documents/recipients", .needs(.handleDocuments), handler: recipientChoices)
        routes.route(.get, "/documents/{id}/draft", .needs(.handleDocuments), handler: showChangeDraft)
        routes.route(.post, "/documents/{id}/draft", .needs(.handleDocuments), .uploads(), handler: changeDraft)
        routes.route(.post, "/documents/{id}/submission", .needs(.handleDocuments), handler: submitDraft)
        routes.route(.post, "/documents/{id}/approval", .needs(.approveDocuments), handler: approveDraft)
        routes.route(.post, "/documents/{id}/number", .needs(.issueDocuments), handler: numberDocument)
        routes.route(.get, "/documents/{id}/issue", .needs(.issueDocuments), handler: showIssueDocument)
        routes.route(
            .post, "/documents/{id}/issue", .needs(.issueDocuments), .uploads(), .needsStepUp,
            mending: { visit, problems in try await mendIssue(visit, problems) }, handler: issueDocument)
    }

    /// Larger registers go by the command `documents import`.
    private static let largestRegister = 32 << 20

    private func addImports(to routes: inout Routes) {
        routes.route(.get, "/documents/imports", .needs(.importRegisters), handler: listRegisterImports)
        routes.route(.get, "/documents/imports/new", .needs(.importRegisters), handler: showImportRegister)
        routes.route(
            .post, "/documents/imports", .needs(.importRegisters), .uploads(maxBytes: Self.largestRegister),
            handler: importRegister)
        routes.route(.get, "/documents/imports/{id}", .needs(.importRegisters), handler: showRegisterImport)
        routes.route(
            .post, "/documents/imports/{id}/files", .needs(.importRegisters), .uploads(), handler: attachRegisterFiles)
        routes.route(.post, "/documents/imports/{id}/undo", .needs(.importRegisters), handler: undoRegisterImport)
    }

    private func addDocument(to routes: inout Routes) {
        routes.route(.get, "/documents/{id}", .needs(.handleDocuments), handler: showDocument)
        routes.route(.get, "/documents/{id}/file", .needs(.handleDocuments), handler: documentFile)
        routes.route(.get, "/documents/{id}/file/pages/{page}", .needs(.handleDocuments), handler: documentPicture)
        routes.route(.get, "/documents/{id}/proof", .needs(.handleDocuments), handler: documentProof)
        routes.route(
            .post, "/documents/{id}/presentation", .needs(.registerDocuments), handler: presentDocument)
        routes.route(.get, "/documents/{id}/directions", .needs(.handleDocuments), handler: showDirectDocument)
        routes.route(.post, "/documents/{id}/directions", .needs(.handleDocuments), handler: directDocument)
        routes.route(.get, "/documents/{id}/targets", .needs(.handleDocuments), handler: directionTargets)
        routes.route(.post, "/documents/{id}/report", .needs(.handleDocuments), handler: reportHandling)
        routes.route(
            .post, "/documents/{id}/directions/{direction}/closure", .needs(.handleDocuments), handler: closeHandling)
    }
}
