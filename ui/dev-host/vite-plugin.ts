import { randomBytes } from "node:crypto";
import type { Plugin } from "vite";
import { guardedProxy, startedOnce } from "./guarded-proxy.ts";
import { seedShops } from "./seed-shops.ts";
import { startHost } from "./start-host.ts";

/** Where the screens in a plain browser find the development host. */
const PATH = "/dev-host";

/**
 * Puts a development host behind the development server, and prints the address that may use it.
 * The host starts with the first request: the real window sends none.
 */
export function devHost(): Plugin {
  return {
    name: "kasapro-dev-host",
    apply: "serve",
    configureServer(server) {
      const secret = randomBytes(16).toString("hex");
      let stop = (): void => undefined;
      const host = startedOnce(async () => {
        const running = await startHost();
        ({ stop } = running);
        try {
          return { ...running, templates: await seedShops(running) };
        } catch (error) {
          running.stop();
          throw error;
        }
      });
      server.middlewares.use(PATH, guardedProxy(host, secret));
      server.httpServer?.once("close", () => stop());
      const printUrls = server.printUrls.bind(server);
      server.printUrls = () => {
        printUrls();
        const address = server.resolvedUrls?.local[0] ?? "";
        server.config.logger.info(`  ➜  A shop:  ${address}?key=${secret}`);
      };
    },
  };
}
