import { expect, test } from "vitest";
import type { CurrencyView } from "@/register/api/bindings";
import { translate } from "@/kit/i18n/language";
import { cutoffOptions, roundingSteps, volumeOptions } from "./options";

const RUPIAH = { code: "IDR" } as CurrencyView;
const DOLLAR = { code: "USD" } as CurrencyView;
const labels = (options: readonly { readonly label: string }[]) => options.map((one) => one.label);

test("hours and amounts are written as the language writes them", () => {
  expect(labels(cutoffOptions(0, "id"))[1]).toBe("01.00");
  expect(labels(cutoffOptions(0, "en"))[1]).toBe("01:00");
  expect(labels(roundingSteps(RUPIAH, 0, "id")).at(-1)).toBe("Rp 1.000");
  expect(labels(roundingSteps(RUPIAH, 0, "en")).at(-1)).toBe("Rp 1,000");
  expect(labels(roundingSteps(DOLLAR, 0, "id"))[0]).toBe("0,05");
  expect(labels(roundingSteps(DOLLAR, 0, "en"))[0]).toBe("0.05");
});

test("a value that is set and not among the usual ones stands at its place, in its words", () => {
  expect(labels(roundingSteps(RUPIAH, 25_000, "en"))).toEqual([
    "Rp 50",
    "Rp 100",
    "Rp 200",
    "Rp 250",
    "Rp 500",
    "Rp 1,000",
  ]);
  expect(labels(volumeOptions(70, translate))[3]).toBe("70%");
});
