import type { Bar, Chart } from './bar-chart.js';

/** What `spec/bench` writes, as far as it is drawn. */
export interface Results {
  readonly tables: readonly {
    readonly title: string;
    readonly unit: string;
    readonly rows: readonly Bar[];
  }[];
}

/** The charts of a results file, by what their picture is about: tables whose titles are the same up to the comma share one. */
export function readResults({ tables }: Results): ReadonlyMap<string, readonly Chart[]> {
  const charts = new Map<string, Chart[]>();
  for (const { title, unit, rows } of tables) {
    const [about = title] = title.split(',');
    const chart = { title, unit, bars: rows.map(({ name, value, ratio }) => ({ name, value, ratio })) };
    charts.set(about, [...(charts.get(about) ?? []), chart]);
  }
  return charts;
}

/** The file of a picture, by what it is about. */
export function chartFile(about: string): string {
  return `benchmark-${about.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
}
