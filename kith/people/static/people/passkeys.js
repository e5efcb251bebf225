// Passkeys in the browser. A form with data-passkey="create", "use" or "login" asks the device when it is sent, puts the
// answer into its "credential" field, and goes on. Options come from a JSON block on the page or from data-fetch.
(() => {
  const open = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const close = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((key) => ({ ...key, id: open(key.id) }));

  async function create(options) {
    const ask = options.creation_options.publicKey;
    ask.challenge = open(ask.challenge);
    ask.user.id = open(ask.user.id);
    ask.excludeCredentials = keys(ask.excludeCredentials);
    // A passkey: kept by the device, and opened by a finger, a face or a PIN.
    ask.authenticatorSelection = {
      ...ask.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
    return navigator.credentials.create({ publicKey: ask });
  }

  async function use(options) {
    const ask = options.request_options.publicKey;
    ask.challenge = open(ask.challenge);
    ask.allowCredentials = keys(ask.allowCredentials);
    return navigator.credentials.get({ publicKey: ask });
  }

  function plain(made) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = close(made.response[name]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return {
      id: made.id,
      rawId: close(made.rawId),
      type: made.type,
      response,
      authenticatorAttachment: made.authenticatorAttachment || null,
      clientExtensionResults: made.getClientExtensionResults(),
    };
  }

  async function optionsFor(form) {
    if (form.dataset.fetch) {
      const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error("options");
      return answer.json();
    }
    return JSON.parse(document.getElementById(form.dataset.options).textContent);
  }

  async function go(form) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    if (trouble) trouble.hidden = true;
    try {
      const options = await optionsFor(form);
      const made = await (form.dataset.passkey === "create" ? create(options) : use(options));
      form.elements.credential.value = JSON.stringify(plain(made));
      form.submit();
    } catch (_problem) {
      if (trouble) trouble.hidden = false;
    }
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(form);
    });
  }
  for (const words of document.querySelectorAll("[data-passkey-off]")) words.hidden = Boolean(window.PublicKeyCredential);
})();
