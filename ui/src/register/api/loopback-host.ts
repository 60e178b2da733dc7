import { commandsOf, type Host, type HostListener } from "./host";
import { askShop, Refusal, type Events, type ShopAddress } from "./loopback";

/** The shop that the command being called belongs to. */
let called: ShopAddress | undefined;

/**
 * The real program behind loopback HTTP, for a plain browser and for tests. The generated
 * bindings call it as they call the shell: `invoke` takes the place of Tauri's own.
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
    // A browser does not reveal the path of a file or folder.
    importChoose: () => Promise.resolve(window.prompt("CSV")),
    backupChoose: () => Promise.resolve(window.prompt("Backup")),
    folderChoose: () => Promise.resolve(window.prompt("Folder")),
    newFileChoose: (name: string) => Promise.resolve(window.prompt("File", name)),
    fullScreenToggle: async () => {
      await (document.fullscreenElement === null
        ? document.documentElement.requestFullscreen()
        : document.exitFullscreen());
      return null;
    },
    // A browser closes without asking.
    windowCloseAnswer: () => Promise.resolve(null),
    autostartRead: () => Promise.resolve(false),
    autostartWrite: () => Promise.reject(new Error("only the desktop program starts with it")),
    startAgain: () => Promise.resolve(null),
    supportFileSave: () => Promise.reject(new Error("only the desktop program writes the file")),
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

/** Passes the events of a shop to a listener until the result is called. */
function follow(shop: ShopAddress, listener: HostListener): () => void {
  const handlers = {
    statusChanged: listener.onStatus,
    catalogChanged: listener.onCatalog,
    peopleChanged: listener.onPeople,
    settingsChanged: listener.onSettings,
    printQueueChanged: listener.onPrintQueue,
    importProgressed: listener.onImport,
    syncChanged: listener.onSync,
  };
  let stopped = false;
  const isListening = (): boolean => !stopped;
  const listen = async (): Promise<void> => {
    let { count } = await askShop<Events>(shop, "events/now", {});
    while (isListening()) {
      const news = await askShop<Events>(shop, `events/${count}`, {});
      count = news.count;
      for (const { name, payload } of isListening() ? news.events : []) {
        handlers[name](payload as never);
      }
    }
  };
  // The shop is closed, or the host has ended.
  listen().catch(() => undefined);
  return () => {
    stopped = true;
  };
}
