import { expect, test, vi } from "vitest";
import { openTestShop } from "@/register/testing/shop";
import { setLanguage, translate } from "@/kit/i18n/language";
import { applyAppearance, applyRememberedLook } from "./appearance";

test("a window that cannot read its settings speaks the language of the last start", async () => {
  const shop = await openTestShop("locked", { settings: { language: "en" } });
  applyAppearance(await shop.appStatus());
  setLanguage("id");
  applyRememberedLook();
  expect(translate("shell.close")).toBe("Close");
});

test("what is remembered and no language gives way to the desktop's", () => {
  localStorage.setItem("kasapro.language", "tlh");
  setLanguage("id");
  vi.spyOn(navigator, "language", "get").mockReturnValue("en-GB");
  applyRememberedLook();
  expect(translate("shell.close")).toBe("Close");
});
