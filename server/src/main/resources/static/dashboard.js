// The dashboard's script: copying, amounts that group while typing, a session page that follows its session.
(() => {
  const say = (key) => {
    const place = document.querySelector("[data-say]");
    if (place) place.textContent = place.dataset[key];
  };
  const focus = document.querySelector("[data-focus]");
  if (focus) focus.focus();

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      try {
        await navigator.clipboard.writeText(copy.dataset.copy);
      } catch {
        // Plain http has no clipboard: the old way through a selection.
        const field = document.createElement("textarea");
        field.value = copy.dataset.copy;
        document.body.append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
        copy.focus();
      }
      const words = copy.querySelector("span");
      const before = words && (copy.words ||= words.textContent);
      copy.classList.add("copied");
      say("copied");
      if (words) words.textContent = document.querySelector("[data-say]").dataset.copied;
      clearTimeout(copy.timer);
      copy.timer = setTimeout(() => {
        copy.classList.remove("copied");
        if (words) words.textContent = before;
      }, 1600);
    }
    const show = event.target.closest("[data-show]");
    if (show) {
      const input = document.getElementById(show.dataset.show);
      const shown = input.type === "text";
      show.words ||= show.textContent;
      input.type = shown ? "password" : "text";
      show.textContent = shown ? show.words : show.dataset.hide;
      show.setAttribute("aria-pressed", String(!shown));
      input.focus();
    }
    const refresh = event.target.closest("[data-refresh]");
    if (refresh && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      renew();
    }
    const menu = document.querySelector(".me[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".me[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-select]")) event.target.select();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.sent) return event.preventDefault();
    form.sent = true;
    const button = form.querySelector("button[type=submit]");
    button.words = button.textContent;
    button.querySelector("span").textContent = button.dataset.busy;
    button.classList.add("busy");
    button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-once]")) {
      const button = form.querySelector("button[aria-disabled]");
      form.sent = false;
      if (!button) continue;
      button.querySelector("span").textContent = button.words;
      button.classList.remove("busy");
      button.removeAttribute("aria-disabled");
    }
    read();
  });

  // Amounts: whole rupiah in groups of three, cents as they are; what the customer will see is read back.
  const form = document.querySelector("[data-amounts]");
  const grouped = (text, mark) => text.replace(/\B(?=(\d{3})+(?!\d))/g, mark);
  const whole = (text) => /^(\d+|\d{1,3}(\.\d{3})+)$/.test(text);

  // What is typed into rupiah keeps its groups. Nothing pasted is guessed at, and cents never lose a separator.
  function read(event) {
    if (!form) return;
    const amount = form.amount;
    const usd = form.currency.value === "USD";
    const back = form.querySelector("[data-readback]");
    const changed = event && event.target.name === "currency";
    const typing = event && event.target === amount && /^(insertText|insertCompositionText|delete)/.test(event.inputType || "");
    amount.placeholder = usd ? amount.dataset.usd : amount.dataset.idr;
    const text = usd ? amount.value.trim() : amount.value.trim().replace(/^rp\.?[ \u00a0]?(?=\d)/i, "");
    let digits = text;
    if (usd ? changed && whole(text) : whole(text) || (typing && /^[\d.]*\d[\d.]*$/.test(text))) {
      digits = text.replaceAll(".", "");
    }
    digits = digits.replace(/^0+(?=\d)/, "");
    const number = /^\d{1,12}$/.test(digits) && Number(digits) > 0;
    if (number) {
      const after = amount.value.length - amount.selectionStart;
      amount.value = usd ? digits : grouped(digits, ".");
      if (document.activeElement === amount) {
        const caret = Math.max(0, amount.value.length - after);
        amount.setSelectionRange(caret, caret);
      }
    }
    const cents = digits.padStart(3, "0");
    const shown = usd
      ? "$" + grouped(cents.slice(0, -2), ",") + "." + cents.slice(-2)
      : "Rp " + grouped(digits, ".");
    back.textContent = number ? back.dataset.text.replace("{amount}", shown) : "";
  }
  if (form) {
    form.addEventListener("input", (event) => {
      if (event.target.name === "amount" || event.target.name === "currency") read(event);
    });
  }

  // A page that is followed fetches itself again when what it shows changes. One fetch at a time: an older answer
  // that overtook a newer one would stay on the page.
  let stream = null;
  let renewing = null;
  let again = false;
  function renew() {
    again = true;
    renewing ||= (async () => {
      while (again) {
        again = false;
        await fetchAgain();
      }
    })().finally(() => (renewing = null));
    return renewing;
  }
  async function fetchAgain() {
    const main = document.getElementById("main");
    main.classList.add("stale");
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      // Without its noscript part, whose style this page's policy would complain about.
      const text = (await answer.text()).replace(/<noscript>[^]*?<\/noscript>/, "");
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
      if (!answer.ok || !fresh) throw new Error("no page");
      const open = [...main.querySelectorAll("details")].map((details) => details.open);
      const inside = main.contains(document.activeElement);
      const typed = [...main.querySelectorAll("textarea[id]")].map((area) => [area.id, area.value]);
      const was = main.querySelector("[data-session]")?.dataset.status;
      main.replaceChildren(...fresh.childNodes);
      main.querySelectorAll("details").forEach((details, i) => (details.open = !!open[i]));
      for (const [id, text] of typed) {
        const area = document.getElementById(id);
        if (area) area.value = text;
      }
      if (inside) (main.querySelector("[data-refresh]") || main).focus({ preventScroll: true });
      if (was !== main.querySelector("[data-session]")?.dataset.status) say("changed");
      if (!main.querySelector("[data-stream]")) stop();
    } catch {
      location.reload();
    } finally {
      main.classList.remove("stale");
    }
  }
  function stop() {
    if (stream) stream.close();
    stream = null;
  }
  function follow() {
    stop();
    const session = document.querySelector("[data-stream]");
    if (document.hidden || !session) return;
    stream = new EventSource(session.dataset.stream);
    // The first message too: what happened between this page's making and its listening is told by nobody else.
    const hear = () => renew();
    stream.onmessage = hear;
    stream.addEventListener("status", hear);
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && document.querySelector("[data-stream]")) renew().then(follow);
    else follow();
  });
  addEventListener("pagehide", stop);
  follow();
})();
