import { createHash, timingSafeEqual } from "node:crypto";
import { request, type IncomingMessage, type ServerResponse } from "node:http";
import type { RunningHost } from "./start-host.ts";
import type { Templates } from "./seed-shops.ts";

export interface SeededHost extends RunningHost {
  readonly templates: Templates;
}

/** Starts a host with the first call, and anew once a start has failed or the host has ended. */
export function startedOnce<Host extends RunningHost>(
  start: () => Promise<Host>,
): () => Promise<Host> {
  let running: Promise<Host> | undefined;
  return () => {
    if (running === undefined) {
      const started = start();
      const forget = (): void => void (running = undefined);
      running = started;
      started.then(({ ended }) => ended).then(forget, forget);
    }
    return running;
  };
}

/**
 * Answers the screens in a browser: `/templates` names the template shops, everything else goes
 * to the development host. Its commands read and write files of the developer, so only a page of
 * this server that knows the secret is answered: no page of another port, no other user of this
 * computer, and no site whose name was made to point here.
 */
export function guardedProxy(host: () => Promise<SeededHost>, secret: string) {
  return (question: IncomingMessage, answer: ServerResponse): void => {
    if (!isOwnPage(question) || !hasSecret(question, secret)) {
      reply(answer, 403, "open the address with the key that the development server printed");
      return;
    }
    host().then(
      (running) => {
        if (question.url === "/templates") {
          reply(answer, 200, running.templates);
        } else {
          passOn(question, answer, running);
        }
      },
      (error: unknown) => reply(answer, 500, String(error)),
    );
  };
}

function isOwnPage({ headers }: IncomingMessage): boolean {
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? "");
  return isLocal && headers["sec-fetch-site"] === "same-origin";
}

function hasSecret({ headers }: IncomingMessage, secret: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${secret}`));
}

function reply(answer: ServerResponse, status: number, body: unknown): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function passOn(question: IncomingMessage, answer: ServerResponse, host: SeededHost): void {
  const { "content-length": length } = question.headers;
  const passed = request(
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
  passed.on("error", (error) => reply(answer, 502, String(error)));
  question.pipe(passed);
}
