import { createServer, request, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { guardedProxy, startedOnce, type SeededHost } from "./guarded-proxy.ts";

const SECRET = "secret-of-this-start";

const OWN_PAGE = {
  host: "localhost:1420",
  "sec-fetch-site": "same-origin",
  authorization: `Bearer ${SECRET}`,
};

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  onTestFinished(() => void server.close());
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  return (server.address() as AddressInfo).port;
}

/** A host that answers with the path and the authorization that it was sent. */
async function runningHost(ended = new Promise<void>(() => undefined)): Promise<SeededHost> {
  const port = await serve((question, answer) => {
    answer.end(JSON.stringify([question.url, question.headers.authorization]));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token: "token-of-the-host",
    templates: { no_shift: "1", selling: "2" },
    stop: () => undefined,
    ended,
  };
}

async function ask(port: number, path: string, headers: IncomingHttpHeaders) {
  return new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const options = { port, path, headers, method: "POST" };
    const asked = request({ host: "127.0.0.1", ...options }, (answer) => {
      let text = "";
      answer.on("data", (part: Buffer) => (text += part.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the own page that knows the secret speaks to the host, by the host's token", async () => {
  const host = await runningHost();
  const port = await serve(guardedProxy(() => Promise.resolve(host), SECRET));
  expect(await ask(port, "/templates", OWN_PAGE)).toEqual({ status: 200, body: host.templates });
  expect(await ask(port, "/2/command/people", OWN_PAGE)).toEqual({
    status: 200,
    body: ["/2/command/people", "Bearer token-of-the-host"],
  });
});

test.each<[string, IncomingHttpHeaders]>([
  ["a page of another port", { ...OWN_PAGE, "sec-fetch-site": "same-site" }],
  ["a page of another site", { ...OWN_PAGE, "sec-fetch-site": "cross-site" }],
  ["a program that is no browser", { host: OWN_PAGE.host, authorization: OWN_PAGE.authorization }],
  ["a page without the secret", { host: OWN_PAGE.host, "sec-fetch-site": "same-origin" }],
  ["a page with another secret", { ...OWN_PAGE, authorization: "Bearer another" }],
  ["a name that points here", { ...OWN_PAGE, host: "localhost.example:1420" }],
])("%s is refused and starts nothing", async (_who, headers) => {
  const start = vi.fn(() => runningHost());
  const port = await serve(guardedProxy(start, SECRET));
  expect((await ask(port, "/templates", headers)).status).toBe(403);
  expect(start).not.toHaveBeenCalled();
});

test("a start that failed is told, and tried again by the next request", async () => {
  const start = vi
    .fn(() => runningHost())
    .mockRejectedValueOnce(new Error("the development host does not build"));
  const port = await serve(guardedProxy(startedOnce(start), SECRET));
  const failed = await ask(port, "/templates", OWN_PAGE);
  expect(failed).toEqual({ status: 500, body: "Error: the development host does not build" });
  expect((await ask(port, "/templates", OWN_PAGE)).status).toBe(200);
});

test("a host is started once, and again when it has ended", async () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const start = vi.fn(() => runningHost()).mockImplementationOnce(() => runningHost(ended));
  const host = startedOnce(start);
  const [one, other] = await Promise.all([host(), host()]);
  expect(other).toBe(one);
  end();
  await vi.waitUntil(async () => (await host()) !== one);
  expect(start).toHaveBeenCalledTimes(2);
});
