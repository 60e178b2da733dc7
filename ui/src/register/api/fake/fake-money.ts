import type { MoneyView } from "../bindings";
import { refuse } from "./fake-refusal";

/*
 * The fake stands in for Rust, so it may do what no screen does: arithmetic on money.
 */

/** Rupiah as Rust writes them: `Rp 12.500`. */
export function money(cents: number): MoneyView {
  const whole = Math.round(Math.abs(cents) / 100);
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ".");
  return { cents, text: `${cents < 0 ? "-" : ""}Rp ${grouped}` };
}

/** Reads `12.500`, `12,500` and `12500` as the same amount of cents. */
export function parseAmount(text: string): number {
  const digits = text.replace(/[.,]/g, "");
  if (!/^\d{1,12}$/.test(digits)) {
    refuse("amount_invalid");
  }
  return Number(digits) * 100;
}

/** Reads `3`, `0,25` and `0.25` as thousandths. */
export function parseQuantity(text: string): number {
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value) || value <= 0 || value > 9999) {
    refuse("quantity_invalid");
  }
  return Math.round(value * 1000);
}

/** A quantity as people read it. */
export function quantityText(thousandths: number): string {
  return String(thousandths / 1000).replace(".", ",");
}

/** Price times quantity, half up. */
export function lineTotal(priceCents: number, thousandths: number): number {
  return Math.round((priceCents * thousandths) / 1000);
}

/** To the nearest step, as cash is. */
export function roundToStep(cents: number, step: number): number {
  return Math.round(cents / step) * step;
}
