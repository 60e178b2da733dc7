import { commandsOf, type Host, type HostListener } from "./host";
import { askShop, Refusal, type ShopAddress } from "./loopback";

/** The shop that the command being called belongs to. */
let called: ShopAddress | undefined;

/**
 * The real program behind loopback HTTP, for a plain browser and for tests. The generated
 * bindings call it as they call the shell: this stands where Tauri puts its own `invoke`.
 */
export function loopbackHost(shop: ShopAddress): Host {
  Object.assign(window, { __TAURI_INTERNALS__: { invoke } });
  const commands = Object.entries(commandsOf()).map(([name, command]) => [
    name,
    (...values: unknown[]) => {
      // The bindings call `invoke` before they wait for anything.
      called = shop;
      return (command as (...values: unknown[]) => Promise<unknown>)(...values);
    },
  ]);
  return {
    ...Object.fromEntries(commands),
    // A browser does not say where a file is.
    importChoose: () => Promise.resolve(window.prompt("CSV")),
    subscribe: (listener) => follow(shop, listener),
  } as Host;
}

async function invoke(command: string, values: object = {}): Promise<unknown> {
  if (called === undefined) {
    throw new Error("no shop is open");
  }
  try {
    return await askShop(called, `command/${command}`, values);
  } catch (error) {
    // The shell rejects with the refusal itself.
    throw error instanceof Refusal ? error.error : error;
  }
}

interface Events {
  readonly count: number;
  readonly events: readonly {
    readonly name: "statusChanged" | "printQueueChanged" | "importProgressed" | "syncChanged";
    readonly payload: never;
  }[];
}

/** Hears what happens in a shop until the result is called. */
function follow(shop: ShopAddress, listener: HostListener): () => void {
  const tell = {
    statusChanged: listener.onStatus,
    printQueueChanged: listener.onPrintQueue,
    importProgressed: listener.onImport,
    syncChanged: listener.onSync,
  };
  let stopped = false;
  const isHeard = (): boolean => !stopped;
  const listen = async (): Promise<void> => {
    let { count } = await askShop<Events>(shop, "events/now", {});
    while (isHeard()) {
      const news = await askShop<Events>(shop, `events/${count}`, {});
      count = news.count;
      for (const { name, payload } of isHeard() ? news.events : []) {
        tell[name](payload);
      }
    }
  };
  // The shop is closed, or the host has ended.
  listen().catch(() => undefined);
  return () => {
    stopped = true;
  };
}
