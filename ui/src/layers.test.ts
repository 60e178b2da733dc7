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

/** `kit/sound/sound.ts` -> `kit/sound`. */
const layerOf = (file: string): string =>
  path.relative(root, file).split(path.sep).slice(0, 2).join("/");

/** `kit/sound/sound.ts` -> `kit`. */
const packageOf = (file: string): string => path.relative(root, file).split(path.sep)[0] ?? "";

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

/** A folder may import those of the lines above its own, and those of its line. */
const LAYERS: readonly (readonly string[])[] = [
  ["kit/design", "kit/i18n", "kit/lib", "kit/sound"],
  ["kit/keyboard", "kit/scanner"],
  ["kit/components"],
  ["register/api"],
  [
    "register/navigation",
    "register/approval",
    "register/enrolment",
    "register/printer",
    "register/recovery",
    "register/support",
    "register/transaction",
  ],
  ["register/drawer", "register/people"],
  ["register/features"],
  ["register/app"],
  ["kit/testing"],
  ["register/testing"],
  ["register/dev"],
];

const rank = (layer: string): number => LAYERS.findIndex((names) => names.includes(layer));

/** The imports that are not allowed, as `from -> to`. */
function wrongImports(isWrong: (from: string, to: string) => boolean): string[] {
  return [...graph].flatMap(([from, targets]) =>
    targets
      .filter((to) => isWrong(from, to))
      .map((to) => `${path.relative(root, from)} -> ${path.relative(root, to)}`),
  );
}

test("every folder has its line", () => {
  const folders = files.filter((file) => path.dirname(file) !== path.join(root, "register"));
  expect(new Set(folders.map(layerOf).filter((layer) => rank(layer) < 0))).toEqual(new Set());
});

test("folders point one way", () => {
  const upward = wrongImports(
    (from, to) => rank(layerOf(from)) >= 0 && rank(layerOf(to)) > rank(layerOf(from)),
  );
  expect(upward).toEqual([]);
});

test("an application imports itself and the kit, and the kit imports itself", () => {
  const foreign = wrongImports((from, to) => {
    const target = packageOf(to);
    return target !== packageOf(from) && target !== "kit";
  });
  expect(foreign).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  const long = files.filter(
    (file) => !file.endsWith("bindings.ts") && readFileSync(file, "utf8").split("\n").length > 400,
  );
  expect(long).toEqual([]);
});
