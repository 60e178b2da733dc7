import type { ProductDetail, ProductHit, ProductInput, ProductRow } from "../bindings";
import type { Host } from "../host";
import { money, parseAmount } from "./fake-money";
import { refuse } from "./fake-refusal";
import type { FakeWorld } from "./fake-world";

type ProductCommands = "productsList" | "productShow" | "productSave" | "productSetStatus";

const LOW_STOCK = 10;

/** A product of the office screens; the sale knows it by `ProductHit`. */
export function detailOf(hit: ProductHit): ProductDetail {
  const cost = Math.round(hit.price.cents * 0.8);
  return {
    product_id: hit.product_id,
    revision: 1,
    name: hit.name,
    sku: hit.sku ?? "",
    barcode: hit.barcode ?? "",
    barcode_check_digit_wrong: false,
    category: hit.category ?? "",
    unit: hit.unit ?? "",
    weighed: hit.weighed,
    price: hit.price,
    price_text: String(hit.price.cents / 100),
    cost: money(cost),
    cost_text: String(cost / 100),
    tax_exempt: false,
    status: hit.status,
    low_stock_threshold_text: String(LOW_STOCK),
    stock_text: hit.stock_text,
    stock_low: Number(hit.stock_text) <= LOW_STOCK,
    may_edit: true,
  };
}

const orNull = (text: string): string | null => (text === "" ? null : text);

function rowOf(detail: ProductDetail): ProductRow {
  const { product_id, name, weighed, price, stock_text, stock_low, status } = detail;
  return {
    product_id,
    name,
    sku: orNull(detail.sku),
    barcode: orNull(detail.barcode),
    category: orNull(detail.category),
    unit: orNull(detail.unit),
    weighed,
    price,
    stock_text,
    stock_low,
    status,
  };
}

function amountOf(text: string, field: string): number | null {
  if (text.trim() === "") {
    return null;
  }
  try {
    return parseAmount(text.trim());
  } catch {
    return refuse("product_invalid", { field });
  }
}

function mayEdit(world: FakeWorld): boolean {
  return world.user !== null && world.user.role !== "cashier";
}

function check(world: FakeWorld, input: ProductInput, known: ProductDetail | undefined): void {
  if (!mayEdit(world)) {
    refuse("permission_denied", { permission: "edit_products" });
  }
  if (known !== undefined && known.revision !== input.base_revision) {
    refuse("product_changed");
  }
  if (input.name.trim() === "") {
    refuse("product_invalid", { field: "name" });
  }
  for (const field of ["barcode", "sku"] as const) {
    const code = input[field].trim();
    if (code !== "" && world.products.some((one) => one !== known && one[field] === code)) {
      refuse("product_code_taken", { field });
    }
  }
}

function saved(world: FakeWorld, input: ProductInput): ProductDetail {
  const known = input.product_id === null ? undefined : find(world, input.product_id);
  check(world, input, known);
  const price = amountOf(input.price_text, "price_text");
  const cost = amountOf(input.cost_text, "cost_text");
  return {
    product_id: known?.product_id ?? crypto.randomUUID(),
    revision: (known?.revision ?? 0) + 1,
    name: input.name.trim(),
    sku: input.sku.trim(),
    barcode: input.barcode.trim(),
    barcode_check_digit_wrong: false,
    category: input.category.trim(),
    unit: input.unit.trim(),
    weighed: input.weighed,
    price: price === null ? null : money(price),
    price_text: price === null ? "" : String(price / 100),
    cost: cost === null ? null : money(cost),
    cost_text: cost === null ? "" : String(cost / 100),
    tax_exempt: input.tax_exempt,
    status: known?.status ?? "active",
    low_stock_threshold_text: input.low_stock_threshold_text.trim(),
    stock_text: known?.stock_text ?? "0",
    stock_low: known?.stock_low ?? false,
    may_edit: true,
  };
}

function find(world: FakeWorld, id: string): ProductDetail {
  return world.products.find((one) => one.product_id === id) ?? refuse("product_not_found");
}

/** Puts a product into the catalog, in place of what it was. */
export function keepProduct(world: FakeWorld, detail: ProductDetail): ProductDetail {
  const others = world.products.filter((one) => one.product_id !== detail.product_id);
  world.products = [...others, detail].sort((a, b) => a.name.localeCompare(b.name));
  return shownTo(world, detail);
}

/** What a person may see of it. */
function shownTo(world: FakeWorld, detail: ProductDetail): ProductDetail {
  return mayEdit(world) ? detail : { ...detail, cost: null, cost_text: "", may_edit: false };
}

/** The commands of the products screen. */
export function productCommands(world: FakeWorld): Pick<Host, ProductCommands> {
  return {
    productsList: async (query, category, status, after, limit) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const found = world.products.filter((one) => {
        const text = `${one.name} ${one.sku} ${one.barcode}`.toLowerCase();
        return (
          words.every((word) => text.includes(word)) &&
          (category === null || one.category === category) &&
          (status === null || one.status === status)
        );
      });
      const from = after === null ? 0 : Number(after);
      const next = from + limit < found.length ? String(from + limit) : null;
      return { rows: found.slice(from, from + limit).map(rowOf), next };
    },
    productShow: async (id) => shownTo(world, find(world, id)),
    productSave: async (_commandId, input) => keepProduct(world, saved(world, input)),
    productSetStatus: async (_commandId, id, active) => {
      if (!mayEdit(world)) {
        refuse("permission_denied", { permission: "edit_products" });
      }
      const known = find(world, id);
      const status = active ? "active" : "inactive";
      return keepProduct(world, { ...known, revision: known.revision + 1, status });
    },
  };
}
