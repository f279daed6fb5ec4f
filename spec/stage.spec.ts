import { Subject, type Subscriber } from 'rxjs';

import { operateBy, Stage } from '../src/stage.js';

/** Doubles what comes, and counts for itself. */
class DoublingStage extends Stage<number, string> {
  #count = 0;

  protected override _next(value: number): void {
    this.out.next(`${String(++this.#count)}: ${String(2 * value)}`);
  }
}

const doubled = operateBy((out: Subscriber<string>) => new DoublingStage(out));

describe('operateBy', () => {
  it('opens a stage for each subscription', () => {
    const source = new Subject<number>();
    const seen: string[] = [];
    for (const name of ['a', 'b']) source.pipe(doubled).subscribe({ next: (text) => seen.push(name + text), error: () => undefined });
    source.next(2);
    source.next(3);
    expect(seen).toEqual(['a1: 4', 'b1: 4', 'a2: 6', 'b2: 6']);
  });

  it('passes errors and completion, and leaves the source when it is left', () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const watch = { next: () => undefined, error: (error: unknown) => seen.push(error), complete: () => seen.push('complete') };
    source.pipe(doubled).subscribe(watch).unsubscribe();
    expect(source.observed).toBe(false);

    source.pipe(doubled).subscribe(watch);
    source.complete();
    const failing = new Subject<number>();
    failing.pipe(doubled).subscribe(watch);
    const reason = new Error('reason');
    failing.error(reason);
    expect(seen).toEqual(['complete', reason]);
  });
});
