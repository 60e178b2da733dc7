import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A development host that runs, and how to speak to it. */
export interface RunningHost {
  readonly url: string;
  readonly token: string;
  readonly stop: () => void;
}

/** Where cargo puts the program; `KASAPRO_DEV_HOST` names another one. */
function programPath(): string {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target");
  const suffix = process.platform === "win32" ? ".exe" : "";
  return process.env.KASAPRO_DEV_HOST ?? path.join(target, "debug", `kasapro-dev-host${suffix}`);
}

/** Builds the program where it is missing, or always with `fresh`. */
function build(fresh: boolean): string {
  const program = programPath();
  if (process.env.KASAPRO_DEV_HOST === undefined && (fresh || !existsSync(program))) {
    const { status } = spawnSync("cargo", ["build", "-p", "dev-host"], {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) {
      throw new Error("the development host does not build: cargo build -p dev-host");
    }
  }
  return program;
}

/** Starts a development host; it ends with this process at the latest. */
export async function startHost({ fresh = false } = {}): Promise<RunningHost> {
  const child = spawn(build(fresh), {
    stdio: ["pipe", "pipe", "inherit"],
    // The shops begin in Indonesian, whatever the desktop of the developer speaks.
    env: { ...process.env, LC_ALL: "id_ID.UTF-8", LANG: "id_ID.UTF-8" },
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
  return { url: `http://127.0.0.1:${port}`, token, stop: () => child.stdin.end() };
}
