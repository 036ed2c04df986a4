// Lighthouse, mobile settings, over the states of the hosted page: node pages.mjs READY_FILE REPORT CHROME
import { readFileSync, writeFileSync } from "node:fs";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const WANTED = 98;
const RUNS = 3;
const [readyFile, report, chromePath] = process.argv.slice(2);
const ready = JSON.parse(readFileSync(readyFile, "utf8"));

async function api(path, body) {
  const answer = await fetch(ready.baseUrl + path, {
    method: "POST",
    headers: { Authorization: "Bearer " + ready.bearerKey, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(path + " answered " + answer.status + " " + (await answer.text()));
  return (await answer.json()).data;
}

async function session(terms, charge) {
  const made = await api("/v1/checkout-sessions", { amount: 162500, currency: "IDR", ...terms });
  if (charge) {
    await api("/v1/public/checkout/sessions/" + made.id + "/charge", charge).catch((refused) => {
      if (charge.testCard === "success" || !charge.testCard) throw refused;
    });
  }
  return made.hostedUrl;
}

async function canceled() {
  const made = await api("/v1/checkout-sessions", { amount: 162500, currency: "IDR" });
  await api("/v1/checkout-sessions/" + made.id + "/cancel", {});
  return made.hostedUrl;
}

const paid = await session({ methods: ["card"] }, { method: "card", testCard: "success" });
const pages = {
  "every method": await session({}),
  "card": await session({ methods: ["card"] }),
  "a code to scan": await session({}, { method: "qris" }),
  "a virtual account": await session({}, { method: "va_bca" }),
  "a wallet": await session({}, { method: "gopay" }),
  "declined": await session({ methods: ["card"] }, { method: "card", testCard: "generic_decline" }),
  "paid": paid,
  "canceled": await canceled(),
  "receipt": paid + "/receipt",
  "accessibility statement": ready.baseUrl + "/accessibility",
};

// Pages without scripts may ask for nothing, by their own policy: not even for robots.txt when Lighthouse asks in their name.
const quiet = new Set(["receipt", "accessibility statement"]);

const chrome = await chromeLauncher.launch({
  chromePath,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const categories = ["performance", "accessibility", "best-practices", "seo"];
const rows = [];
let low = false;
try {
  for (const [name, url] of Object.entries(pages)) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      // The page says noindex on purpose, so whether robots may come is not asked.
      const { lhr } = await lighthouse(url, {
        port: chrome.port, output: "json", logLevel: "error", onlyCategories: categories,
        skipAudits: quiet.has(name) ? ["is-crawlable", "robots-txt"] : ["is-crawlable"],
      });
      runs.push(lhr);
    }
    const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const scores = categories.map((id) => Math.round(100 * median(runs.map((lhr) => lhr.categories[id].score))));
    const ms = (id) => Math.round(median(runs.map((lhr) => lhr.audits[id].numericValue)));
    low ||= scores.some((score) => score < WANTED);
    rows.push(`| ${name} | ${scores.join(" | ")} | ${ms("first-contentful-paint")} ms | ${ms("largest-contentful-paint")} ms`
      + ` | ${ms("total-blocking-time")} ms | ${(ms("total-byte-weight") / 1000).toFixed(1)} kB |`);
    console.log(rows.at(-1));
    for (const lhr of runs.slice(0, 1)) {
      for (const id of categories) {
        for (const ref of lhr.categories[id].auditRefs) {
          const audit = lhr.audits[ref.id];
          if (ref.weight > 0 && audit.score !== null && audit.score < 0.9) console.log("  ", id, ref.id, audit.score, audit.title);
        }
      }
    }
  }
} finally {
  chrome.kill();
}
const version = JSON.parse(readFileSync(new URL("node_modules/lighthouse/package.json", import.meta.url))).version;
writeFileSync(report, `# Lighthouse on the hosted page

Written by \`bin/lighthouse\` on ${new Date().toISOString().slice(0, 10)} with Lighthouse ${version}, mobile settings (a slow phone on slow 4G, simulated), the median of
${RUNS} runs. At least ${WANTED} is wanted everywhere. The audit \`is-crawlable\` is left out: the page is \`noindex\` on purpose,
and \`robots-txt\` on pages without scripts: their policy lets nothing be fetched in their name, not even that file.

| Page | Performance | Accessibility | Best practices | SEO | First paint | Largest paint | Blocked | Weight |
|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`);
process.exit(low ? 1 : 0);
