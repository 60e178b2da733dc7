/** Letters of a recovery code, and of each of its groups. */
const CODE_LETTERS = 28;
const GROUP_LETTERS = 4;

/**
 * A recovery code as it is typed or pasted: upper case, in groups of four. It holds no O, I or L
 * (Crockford's base 32), so those are read as the digits they look like. Whether it is right,
 * Rust says.
 */
export function recoveryText(typed: string): string {
  return (
    plain(typed)
      .slice(0, CODE_LETTERS)
      .match(/.{1,4}/g)
      ?.join("-") ?? ""
  );
}

/** One group as it is typed. */
export function groupText(typed: string): string {
  return plain(typed).slice(0, GROUP_LETTERS);
}

/** Whether all of a group was typed. */
export const isGroupWhole = (group: string): boolean => plain(group).length >= GROUP_LETTERS;

/** Whether all of it was typed. */
export function isRecoveryCodeWhole(code: string): boolean {
  return plain(code).length === CODE_LETTERS;
}

/** The groups of a code. */
export const groupsOf = (code: string): readonly string[] => code.split("-");

function plain(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/[^0-9A-Z]/g, "");
}
