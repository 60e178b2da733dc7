import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/* What ESLint cannot see a file at a time: which way the folders point, and that no loop exists. */

const root = path.resolve("src");

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => path.join(root, file));

/** The files of this project that a file imports at run time; types are erased and form no loop. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const found = source.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"/gm);
  return [...found].flatMap((match) => {
    const wanted = match[1] ?? "";
    const place = wanted.startsWith("@/")
      ? path.join(root, wanted.slice(2))
      : path.resolve(path.dirname(file), wanted);
    return files.filter((one) => one === `${place}.ts` || one === `${place}.tsx`);
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

const layerOf = (file: string): string => path.relative(root, file).split(path.sep)[0] ?? "";

function loopFrom(file: string, way: readonly string[], done: Set<string>): string[] | undefined {
  const met = way.indexOf(file);
  if (met >= 0) {
    return [...way.slice(met), file].map((one) => path.relative(root, one));
  }
  if (done.has(file)) {
    return undefined;
  }
  for (const next of graph.get(file) ?? []) {
    const loop = loopFrom(next, [...way, file], done);
    if (loop !== undefined) {
      return loop;
    }
  }
  done.add(file);
  return undefined;
}

test("the imports were found", () => {
  const edges = [...graph.values()].flat().length;
  expect(files.length).toBeGreaterThan(60);
  expect(edges).toBeGreaterThan(files.length);
});

test("no file imports itself by a detour", () => {
  const done = new Set<string>();
  const loops = files.map((file) => loopFrom(file, [], done)).filter((loop) => loop !== undefined);
  expect(loops).toEqual([]);
});

/** A folder may import those that stand before it, and itself. */
const LAYERS = [
  ["design", "i18n", "lib", "sound"],
  ["keyboard", "scanner"],
  ["components"],
  ["api"],
  ["approval", "enrolment", "printer"],
  ["features"],
  ["app"],
] as const;

const rank = (layer: string): number =>
  LAYERS.findIndex((names) => (names as readonly string[]).includes(layer));

test("folders point one way", () => {
  const wrong = [...graph].flatMap(([file, targets]) => {
    const from = layerOf(file);
    return targets
      .filter((target) => rank(from) >= 0 && rank(layerOf(target)) > rank(from))
      .map((target) => `${path.relative(root, file)} -> ${path.relative(root, target)}`);
  });
  expect(wrong).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  const long = files.filter(
    (file) => !file.endsWith("bindings.ts") && readFileSync(file, "utf8").split("\n").length > 400,
  );
  expect(long).toEqual([]);
});
