import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/** What the numbers were measured on, and with which versions. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function machine(): Machine {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> };
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    versions: dependencies,
  };
}
