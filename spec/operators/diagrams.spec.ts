import { readFileSync } from 'node:fs';
import { defer, type Observable, Subject } from 'rxjs';

import type { ApiError } from '../../src/errors/api-error.js';
import { scenes } from './diagrams/index.js';
import type { Scene } from './diagrams/scene.js';
import { marbles } from './marbles.js';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe.each(Object.entries(scenes))('the picture of %s', (name, drawn) => {
  it.each(drawn.map((scene) => [scene.caption, scene] as const))('tells the truth: %s', (_, scene) => {
    assertScene(scene);
  });

  it('shows the call that is made', () => {
    const source = readFileSync(new URL(`diagrams/${kebab(name)}.ts`, import.meta.url), 'utf8');
    const made = [...source.matchAll(/operator: \(.*?\) => (.+?),?(?: \};)?$/gm)].map(([, code]) => code?.replace(/, marbles: \w+$/, ''));
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(drawn.map(({ call }) => call))).toEqual(new Set(made));
  });
});

function assertScene({ operator, attempts, result, log, marbles: drawn, error, failure = error }: Scene): void {
  const values = Object.fromEntries(Object.entries(drawn).map(([char, { value }]) => [char, value]));
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const lines = new Subject<string>();
    const logger = {
      warn: (line: string, details: unknown) => { lines.next(`warn: ${line} ${JSON.stringify((details as ApiError).raw)}`); },
      error: (line: string, details: unknown) => { lines.next(`error: ${line} ${(details as ApiError).message}`); },
    };
    const sources = attempts.map(({ frames }) => cold<unknown>(frames.trim(), values, error));
    let begun = 0;
    const source = defer(() => sources[begun++] ?? []) as Observable<never>;

    if (log !== undefined) expectObservable(lines).toBe(log.trim(), values);
    expectObservable(source.pipe(operator({ logger, another: source }))).toBe(result.trim(), values, failure);
    sources.forEach(({ subscriptions }, index) => { expectSubscriptions(subscriptions).toBe(attempts[index]?.subscription.trim() ?? ''); });
  });
}
