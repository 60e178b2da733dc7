import type { TestProject } from "vitest/node";
import { seedShops, type Templates } from "./seed-shops.ts";
import { startHost } from "./start-host.ts";

declare module "vitest" {
  interface ProvidedContext {
    devHost: { readonly url: string; readonly token: string; readonly templates: Templates };
  }
}

/** One development host for all tests of a run; each test opens shops of its own on it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { url, token, stop } = await startHost();
  project.provide("devHost", { url, token, templates: await seedShops({ url, token }) });
  return stop;
}
