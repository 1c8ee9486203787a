// One portal and one browser for all suites.
import { after, before, describe } from "node:test";
import { startBrowser } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";
import { pagesSuite } from "./suites/pages.mjs";

describe("portal", () => {
  const world = {};
  const stops = [];

  before(async () => {
    const portal = await startPortal();
    stops.push(portal.stop);
    const chromium = await startBrowser();
    stops.push(chromium.stop);
    Object.assign(world, { url: portal.url, folder: portal.folder, browser: chromium.browser });
  });

  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  pagesSuite(world);
});
