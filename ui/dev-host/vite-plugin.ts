import { request } from "node:http";
import type { Plugin } from "vite";
import { seedShops } from "./seed-shops.ts";
import { startHost } from "./start-host.ts";

/** Where the screens in a plain browser find the development host. */
const PATH = "/dev-host";

/**
 * Puts a development host behind the development server: `/dev-host/templates` names its
 * template shops, everything else goes to the host. It starts with the first question, for the
 * real window never asks.
 */
export function devHost(): Plugin {
  const start = async () => {
    const host = await startHost({ fresh: true });
    return { host, templates: await seedShops(host) };
  };
  let running: ReturnType<typeof start> | undefined;
  return {
    name: "kasapro-dev-host",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use(PATH, (question, answer, next) => {
        // A page of another origin may not use the host through this server.
        if (question.headers["sec-fetch-site"] === "cross-site") {
          next();
          return;
        }
        running ??= start();
        running.then(({ host, templates }) => {
          if (question.url === "/templates") {
            answer.setHeader("content-type", "application/json").end(JSON.stringify(templates));
            return;
          }
          const { "content-length": length } = question.headers;
          const asked = request(
            `${host.url}${question.url ?? ""}`,
            {
              method: "POST",
              headers: {
                authorization: `Bearer ${host.token}`,
                ...(length !== undefined && { "content-length": length }),
              },
            },
            (answered) => {
              answer.writeHead(answered.statusCode ?? 500, answered.headers);
              answered.pipe(answer);
            },
          );
          asked.on("error", next);
          question.pipe(asked);
        }, next);
      });
    },
  };
}
