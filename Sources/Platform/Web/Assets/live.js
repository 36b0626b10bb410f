// Live counts and messages. The server sends "counts", an object from the path of a list to its count, and "toast". A
// page that is not looked at is not connected: the counts are asked again when it is seen.

const { toast } = await import("./words.js" + new URL(import.meta.url).search);

let source = null;

function count(event) {
    const counts = JSON.parse(event.data);
    for (const shown of document.querySelectorAll("[data-live]")) {
        const fresh = counts[shown.dataset.live];
        if (fresh !== undefined && shown.textContent !== fresh) shown.textContent = fresh;
    }
}

function connect() {
    if (source || document.hidden) return;
    source = new EventSource("/events");
    source.addEventListener("counts", count);
    source.addEventListener("toast", (event) => toast(JSON.parse(event.data)));
    // The browser tries again by itself unless the server refused (a session that ended): then stay quiet.
    source.addEventListener("error", () => { if (source?.readyState === EventSource.CLOSED) source = null; });
}

function disconnect() {
    source?.close();
    source = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
window.addEventListener("pagehide", disconnect);
window.addEventListener("pageshow", connect);
connect();
