// One portal and one browser for all suites. The stories come first: they make what the pages then show.
// The questions are of the edition that the demonstration begins with.
import { after, before, describe } from "node:test";
import { startBrowser } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";
import { explorerSuite } from "./suites/explorer.mjs";
import { languagesSuite } from "./suites/languages.mjs";
import { pagesSuite } from "./suites/pages.mjs";
import { questionsSuite } from "./suites/questions.mjs";
import { sendingsSuite } from "./suites/sendings.mjs";
import { storySuite } from "./suites/story.mjs";
import { viewsSuite } from "./suites/views.mjs";

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

  storySuite(world);
  sendingsSuite(world);
  viewsSuite(world);
  questionsSuite(world);
  explorerSuite(world);
  languagesSuite(world);
  pagesSuite(world);
});
