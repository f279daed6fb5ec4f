import type { Target } from './targets.js';
import type { Table } from './workload.js';

/** A Markdown table, which reads as well on a terminal as on a page. */
export function formatTable({ title, unit, note, rows }: Table): string {
  const hasQuartiles = rows.some(({ quartiles }) => quartiles !== undefined);
  const header = ['', unit, 'against the first', ...(hasQuartiles ? ['quartiles'] : [])];
  const lines = rows.map(({ name, value, ratio, quartiles }) => [name, formatNumber(value), ratio.toFixed(2), ...(quartiles ? [quartiles.map((each) => each.toFixed(2)).join(' to ')] : [])]);
  return `**${title}**${note === undefined ? '' : ` (${note})`}\n\n${markdown([header, ...lines])}`;
}

export function formatTargets(targets: readonly Target[]): string {
  const lines = targets.map(({ name, value, bound, met }) => [name, value.toFixed(2), bound, met ? 'met' : 'not met']);
  return `**targets**\n\n${markdown([['', 'measured', 'target', ''], ...lines])}`;
}

/** Whole numbers from 100 on: nobody believes the digits behind them. */
function formatNumber(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);
}

/** A Markdown table; the first row is its header, and all columns but the first are numbers. */
export function markdown([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}
