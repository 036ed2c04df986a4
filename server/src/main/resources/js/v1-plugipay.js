// Plugipay checkout in a frame of your page. Apache-2.0
(() => {
  "use strict";
  const here = document.currentScript ? new URL(document.currentScript.src).origin : location.origin;
  const PATIENCE_MS = 15000;

  class PlugipayCheckout {
    // {sessionId, container: selector or element, baseUrl?, onComplete?, onError?, onBeforeRedirect?}
    constructor(options) {
      this.options = options;
      this.base = String(options.baseUrl || here).replace(/\/+$/, "");
      this.origin = new URL(this.base).origin;
      this.over = false;
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
      this.timer = setTimeout(
        () => this.fail("unavailable", "The checkout cannot be shown here. Is this origin registered?"),
        PATIENCE_MS
      );
      this.listener = (event) => {
        const message = event.data;
        if (event.source !== frame.contentWindow || event.origin !== this.origin) return;
        if (!message || message.plugipay !== 1 || message.sessionId !== sessionId) return;
        clearTimeout(this.timer);
        this.shown();
        this.hear(message);
      };
      addEventListener("message", this.listener);
      // Each page in the frame is greeted anew; it learns to whom it may speak.
      frame.addEventListener("load", () =>
        frame.contentWindow.postMessage({ plugipay: 1, type: "hello", sessionId }, this.origin)
      );
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
      if (message.type === "error" && !this.over) {
        this.over = true;
        if (this.options.onError) this.options.onError({ code: message.code, message: message.message });
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
      if (target.protocol === "https:" || target.protocol === "http:") location.assign(target.href);
    }

    fail(code, message) {
      if (this.frame && code === "unavailable") this.frame.remove();
      if (this.shown) this.shown();
      if (this.options.onError) this.options.onError({ code, message });
    }
  }

  window.Plugipay = Object.assign(window.Plugipay || {}, { PlugipayCheckout });
})();
