// Debian's Chromium, signed in as one of the demonstration's accounts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { PASSWORD } from "./session.mjs";

// Playwright starts Chromium headless and in an empty profile by itself; the rest keeps it from looking for the world.
export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function startBrowser() {
  const profile = await mkdtemp(join(tmpdir(), "pas-chromium-"));
  const browser = await chromium.launch({
    executablePath: process.env.PAS_CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
    env: { ...process.env, HOME: profile },
  });
  return {
    browser,
    stop: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

// A new visitor; `account` null for one who has not signed in.
export async function visit(browser, url, account, { javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    locale: "it-IT",
    timezoneId: "Europe/Rome",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  if (account) await signIn(page, account);
  return { context, page };
}

export async function signIn(page, account) {
  await page.goto("/accesso");
  await page.locator("input[autocomplete=username]").fill(account);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.locator("main form button[type=submit]").click();
  await page.waitForURL((address) => address.pathname !== "/accesso");
}
