// Passkeys: asks the browser's authenticator for what a form's options say, and sends the form with its answer.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

/** The options as the browser wants them: bytes in place of base 64. */
function read(form) {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of [options.allowCredentials, options.excludeCredentials])
        for (const known of list ?? []) known.id = bytes(known.id);
    return options;
}

/** What the server reads. */
function written(credential) {
    const answer = credential.response;
    const parts = { id: text(credential.rawId), clientDataJSON: text(answer.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
        if (answer[name]) parts[name] = text(answer[name]);
    return JSON.stringify(parts);
}

async function ask(form) {
    const message = form.querySelector("[data-message]");
    const button = form.querySelector("[data-ask]");
    message.hidden = true;
    button.disabled = true;
    try {
        const publicKey = read(form);
        const credential = form.dataset.passkey === "create"
            ? await navigator.credentials.create({ publicKey })
            : await navigator.credentials.get({ publicKey });
        form.elements[form.dataset.field].value = written(credential);
        form.requestSubmit();
    } catch {
        message.textContent = form.dataset.failed;
        message.hidden = false;
        button.disabled = false;
    }
}

if (window.PublicKeyCredential) {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
        form.hidden = false;
        form.querySelector("[data-ask]").addEventListener("click", () => ask(form));
        // Enter in a field of the form asks too; only the answer is sent.
        form.addEventListener("submit", (event) => {
            if (form.elements[form.dataset.field].value) return;
            event.preventDefault();
            // It is not sent yet: whoever counts what was sent must not hear of it.
            event.stopPropagation();
            ask(form);
        });
    }
}
