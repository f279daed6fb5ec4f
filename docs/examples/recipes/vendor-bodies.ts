import type Anthropic from '@anthropic-ai/sdk';
import { accumulate, messages, reliably, type RequestOptions, responses, streamFrames, text } from 'framewise';
import type OpenAI from 'openai';
import { type Observable, takeLast } from 'rxjs';

type Place = Omit<RequestOptions, 'body'>;

/** `satisfies` checks the body, and completes its fields in the editor. The SDKs are needed for their types alone. */
export function words(place: Place, input: string): Observable<string> {
  const body = { model: 'gpt-5', input, reasoning: { effort: 'low' } } satisfies OpenAI.Responses.ResponseCreateParams;
  return streamFrames(responses, { ...place, body }).pipe(reliably(), text());
}

/** And the answer as the vendor's own type. */
export function message(place: Place, content: string): Observable<Anthropic.Message> {
  const body = { model: 'claude-sonnet-4-5', max_tokens: 1024, messages: [{ role: 'user', content }] } satisfies Anthropic.MessageCreateParams;
  return streamFrames(messages, { ...place, body }).pipe(reliably(), accumulate<Anthropic.Message>(messages), takeLast(1));
}
