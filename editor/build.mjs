// Builds the editor of the desk once: the bundle, the licences of what is in it, and their digests.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? join(here, "../ims_docs/desk/assets");
const digest = (data) => createHash("sha256").update(data).digest("hex");

const { metafile } = await build({
  entryPoints: [join(here, "src/main.js")],
  outfile: join(into, "editor.js"),
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});

const packages = new Set();
for (const name of Object.keys(Object.values(metafile.outputs)[0].inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(join(into, "editor.LICENSES.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));

const sources = ["build.mjs", "package.json", "package-lock.json", ...readdirSync(join(here, "src")).sort().map((one) => `src/${one}`)];
const digests = {};
for (const one of sources) digests[`editor/${one}`] = digest(readFileSync(join(here, one)));
for (const one of ["editor.js", "editor.LICENSES.txt"]) digests[`ims_docs/desk/assets/${one}`] = digest(readFileSync(join(into, one)));
if (!process.argv[2]) writeFileSync(join(here, "built.json"), `${JSON.stringify(digests, null, 2)}\n`);
