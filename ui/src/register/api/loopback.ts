import type { CommandError } from "./bindings";

/** A development host, or the development server in front of it. */
export interface HostAddress {
  readonly url: string;
  /** Not needed through the development server. */
  readonly token?: string;
}

/** A shop of a development host. */
export interface ShopAddress extends HostAddress {
  readonly name: string;
}

/** What a development host refuses. */
export class Refusal extends Error {
  constructor(readonly error: CommandError) {
    super(error.message);
  }
}

async function post<Answer>(host: HostAddress, path: string, body: object): Promise<Answer> {
  const response = await fetch(`${host.url}/${path}`, {
    method: "POST",
    headers: host.token === undefined ? {} : { authorization: `Bearer ${host.token}` },
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
  return { ...host, name: await post<string>(host, "open", { copy_of: copyOf }) };
}

/** Asks a shop for what is at a path of it. */
export function askShop<Answer>(shop: ShopAddress, path: string, body: object): Promise<Answer> {
  return post(shop, `${shop.name}/${path}`, body);
}
