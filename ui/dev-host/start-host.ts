import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A development host that runs, and how to speak to it. */
export interface RunningHost {
  readonly url: string;
  readonly token: string;
  readonly stop: () => void;
  /** Settles when the program has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

/** Starts a development host; it ends with this process at the latest. */
export async function startHost(): Promise<RunningHost> {
  const child = spawn(process.env.KASAPRO_DEV_HOST ?? (await build()), {
    stdio: ["pipe", "pipe", "inherit"],
    // The shops begin in Indonesian, whatever the desktop of the developer speaks.
    env: { ...process.env, LC_ALL: "id_ID.UTF-8", LANG: "id_ID.UTF-8" },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const [greeting] = await Promise.race([
    new Promise<string[]>((resolve) => {
      createInterface(child.stdout).once("line", (line) => resolve([line]));
    }),
    new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the development host ended with ${code}`)));
    }),
  ]);
  const { port, token } = JSON.parse(greeting ?? "") as { port: number; token: string };
  return { url: `http://127.0.0.1:${port}`, token, ended, stop: () => child.stdin.end() };
}

/** What cargo says about each thing that it has built. */
interface BuildMessage {
  readonly reason: string;
  readonly target?: { readonly name: string };
  readonly executable?: string | null;
}

/**
 * Has cargo build the program, which is quick when nothing changed, and say where it is;
 * `KASAPRO_DEV_HOST` names one that is built already.
 */
async function build(): Promise<string> {
  const cargo = spawn(
    "cargo",
    ["build", "-p", "dev-host", "--message-format", "json-render-diagnostics"],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  const status = new Promise<number | null>((resolve, reject) => {
    cargo.once("error", reject);
    cargo.once("close", resolve);
  });
  let program: string | undefined;
  createInterface(cargo.stdout).on("line", (line) => {
    const message = JSON.parse(line) as BuildMessage;
    if (message.reason === "compiler-artifact" && message.target?.name === "kasapro-dev-host") {
      program = message.executable ?? undefined;
    }
  });
  if ((await status) !== 0 || program === undefined) {
    throw new Error("the development host does not build: cargo build -p dev-host");
  }
  return program;
}
