import { clsx } from "clsx";
import { useEffect, useRef, type ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, digit under digit. */
  readonly numeric?: boolean;
  readonly className?: string;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onRowPress?: (row: Row) => void;
  readonly selectedKey?: string;
  readonly testId?: string;
}

/** A plain table; the heading stays while the rows scroll under it. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, onRowPress, selectedKey, testId } = props;
  // The selection also moves by keys, beyond what is to be seen.
  const selected = useRef<HTMLTableRowElement>(null);
  useEffect(() => selected.current?.scrollIntoView({ block: "nearest" }), [selectedKey]);
  return (
    <table
      data-testid={testId}
      {...(onRowPress && { role: "grid" })}
      className="w-full border-separate border-spacing-0"
    >
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={headClass(column)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              ref={selectedKey === key ? selected : null}
              data-testid="table-row"
              aria-selected={selectedKey === undefined ? undefined : selectedKey === key}
              className={clsx(
                // The heading stays above it.
                "scroll-mt-row-admin",
                selectedKey === key ? "bg-selected" : onRowPress && "hover:bg-sunken",
                onRowPress && "cursor-pointer",
              )}
              {...(onRowPress && pressable(() => onRowPress(row)))}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function headClass<Row>(column: Column<Row>): string {
  return clsx(
    "sticky top-0 z-10 h-row-admin border-b border-border bg-surface px-3 text-meta font-semibold text-muted",
    column.numeric ? "text-right" : "text-left",
    column.className,
  );
}

function cellClass<Row>(column: Column<Row>): string {
  return clsx(
    "h-touch border-b border-hairline px-3",
    column.numeric && "figures text-right whitespace-nowrap",
    column.className,
  );
}

function pressable(press: () => void) {
  return {
    tabIndex: 0,
    onClick: press,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        press();
      }
    },
  };
}
