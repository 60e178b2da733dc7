const two = (value: number): string => String(value).padStart(2, "0");

/** A name that no earlier file has: `kasapro-support-20261129-1405.zip`. */
export function supportFileName(at: Date): string {
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `kasapro-support-${day}-${two(at.getHours())}${two(at.getMinutes())}.zip`;
}
