// Looks at pages in Chromium and prints as JSON what it saw; the tests judge it.
//   node check.mjs CHROMIUM FOLDER SCENE [JSON]
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [, , executablePath, folder, scene, given = "null"] = process.argv;
const root = pathToFileURL(`${folder}/`).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const seen = { console: [], requests: [], dialogs: [] };

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(options = {}) {
  const context = await browser.newContext({ bypassCSP: Boolean(options.axe), ...options });
  const page = await context.newPage();
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) seen.console.push(`${page.url()}: ${line.text()}`);
  });
  page.on("pageerror", (error) => seen.console.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(root) && !request.url().startsWith("data:")) seen.requests.push(request.url());
  });
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  return page;
}

const scenes = {
  // Each of some pages in each look: what axe-core finds, and what is wider than the screen.
  async axe({ pages, looks }) {
    const found = [];
    for (const { width, colorScheme } of looks) {
      const page = await open({ axe: true, viewport: { width, height: 900 }, colorScheme });
      for (const name of pages) {
        await page.goto("about:blank");
        await page.goto(root + name);
        if (!name.includes("semax")) { // what is folded is not looked at
          await page.evaluate(() => {
            document.querySelectorAll("details").forEach((each) => { each.open = true; });
          });
        }
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run(document, {
          preload: false, resultTypes: ["violations"] }));
        const where = `${name} ${width} ${colorScheme}`;
        for (const each of result.violations) {
          const nodes = each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`);
          found.push({ where, rule: each.id, nodes });
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push({ where, rule: "wider than the screen", nodes: [String(wide)] });
      }
      await page.context().close();
    }
    return found;
  },

  // Every page once: its heading, and the marks that a script of a stranger would leave.
  async visit(pages) {
    const page = await open();
    const told = {};
    for (const name of pages) {
      await page.goto(root + name);
      told[name] = await page.evaluate(() => ({
        heading: document.querySelector("h1").textContent,
        touched: "touched" in window,
        strangers: document.querySelectorAll("img, iframe, object, [onerror], [onclick], b.stranger").length,
      }));
    }
    return told;
  },

  // Words typed into the search: what is found, and where the first result leads.
  async search({ words, follow }) {
    const page = await open();
    const told = {};
    await page.goto(`${root}index.html`);
    for (const word of words) {
      await page.getByLabel("Search").fill("");
      await page.getByLabel("Search").pressSequentially(word);
      const lines = page.locator("#results li");
      const count = await lines.count();
      const first = count ? await lines.first().innerText() : "";
      const said = await page.locator("#found").innerText();
      const href = count ? await lines.first().locator("a").getAttribute("href") : "";
      let heading = "";
      if (follow.includes(word)) {
        await page.keyboard.press("Enter"); // to the first result
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => !url.pathname.endsWith("index.html"));
        heading = await page.locator("h1").innerText();
        await page.goBack();
        await page.locator("#results li").first().waitFor(); // what was asked for is there again
      }
      told[word] = { count, first, said, href, heading };
    }
    return told;
  },

  // The chooser with the keyboard alone.
  async choose({ take, place }) {
    const page = await open();
    await page.goto(`${root}compare.html`);
    const focused = () => page.evaluate(() => document.activeElement.value ?? "");
    for (let steps = 0; (await focused()) === "" && steps < 40; steps += 1) await page.keyboard.press("Tab");
    for (let steps = 0; steps < 200; steps += 1) {
      const [value, kind, checked] = await page.evaluate(() => {
        const at = document.activeElement;
        return [at.value, at.type, at.checked];
      });
      if (kind !== "checkbox") break;
      if (take.includes(value) !== checked) await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
    }
    const onSelect = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.type(place); // a list jumps to what is typed
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const read = () => page.evaluate(() => ({
      heads: [...document.querySelectorAll("#comparison thead th")].map((each) => each.textContent),
      rows: [...document.querySelectorAll("#comparison tbody tr")].map((row) => ({
        kind: row.querySelector(".kindof").textContent,
        title: row.querySelector("th").firstChild.textContent,
        texts: [...row.querySelectorAll(".text")].map((each) => each.textContent),
        grades: [...row.querySelectorAll("td")].map((cell) => cell.querySelector(".chip")?.textContent ?? ""),
      })),
      cited: document.querySelectorAll("#citations li").length,
      said: document.getElementById("told").textContent,
    }));
    const told = await read();
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    return { onSelect, ...told, again: await read(), address };
  },

  // What folds, and the link that leads over the navigation.
  async fold({ page: name, anchor }) {
    const page = await open();
    await page.goto(root + name);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.textContent);
    await page.keyboard.press("Enter");
    const landed = await page.evaluate(() => document.activeElement.id);
    const shut = await page.locator("details.record[open]").count();
    await page.getByRole("button", { name: "Open all records" }).press("Enter");
    const all = await page.locator("details.record:not([open])").count();
    await page.goto("about:blank");
    await page.goto(`${root}${name}#${anchor}`);
    const opened = await page.evaluate(
      () => [...document.querySelectorAll("details.record[open]")].map((each) => each.id));
    await page.emulateMedia({ media: "print" });
    const printed = await page.locator("details.record:not([open]) .inside p").first().boundingBox();
    return { skip, landed, shut, all, opened, printed: Boolean(printed && printed.height) };
  },

  // Without scripts all pages are there, and say what is missing.
  async still(pages) {
    const page = await open({ javaScriptEnabled: false });
    const told = {};
    for (const name of pages) {
      await page.goto(root + name);
      told[name] = await page.locator("main").innerText();
    }
    return told;
  },
};

const result = await scenes[scene](JSON.parse(given));
await browser.close();
console.log(JSON.stringify({ result, ...seen }));
