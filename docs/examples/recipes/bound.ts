import { bindFrames, messages, reliably, type RequestOptions, text } from 'framewise';
import type { Observable } from 'rxjs';

/** What all requests of an app have in common, bound once. A key may be a function: it is asked for each attempt, so a token may expire. */
export function assistant(place: Pick<RequestOptions, 'baseUrl' | 'apiKey'>) {
  const frames = bindFrames(messages, { ...place, body: { model: 'claude-sonnet-4-5', max_tokens: 1024 }, label: 'assistant' });
  return (content: string): Observable<string> => frames({ messages: [{ role: 'user', content }] }).pipe(reliably(), text());
}
