/**
 * A new id for one press of a button: a UUID of version 7, so that the ledger's index grows
 * at its end. A press that is sent again keeps its id and counts once.
 */
export function newCommandId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const time = now.toString(16).padStart(12, "0");
  const random = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[(bytes[2] ?? 0) % 4] ?? "8";
  return [
    time.slice(0, 8),
    time.slice(8, 12),
    `7${random.slice(0, 3)}`,
    `${variant}${random.slice(5, 8)}`,
    random.slice(8, 20),
  ].join("-");
}
