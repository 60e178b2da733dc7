/**
 * True for a PIN that anybody would try first: all digits the same, or a run up or down. It is
 * worth a warning, not a refusal.
 */
export function isWeakPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, place) => Number(digit) - Number(pin[place]));
  const step = steps[0] ?? 0;
  return Math.abs(step) <= 1 && steps.every((one) => one === step);
}
