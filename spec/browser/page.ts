import { type ApiError, chatCompletions, collect, type Completion, messages, reliably, responses, streamFrames } from 'framewise';
import { map, take } from 'rxjs';

/** What the page did with one stream: as plain data, since it has to leave the browser. */
export interface Told {
  text: string;
  error?: Pick<ApiError, 'type' | 'origin' | 'status' | 'retryable' | 'advice'>;
}

const protocols = { 'chat-completions': chatCompletions, messages, responses };

const options = { apiKey: 'key-of-a-browser', body: { model: 'any' } };

declare global {
  /** Tells the spec how far the text has grown. */
  function onText(text: string): Promise<void>;
}

/** Runs in the browser; the spec calls it through its global name. */
function read(protocol: keyof typeof protocols, snapshots = Infinity, baseUrl = location.origin): Promise<Told> {
  return new Promise((resolve) => {
    let text = '';
    // The payload types differ, and this page reads none of them.
    streamFrames(protocols[protocol] as typeof messages, { ...options, baseUrl })
      .pipe(
        reliably({ maxRetries: 0, logger: { warn: () => undefined, error: () => undefined } }),
        collect(),
        take(snapshots),
        map((completion: Completion) => completion.text),
      )
      .subscribe({
        next: (grown) => {
          text = grown;
          void onText(text);
        },
        error: ({ type, origin, status, retryable, advice }: ApiError) => {
          resolve({ text, error: { type, origin, status, retryable, advice } });
        },
        complete: () => {
          resolve({ text });
        },
      });
  });
}

Object.assign(globalThis, { read });
