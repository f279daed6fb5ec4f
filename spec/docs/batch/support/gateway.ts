import type { Reply, ReplyMaker } from 'framewise/testing';

export const answerTo = (id: number): string => `Answer ${String(id)}: ünïcode\n"quoted"`;
export const promptOf = (body: unknown): number => Number((body as { messages: [{ content: string }] }).messages[0].content);

/** Answers each prompt with its own text, fails every so manieth request, and counts how many are open at a time. */
export class Gateway {
  faults = 0;
  most = 0;
  #open = 0;
  #count = 0;
  #waiting: { readonly count: number; readonly go: () => void }[] = [];

  constructor(private readonly everyNth: number) {}

  readonly script: ReplyMaker = (request): Reply => {
    this.#count += 1;
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    void request.closed.then(() => { this.#open -= 1; });
    for (const { count, go } of this.#waiting) if (this.#count >= count) go();
    const text = answerTo(promptOf(request.body));
    if (this.#count % this.everyNth !== 0) return { text, usage: { outputTokens: 3 } };
    this.faults += 1;
    const faults: Reply[] = [
      { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } },
      { text, error: { type: 'overloaded_error', message: 'Overloaded' } },
      { text, fault: { kind: 'end', afterText: 'Answer' } },
    ];
    return faults[this.faults % 3] ?? {};
  };

  /** Resolves when so many requests have been seen in all. */
  seen(count: number): Promise<void> {
    return new Promise((go) => { this.#waiting.push({ count, go }); });
  }
}
