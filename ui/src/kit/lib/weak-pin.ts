/**
 * True for a PIN that anybody would try first: all digits the same, or a run up or down. It is
 * worth a warning, not a refusal.
 */
export function isWeakPin(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, place) => digit - (digits[place] ?? 0));
  const step = steps[0] ?? 0;
  return Math.abs(step) <= 1 && steps.every((one) => one === step);
}
