import type { SettingsInput } from "../bindings";
import type { Host } from "../host";
import { cartCommands } from "./fake-cart";
import { productCommands } from "./fake-products";
import { shopCommands } from "./fake-shop";
import { syncCommands } from "./fake-sync";
import { tenderCommands } from "./fake-tender";
import { newWorld, type FakeStage, type FakeWorld } from "./fake-world";

/** A program in memory that behaves like the real one, for tests and for a plain browser. */
export interface FakeHost extends Host {
  readonly world: FakeWorld;
}

/** A fresh shop, as far along as asked for. */
export function fakeHost(stage: FakeStage, settings: Partial<SettingsInput> = {}): FakeHost {
  const world = newWorld(stage, settings);
  const host: FakeHost = {
    world,
    ...cartCommands(world),
    ...tenderCommands(world),
    ...shopCommands(world),
    ...syncCommands(world),
    ...productCommands(world),
    subscribe: (listener) => {
      world.listeners.add(listener);
      return () => {
        world.listeners.delete(listener);
      };
    },
  };
  if (stage === "selling") {
    world.shift = {
      shift_id: "00000000-0000-7000-8000-000000005417",
      number: 12,
      opened_by: "Ayu Lestari",
      opened_at_ms: Date.now(),
      business_date: "2026-11-22",
      float: { cents: 20_000_000, text: "Rp 200.000" },
    };
  }
  return host;
}
