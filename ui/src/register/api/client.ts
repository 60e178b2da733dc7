import type { Host } from "./host";

let current: Host | undefined;

/** Chooses the program behind the screens; once, before the first is shown. */
export function installHost(host: Host): void {
  current = host;
}

/** Every command, by its name: `api.cartScan(commandId, code, null)`. */
export const api = new Proxy({} as Host, {
  get: (_target, name) => {
    if (current === undefined) {
      throw new Error("No host is installed.");
    }
    return current[name as keyof Host];
  },
});
