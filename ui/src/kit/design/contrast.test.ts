import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
const css = readFileSync("src/kit/design/themes.css", "utf8");

function rolesOf(theme: "light" | "dark"): Map<string, string> {
  const start = css.indexOf(`[data-theme="${theme}"]`);
  const block = css.slice(start, css.indexOf("}", start));
  const found = [...block.matchAll(/--role-([a-z-]+):\s*(#[0-9a-f]{6})/g)];
  return new Map(found.map((match) => [match[1] ?? "", match[2] ?? ""]));
}

function luminance(color: string): number {
  const channel = (place: number): number => {
    const share = Number.parseInt(color.slice(place, place + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Text role, ground role, least contrast (WCAG 2.2: 4.5 for text, 3 for edges). */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ["text", "bg", 7],
  ["text", "surface", 7],
  ["text", "sunken", 7],
  ["text", "selected", 7],
  ["muted", "surface", 7],
  ["muted", "bg", 6.5],
  ["muted", "sunken", 4.5],
  ["muted", "selected", 4.5],
  ["on-primary", "primary", 4.5],
  ["primary", "surface", 4.5],
  ["on-pay", "pay", 4.5],
  ["pay", "surface", 4.5],
  ["on-danger", "danger", 4.5],
  ["danger", "surface", 4.5],
  ["on-danger-soft", "danger-soft", 4.5],
  ["on-warn", "warn", 4.5],
  ["border", "surface", 3],
  ["border", "bg", 3],
  ["focus", "surface", 3],
  ["focus", "bg", 3],
  ["ink", "paper", 7],
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const roles = rolesOf(theme);
  test.each(PAIRS)("%s is readable on %s", (front, ground, least) => {
    const ratio = contrast(roles.get(front) ?? "", roles.get(ground) ?? "");
    expect(ratio).toBeGreaterThanOrEqual(least);
  });
});
