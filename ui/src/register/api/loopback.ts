import type { CommandError, ImportProgress, StatusView, SyncStatusView } from "./bindings";

/** A development host, or the development server in front of it. */
export interface HostAddress {
  readonly url: string;
  /** The host's own, or the development server's key for this start. */
  readonly token: string;
}

/** A shop of a development host. */
export interface ShopAddress extends HostAddress {
  readonly name: string;
}

/** What happened in a shop, and how many events there have been by now. */
export interface Events {
  readonly count: number;
  readonly events: readonly ShopEvent[];
}

type ShopEvent =
  | { readonly name: "statusChanged"; readonly payload: StatusView }
  | {
      readonly name: "catalogChanged" | "peopleChanged" | "settingsChanged" | "printQueueChanged";
      readonly payload: null;
    }
  | { readonly name: "importProgressed"; readonly payload: ImportProgress }
  | { readonly name: "syncChanged"; readonly payload: SyncStatusView };

/** What a development host refuses. */
export class Refusal extends Error {
  constructor(readonly error: CommandError) {
    super(error.message);
  }
}

/** Asks a host for what is at a path. */
export async function askHost<Answer>(
  host: HostAddress,
  path: string,
  body: object,
): Promise<Answer> {
  const response = await fetch(`${host.url}/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${host.token}` },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (response.ok) {
    return answer as Answer;
  }
  if (response.status === 422) {
    throw new Refusal(answer as CommandError);
  }
  throw new Error(`${path}: ${JSON.stringify(answer)}`);
}

/** Opens an empty shop, or a copy of a closed one. */
export async function openShop(host: HostAddress, copyOf: string | null): Promise<ShopAddress> {
  return { ...host, name: await askHost<string>(host, "open", { copy_of: copyOf }) };
}

/** Asks a shop for what is at a path of it. */
export function askShop<Answer>(shop: ShopAddress, path: string, body: object): Promise<Answer> {
  return askHost(shop, `${shop.name}/${path}`, body);
}
