import { inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type ApiError, collect, messages, reliably } from 'framewise';
import { Framewise } from 'framewise/angular';
import { catchError, map, of, scan, startWith } from 'rxjs';

interface Told {
  readonly text: string;
  readonly error?: ApiError;
}

export class Explanation {
  readonly #framewise = inject(Framewise);
  readonly topic = signal<string | undefined>(undefined);

  readonly explanation = rxResource({
    params: () => this.topic(),
    stream: ({ params }) =>
      this.#framewise.stream(messages, { model: 'any', max_tokens: 1024, messages: [{ role: 'user', content: params }] }).pipe(
        reliably(),
        collect(),
        map(({ text }): Partial<Told> => ({ text })),
        catchError((error: unknown) => of<Partial<Told>>({ error: error as ApiError })),
        startWith<Partial<Told>>({}),
        scan((told: Told, change) => ({ ...told, ...change }), { text: '' }),
      ),
    defaultValue: { text: '' },
  });
}
