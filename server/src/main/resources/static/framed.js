// The hosted page, or a refusal in its place, in a shop's frame. It speaks with that shop's page only, and only when the shop's origin is registered.
(() => {
  const page = document.getElementById("checkout");
  const framedBy = (page.dataset.framedBy || "").split(" ");
  let shop = null;
  const tell = (type, more) =>
    parent.postMessage({ plugipay: 1, type, sessionId: page.dataset.session, ...more }, shop);

  function meet() {
    const size = () => tell("resize", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
    new ResizeObserver(size).observe(document.documentElement);
    size();
    // Who has to read of money that does not fit goes on by the link in the frame, when they want to.
    const onward = document.querySelector("[data-continue=framed]");
    if (page.dataset.forward) tell("redirect", { url: page.dataset.forward });
    else if (page.dataset.trouble)
      tell("error", { code: page.dataset.trouble, message: document.querySelector("h1").textContent });
    else if (page.dataset.status === "completed") tell("complete", { url: onward ? onward.href : null });
    else if (page.dataset.status === "expired" || page.dataset.status === "canceled")
      tell("error", { code: page.dataset.status, message: document.querySelector("h1").textContent });
  }

  addEventListener("message", (event) => {
    const hello = event.data && event.data.plugipay === 1 && event.data.type === "hello";
    if (shop || !hello || event.source !== parent || !framedBy.includes(event.origin)) return;
    shop = event.origin;
    meet();
  });
})();
