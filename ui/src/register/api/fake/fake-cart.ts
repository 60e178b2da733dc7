import type { CartItemView, CartView, ProductHit, ScanView } from "../bindings";
import type { Host } from "../host";
import { CATALOG, productByCode, searchProducts } from "./fake-catalog";
import { lineTotal, money, parseAmount, parseQuantity, quantityText } from "./fake-money";
import { refuse } from "./fake-refusal";
import type { FakeItem, FakeWorld } from "./fake-world";

type CartCommands =
  | "cartView"
  | "cartScan"
  | "cartAddProduct"
  | "cartSetQuantity"
  | "cartRemove"
  | "cartUndo"
  | "cartClear"
  | "cartDiscount"
  | "productSearch"
  | "productCategories"
  | "productInCategory"
  | "doneDismiss";

/** What the cart costs before cash rounding. */
export function cartTotal(world: FakeWorld): number {
  const lines = world.items.map((item) => viewOf(item).total.cents);
  return lines.reduce((sum, cents) => sum + cents, 0) - world.cartDiscountCents;
}

/** The cart as Rust would describe it. */
export function viewCart(world: FakeWorld): CartView {
  const items = world.items.map(viewOf);
  const total = cartTotal(world);
  const discount = world.items.reduce(
    (sum, item) => sum + item.discountCents,
    world.cartDiscountCents,
  );
  const tax = Math.round((total * 11) / 111);
  return {
    cart_id: "00000000-0000-7000-8000-00000000ca47",
    revision: world.revision,
    items,
    line_count: items.length,
    quantity_text: quantityText(
      world.items.reduce(
        (sum, item) => sum + (productOf(item).weighed ? 1000 : item.thousandths),
        0,
      ),
    ),
    gross: money(total + discount),
    discount: money(discount),
    tax_lines: [{ name: "PPN", base: money(total - tax), tax: money(tax), inclusive: true }],
    total: money(total),
    can_undo: world.history.length > 0,
    last_line_id: world.lastLine,
    done: world.done,
  };
}

function productOf(item: FakeItem): ProductHit {
  return (
    CATALOG.find((product) => product.product_id === item.productId) ?? refuse("product_not_found")
  );
}

function viewOf(item: FakeItem): CartItemView {
  const { product_id, name, sku, barcode, unit, weighed, price } = productOf(item);
  return {
    line_id: item.lineId,
    product_id,
    name,
    sku,
    barcode,
    unit,
    weighed,
    quantity_thousandths: item.thousandths,
    quantity_text: quantityText(item.thousandths),
    unit_price: price,
    discount: item.discountCents === 0 ? null : money(item.discountCents),
    total: money(lineTotal(price.cents, item.thousandths) - item.discountCents),
  };
}

/** Makes one change to the cart, unless this command was seen before. */
function change(world: FakeWorld, commandId: string, apply: () => FakeItem[]): CartView {
  if (world.user === null) {
    refuse("locked");
  }
  if (world.shift === null) {
    refuse("no_open_shift");
  }
  if (!world.commands.has(commandId)) {
    const before = world.items;
    world.items = apply();
    world.history.push(before);
    world.commands.add(commandId);
    world.revision += 1;
  }
  return viewCart(world);
}

function add(
  world: FakeWorld,
  commandId: string,
  product: ProductHit,
  quantity: string | null,
): ScanView {
  world.done = null;
  const thousandths = quantity === null ? 1000 : parseQuantity(quantity);
  const cart = change(world, commandId, () => {
    const same = world.items.find(
      (item) => item.productId === product.product_id && !product.weighed,
    );
    if (same !== undefined) {
      world.lastLine = same.lineId;
      const grown = { ...same, thousandths: same.thousandths + thousandths };
      return world.items.map((item) => (item === same ? grown : item));
    }
    world.lastLine = world.nextLine;
    world.nextLine += 1;
    const item = {
      lineId: world.lastLine,
      productId: product.product_id,
      thousandths,
      discountCents: 0,
    };
    return [...world.items, item];
  });
  return { outcome: "added", code: product.barcode ?? "", line_id: world.lastLine, cart };
}

function discountCents(
  world: FakeWorld,
  baseCents: number,
  kind: "amount" | "percent",
  text: string,
): number {
  const cents =
    kind === "amount" ? parseAmount(text) : Math.round((baseCents * parseQuantity(text)) / 100_000);
  if (cents > baseCents) {
    refuse("discount_invalid");
  }
  const isLarge = cents * 10 > baseCents;
  if (isLarge && world.user?.role === "cashier") {
    refuse("approval_required", { permission: "discount_above_limit" });
  }
  return cents;
}

/** The commands of the running sale. */
export function cartCommands(world: FakeWorld): Pick<Host, CartCommands> {
  const item = (lineId: number): FakeItem =>
    world.items.find((one) => one.lineId === lineId) ?? refuse("not_found");
  const replace = (lineId: number, patch: Partial<FakeItem>): FakeItem[] =>
    world.items.map((one) => (one.lineId === lineId ? { ...one, ...patch } : one));
  return {
    cartView: async () => viewCart(world),
    cartScan: async (commandId, code, quantity) => {
      const product = productByCode(code);
      return product === undefined
        ? { outcome: "unknown_code", code, line_id: null, cart: viewCart(world) }
        : add(world, commandId, product, quantity);
    },
    cartAddProduct: async (commandId, productId, quantity) => {
      const product = CATALOG.find((one) => one.product_id === productId);
      return product === undefined
        ? refuse("product_not_found")
        : add(world, commandId, product, quantity);
    },
    cartSetQuantity: async (commandId, lineId, text) => {
      const thousandths = parseQuantity(text);
      item(lineId);
      return change(world, commandId, () => replace(lineId, { thousandths }));
    },
    cartRemove: async (commandId, lineId) => {
      item(lineId);
      return change(world, commandId, () => world.items.filter((one) => one.lineId !== lineId));
    },
    cartUndo: async () => {
      world.items = world.history.pop() ?? world.items;
      world.revision += 1;
      return viewCart(world);
    },
    cartClear: async (commandId) => change(world, commandId, () => []),
    cartDiscount: async (commandId, lineId, discount, approval) => {
      const base = lineId === null ? viewCart(world).gross.cents : viewOf(item(lineId)).total.cents;
      const asSupervisor = { ...world, user: world.people[1] ?? null };
      const cents =
        discount === null
          ? 0
          : discountCents(
              approval === null ? world : asSupervisor,
              base,
              discount.kind,
              discount.value_text,
            );
      return change(world, commandId, () => {
        world.cartDiscountCents = lineId === null ? cents : world.cartDiscountCents;
        return lineId === null ? world.items : replace(lineId, { discountCents: cents });
      });
    },
    doneDismiss: async () => {
      world.done = null;
      world.revision += 1;
      return viewCart(world);
    },
    productSearch: async (text, limit) => searchProducts(text, limit),
    productCategories: async () => [...new Set(CATALOG.flatMap((one) => one.category ?? []))],
    productInCategory: async (category, limit, offset) =>
      CATALOG.filter((one) => one.category === category).slice(offset, offset + limit),
  };
}
