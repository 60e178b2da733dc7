import type { ProductDetail, ProductInput } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import type { Host } from "@/register/api/host";

export async function productNamed(shop: Host, name: string): Promise<ProductDetail> {
  const [found] = await shop.productSearch(name, 1);
  return shop.productShow(found!.product_id);
}

/** Changes a product without the screen that is shown. */
export async function changeProduct(
  shop: Host,
  name: string,
  fields: Partial<ProductInput>,
): Promise<ProductDetail> {
  const { product_id, revision, ...product } = await productNamed(shop, name);
  const input: ProductInput = {
    product_id,
    base_revision: revision,
    name: product.name,
    sku: product.sku,
    barcode: product.barcode,
    category: product.category,
    unit: product.unit,
    weighed: product.weighed,
    price_text: product.price_text,
    cost_text: product.cost_text,
    tax_exempt: product.tax_exempt,
    low_stock_threshold_text: product.low_stock_threshold_text,
  };
  return shop.productSave(newCommandId(), { ...input, ...fields });
}
