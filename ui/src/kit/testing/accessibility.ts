import axe from "axe-core";
import { expect } from "vitest";

/**
 * Fails on any accessibility fault axe finds. Contrast is left out: jsdom draws no colours;
 * `design/contrast.test.ts` computes it from the themes instead.
 */
export async function expectAccessible(container: Element): Promise<void> {
  const result = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(result.violations.map((fault) => `${fault.id}: ${fault.nodes[0]?.html ?? ""}`)).toEqual(
    [],
  );
}
