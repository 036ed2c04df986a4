// The hosted page's script. Without it everything still works; with it the page checks cards, counts down and follows the session.
(() => {
  const page = document.getElementById("checkout");
  const one = (selector) => document.querySelector(selector);
  const digits = (text) => text.replace(/\D/g, "");
  const focus = one("[data-focus]");
  if (focus) focus.focus({ preventScroll: false });

  // One submit is one submit. A browser that is told to stop says nothing of it: after a while the button is free again.
  for (const form of document.querySelectorAll("form[data-charge], form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.sent || (form.matches("[data-charge]") && !cardIsRight(form))) return event.preventDefault();
      form.sent = true;
      const button = form.querySelector("button[type=submit]");
      const words = button.querySelector("span");
      button.words = words.textContent;
      words.textContent = button.dataset.busy;
      button.classList.add("busy");
      button.setAttribute("aria-disabled", "true");
      say(button.dataset.busy);
      form.timer = setTimeout(free, form.enctype.startsWith("multipart") ? 120000 : 30000, form);
    });
  }
  function free(form) {
    const button = form.querySelector("button[aria-disabled]");
    clearTimeout(form.timer);
    form.sent = false;
    if (!button) return;
    button.querySelector("span").textContent = button.words;
    button.classList.remove("busy");
    button.removeAttribute("aria-disabled");
    say("");
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) free(form);
  });

  function say(text) {
    const place = one("[data-say]");
    if (place) place.textContent = text;
  }

  // Not to cancel after all: what was asked is folded again. Without a script the link draws the page anew.
  for (const back of document.querySelectorAll("[data-fold]")) {
    back.addEventListener("click", (event) => {
      event.preventDefault();
      const fold = back.closest("details");
      fold.open = false;
      fold.querySelector("summary").focus();
    });
  }

  // Copies a number. Plain http has no clipboard: the old way through a selection.
  addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
    } catch {
      const field = document.createElement("textarea");
      field.value = copy.dataset.copy;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      copy.focus();
    }
    const words = copy.querySelector("span");
    copy.words ||= words.textContent;
    words.textContent = copy.dataset.copied;
    copy.classList.add("copied");
    say(copy.dataset.copied);
    clearTimeout(copy.timer);
    copy.timer = setTimeout(() => {
      words.textContent = copy.words;
      copy.classList.remove("copied");
    }, 1600);
  });

  // What is unfolded below the edge comes into view.
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  addEventListener("click", (event) => {
    const name = event.target.closest("summary");
    if (!name || name.parentElement.open) return;
    const show = () => name.parentElement.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    name.parentElement.addEventListener("toggle", show, { once: true });
  });

  // All methods are one group of radios, of which the keyboard reaches the chosen one only. From the name of an unfolded
  // family it goes on to the first of its methods, which chooses nothing yet.
  addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey) return;
    const name = event.target.closest("details.family[open] > summary");
    const first = name && name.parentElement.querySelector("input[name=method]");
    if (!first || name.parentElement.querySelector("input[name=method]:checked")) return;
    event.preventDefault();
    first.focus();
  });

  // The way to pay that was chosen here, to be kept when the page is drawn anew.
  function chosen() {
    const radio = one("form.pay input[name=method]:checked:not(:default)");
    return radio ? "&method=" + radio.value : "";
  }

  const language = one("a.language");
  if (language) {
    language.addEventListener("click", () => {
      if (chosen()) language.href = language.href.replace(/&method=\w+/, "") + chosen();
    });
  }

  // A photo from a phone is larger than we take: it is made smaller before it is sent.
  const proof = document.getElementById("proof");
  if (proof) {
    const problem = proof.form.querySelector("[data-picture]");
    proof.addEventListener("change", async () => {
      problem.textContent = "";
      const file = proof.files[0];
      if (!file || file.size < 2e6) return;
      try {
        const picture = await createImageBitmap(file);
        const scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
        const canvas = document.createElement("canvas");
        canvas.width = picture.width * scale;
        canvas.height = picture.height * scale;
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
        const files = new DataTransfer();
        files.items.add(new File([blob], "proof.jpg", { type: "image/jpeg" }));
        if (proof.files[0] === file) proof.files = files.files;
      } catch {
        if (file.size > 4 << 20) {
          proof.value = "";
          problem.textContent = problem.dataset.picture;
        }
      }
    });
  }

  // The card is checked here against the published test cards; its number has no name and is never sent.
  const number = document.getElementById("card-number");
  const expiry = document.getElementById("card-expiry");
  const cvc = document.getElementById("card-cvc");
  const cards = {};
  for (const button of document.querySelectorAll("[data-card]")) {
    const shown = button.querySelector("b").textContent;
    cards[digits(shown)] = button.dataset.card;
    button.addEventListener("click", () => {
      number.value = shown;
      if (!expiry.value) expiry.value = "12/30";
      if (!cvc.value) cvc.value = "123";
      for (const input of [number, expiry, cvc]) mark(input, "");
      button.closest("details").open = false;
      number.closest("form").querySelector("button[type=submit]").focus();
    });
  }

  function mark(input, problem) {
    const place = document.getElementById(input.id + "-error");
    place.textContent = problem;
    place.hidden = !problem;
    if (problem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return !problem;
  }

  function numberProblem() {
    const typed = digits(number.value);
    if (!typed) return number.dataset.empty;
    if (cards[typed]) return "";
    return typed.length < 13 ? number.dataset.short : number.dataset.wrong;
  }

  function expiryProblem() {
    if (!expiry.value.trim()) return expiry.dataset.empty;
    const parts = /^(\d{1,2})\s*\/\s*(\d{2}|20\d{2})$/.exec(expiry.value.trim());
    if (!parts || parts[1] < 1 || parts[1] > 12) return expiry.dataset.wrong;
    const year = parts[2].length === 2 ? 2000 + Number(parts[2]) : Number(parts[2]);
    return new Date(year, Number(parts[1]), 1) <= new Date() ? expiry.dataset.past : "";
  }

  function cvcProblem() {
    if (!cvc.value.trim()) return cvc.dataset.empty;
    return /^\d{3}$/.test(cvc.value.trim()) ? "" : cvc.dataset.wrong;
  }

  function cardIsRight(form) {
    if (!number || !form.contains(number)) return true;
    const radio = number.closest(".method").querySelector("input[type=radio]");
    if (radio && !radio.checked) return true;
    const wrong = [[number, numberProblem()], [expiry, expiryProblem()], [cvc, cvcProblem()]]
      .filter(([input, problem]) => !mark(input, problem));
    if (wrong.length) {
      wrong[0][0].focus();
      return false;
    }
    let name = form.querySelector("input[name=testCard]");
    if (!name) {
      name = document.createElement("input");
      name.type = "hidden";
      name.name = "testCard";
      form.append(name);
    }
    name.value = cards[digits(number.value)];
    return true;
  }

  // Groups while typing, with the caret kept behind the digit it stood behind.
  function shape(input, format) {
    input.addEventListener("input", (event) => {
      const before = digits(input.value.slice(0, input.selectionStart)).length;
      const value = format(digits(input.value), event.inputType || "");
      if (value !== input.value) {
        input.value = value;
        let caret = 0;
        for (let seen = 0; caret < value.length && seen < before; caret++) if (/\d/.test(value[caret])) seen++;
        if (before && value[caret] && /\D/.test(value[caret]) && !(event.inputType || "").startsWith("delete")) {
          while (caret < value.length && /\D/.test(value[caret])) caret++;
        }
        input.setSelectionRange(caret, caret);
      }
      if (input.hasAttribute("aria-invalid")) mark(input, "");
    });
  }

  if (number) {
    shape(number, (typed) => typed.slice(0, 19).replace(/(\d{4})(?=\d)/g, "$1 "));
    shape(expiry, (typed, how) => {
      let value = typed.slice(0, 6);
      if (/^[2-9]/.test(value)) value = "0" + value;
      if (value.length > 2) return value.slice(0, 2) + "/" + (value.length > 4 ? value.slice(2, 6) : value.slice(2));
      return value.length === 2 && !how.startsWith("delete") ? value + "/" : value;
    });
    shape(cvc, (typed) => typed.slice(0, 4));
    for (const [input, problem] of [[number, numberProblem], [expiry, expiryProblem], [cvc, cvcProblem]]) {
      // Not on the way to a button: a new line of text would move it away under the finger.
      input.addEventListener("blur", (event) => {
        if (input.value && !(event.relatedTarget instanceof HTMLButtonElement)) mark(input, problem());
      });
    }
  }

  // A paid page goes on to the shop, unless its reader is doing something here.
  const onward = one("[data-continue='']");
  if (onward) {
    const leave = setTimeout(() => location.assign(onward.href), 3000);
    for (const sign of ["focusin", "pointerdown", "keydown"]) {
      addEventListener(sign, () => {
        clearTimeout(leave);
        one("[data-soon]").hidden = true;
      });
    }
  }

  const live = page.dataset.live === "yes";
  const unsure = "unsure" in page.dataset;
  const { aside } = page.dataset;
  if (!live && aside === undefined) return;

  const reload = () => location.replace(page.dataset.self);

  // Time left, of the session and of what the customer holds, by the server's clock, which in test mode may be moved.
  const clocks = [];
  const setClock = (now) => clocks.forEach((set) => set(now));
  const two = (value) => String(value).padStart(2, "0");
  for (const deadline of document.querySelectorAll("[data-expires]")) {
    const left = deadline.querySelector("[data-left]");
    let end = 0;
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const hours = Math.floor(seconds / 3600);
      left.textContent = left.dataset.text.replace("{time}", hours >= 48
        ? Math.floor(hours / 24) + " " + left.dataset.days
        : (hours ? two(hours) + ":" : "") + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60));
      deadline.classList.toggle("soon", seconds < 300);
      if (seconds > 0) return;
      clearInterval(timer);
      setTimeout(reload, 1500);
    };
    const timer = setInterval(tick, 1000);
    const set = (now) => {
      end = Date.parse(deadline.dataset.expires) - (Date.parse(now) - Date.now());
      tick();
    };
    clocks.push(set);
    set(deadline.dataset.now);
  }

  // The session as it lives: a stream while visible, else a question every three seconds, fewer once nothing has come
  // for two minutes. Never all pages at once: a whole campus may stand behind one address.
  const address = "/v1/public/checkout/sessions/" + page.dataset.session;
  let stream = null;
  let poll = 0;
  let again = 0;
  let wait = 2000;
  let asked = 0;
  let notBefore = 0;
  let later = 0;

  // What is being typed is kept for a minute after the last key, unless there is something to be warned of.
  let touched = 0;
  for (const sign of ["input", "focusin"]) addEventListener(sign, () => (touched = Date.now()));
  const typing = () => Date.now() - touched < 60000 &&
    ((number && number.value) || (proof && proof.value) || one("input[type=tel]:focus"));

  function see(state) {
    clearTimeout(later);
    const attempt = state.attempt ? state.attempt.id + ":" + state.attempt.state : "";
    const ended = state.status !== page.dataset.status;
    // Money came that does not fit, or something has become of it; or it is certain now that nothing was paid. The test
    // pages of banks and wallets tell of neither.
    const warned = aside !== undefined && aside !== (state.aside || "");
    const certain = unsure && state.notCharged;
    if (!ended && !warned && !certain && (!live || attempt === page.dataset.attempt)) return;
    const go = () => {
      stop();
      location.replace(page.dataset.self + (certain && !ended ? chosen() : ""));
    };
    // A form that was sent has an answer of its own on the way, which an end outlasts by a second only.
    const sent = one("form .busy");
    // That nothing was paid is no news to interrupt anybody for.
    const busy = typing() || (certain && Date.now() - touched < 5000);
    if (sent || (!ended && !warned && busy)) later = setTimeout(ended ? go : () => see(state), 1000);
    else go();
  }

  async function ask() {
    if (Date.now() < notBefore) return;
    asked++;
    try {
      const answer = await fetch(address + "/status", { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.ok) return see((await answer.json()).data);
      const seconds = Number(answer.headers.get("Retry-After"));
      if (seconds) notBefore = Date.now() + Math.min(Math.max(seconds, 10), 60) * 1000 * (1 + Math.random());
    } catch {
      // The next question comes soon.
    }
  }

  function askLater() {
    clearTimeout(poll);
    const pause = Math.min(3000 * 1.1 ** Math.max(0, asked - 40), 15000) * (0.9 + 0.2 * Math.random());
    poll = setTimeout(async () => {
      await ask();
      if (poll) askLater();
    }, Math.max(pause, notBefore - Date.now()));
  }

  function stop() {
    if (stream) stream.close();
    stream = null;
    clearTimeout(poll);
    clearTimeout(again);
    clearTimeout(later);
    poll = 0;
  }

  function follow() {
    stop();
    if (document.hidden) return;
    asked = 0;
    ask();
    listen();
  }

  function listen() {
    stream = new EventSource(address + "/stream");
    const hear = (event) => {
      try {
        see(JSON.parse(event.data));
      } catch {
        // A comment or a newer shape: the poll and the next event decide.
      }
    };
    stream.onmessage = hear;
    stream.addEventListener("status", hear);
    stream.addEventListener("time", (event) => setClock(JSON.parse(event.data).now));
    stream.onopen = () => {
      clearTimeout(poll);
      poll = 0;
      wait = 2000;
    };
    stream.onerror = (event) => {
      if (!poll) askLater();
      // A browser comes back by itself after a broken line, but never after a refusal.
      if (event.target.readyState !== EventSource.CLOSED) return;
      clearTimeout(again);
      again = setTimeout(listen, Math.max(wait * (1 + Math.random()), notBefore - Date.now()));
      // How long to wait stands in the refusal, which scripts are not shown: our server says half a minute.
      wait = wait < 30000 ? 30000 : 60000;
    };
  }

  // An ended page asks whenever it is looked at, for money may have come once more, but not without end; one that is
  // not certain asks a few times by itself.
  if (!live) {
    let looks = 12;
    const look = () => !document.hidden && looks-- > 0 && ask();
    if (unsure) for (const after of [5, 30, 120]) setTimeout(look, after * 1000);
    document.addEventListener("visibilitychange", look);
    addEventListener("pageshow", (event) => event.persisted && look());
    return;
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && follow());
  follow();
})();
