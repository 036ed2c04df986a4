// Plugipay checkout in a frame of your page. Apache-2.0
(() => {
  "use strict";
  const here = document.currentScript ? new URL(document.currentScript.src).origin : location.origin;
  // How long the first page may take before the shop is warned, a page that is there may stay silent, and a page that
  // is none of ours stands before the checkout is asked for again.
  const PATIENCE_MS = 15000;
  const GREETING_MS = 5000;
  const AGAIN_MS = [2000, 8000, 30000];
  const web = (url) => url.protocol === "https:" || url.protocol === "http:";

  class PlugipayCheckout {
    // {sessionId, container: selector or element, baseUrl?, onComplete?, onError?, onBeforeRedirect?}
    constructor(options) {
      this.options = options;
      this.base = String(options.baseUrl || here).replace(/\/+$/, "");
      const base = new URL(this.base);
      if (!web(base)) throw new TypeError("baseUrl is no http or https address");
      this.origin = base.origin;
      this.over = false;
      this.warned = false;
      this.tries = 0;
    }

    // Resolves when the checkout is shown, or when onError has been called.
    mount() {
      const { container, sessionId } = this.options;
      const place = typeof container === "string" ? document.querySelector(container) : container;
      if (!place) {
        this.fail("no_container", "There is no element " + container + " on this page.");
        return Promise.resolve();
      }
      const frame = document.createElement("iframe");
      frame.title = "Plugipay";
      frame.src = this.base + "/embed/" + encodeURIComponent(sessionId);
      frame.allow = "clipboard-write";
      frame.style.cssText = "display:block;width:100%;min-height:420px;border:0;color-scheme:normal";
      this.frame = frame;
      const shown = new Promise((resolve) => {
        this.shown = resolve;
      });
      this.timer = setTimeout(() => this.warn(), PATIENCE_MS);
      this.listener = (event) => {
        const message = event.data;
        if (event.source !== frame.contentWindow || event.origin !== this.origin) return;
        if (!message || message.plugipay !== 1 || message.sessionId !== sessionId) return;
        clearTimeout(this.timer);
        this.tries = 0;
        this.shown();
        this.hear(message);
      };
      addEventListener("message", this.listener);
      // Each page in the frame is greeted anew; it learns to whom it may speak. A browser's own page of an error says
      // nothing.
      frame.addEventListener("load", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.missed(), GREETING_MS);
        frame.contentWindow.postMessage({ plugipay: 1, type: "hello", sessionId }, this.origin);
      });
      place.replaceChildren(frame);
      return shown;
    }

    unmount() {
      clearTimeout(this.timer);
      removeEventListener("message", this.listener);
      if (this.frame) this.frame.remove();
    }

    hear(message) {
      const { onComplete, onBeforeRedirect, sessionId } = this.options;
      if (message.type === "resize" && message.height > 0) this.frame.style.height = message.height + "px";
      if (message.type === "error" && message.code === "unavailable") return this.warn(message.message);
      if (message.type === "error" && !this.over) {
        this.over = true;
        this.fail(message.code, message.message);
      }
      if (message.type === "complete" && !this.over) {
        this.over = true;
        if (onComplete) onComplete({ sessionId });
        else if (message.url) this.go(message.url);
      }
      if (message.type === "redirect" && !(onBeforeRedirect && onBeforeRedirect({ url: message.url }) === false))
        this.go(message.url);
    }

    go(url) {
      const target = new URL(url, this.base);
      if (web(target)) location.assign(target.href);
    }

    // Something else stands where the checkout should: it is asked for again, a few times.
    missed() {
      this.warn();
      if (this.tries < AGAIN_MS.length) {
        this.timer = setTimeout(
          () => this.frame.contentWindow.location.replace(this.frame.src),
          AGAIN_MS[this.tries++]
        );
      }
    }

    // Once: the frame stays, and what is late may still come.
    warn(message) {
      if (this.warned) return;
      this.warned = true;
      this.fail("unavailable", message || "The checkout is not shown yet. Is this origin registered?");
    }

    fail(code, message) {
      if (this.shown) this.shown();
      if (this.options.onError) this.options.onError({ code, message });
    }
  }

  window.Plugipay = Object.assign(window.Plugipay || {}, { PlugipayCheckout });
})();
