// Copies what the pages need of Bootstrap Italia, and our own few rules, into assets/dist, each
// file also compressed. `npm run build` runs it; rust-embed takes the folder into the binary.
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const assets = dirname(fileURLToPath(import.meta.url));
const italia = join(assets, "../node_modules/bootstrap-italia");
const dist = join(assets, "dist");

const FONTS = {
  Titillium_Web: ["regular", "600", "700"].map((cut) => `titillium-web-v10-latin-ext_latin-${cut}`),
  Roboto_Mono: ["roboto-mono-v13-latin-ext_latin-regular"],
};

// Every icon that a template names; a test of the crate compares the two.
const ICONS = [
  "it-arrow-right",
  "it-ban",
  "it-check-circle",
  "it-copy",
  "it-download",
  "it-error",
  "it-file",
  "it-help-circle",
  "it-info-circle",
  "it-pencil",
  "it-refresh",
  "it-search",
  "it-upload",
  "it-user",
  "it-warning-circle",
];

function copyFonts() {
  for (const [family, cuts] of Object.entries(FONTS)) {
    for (const cut of cuts) {
      cpSync(join(italia, "dist/fonts", family, `${cut}.woff2`), join(dist, "fonts", `${cut}.woff2`));
    }
  }
}

function writeSprite() {
  const sprite = readFileSync(join(italia, "dist/svg/sprites.svg"), "utf8");
  const symbols = ICONS.map((icon) => {
    const symbol = sprite.match(new RegExp(`<symbol[^>]*\\sid="${icon}"[^>]*>[\\s\\S]*?</symbol>`));
    if (!symbol) {
      throw new Error(`bootstrap-italia has no icon ${icon}`);
    }
    return symbol[0];
  });
  writeText("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function writeText(name, text) {
  const bytes = Buffer.from(text, "utf8");
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(join(dist, name), bytes);
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes, quality));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "fonts"), { recursive: true });
copyFonts();
writeSprite();
const css = readFileSync(join(italia, "dist/css/bootstrap-italia.min.css"), "utf8");
// The video player's font is a `data:` address, which our content policy refuses; no page has videos.
const withoutVideo = css.replace(/@font-face\s*\{\s*font-family:\s*VideoJS[^}]*\}/g, "");
writeText("bootstrap-italia.css", withoutVideo.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""));
writeText("pas.css", readFileSync(join(assets, "pas.css"), "utf8"));
writeText("dark.css", readFileSync(join(assets, "dark.css"), "utf8"));
writeText("pas.js", readFileSync(join(assets, "pas.js"), "utf8"));
