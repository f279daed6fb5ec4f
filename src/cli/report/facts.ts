import { type Choice, requestIdOf } from '../../index.js';
import type { Inspection } from '../inspect/verdict/inspection.js';
import { counted, timeSpan } from '../terminal/wording.js';
import { usageText } from './timeline/event-label.js';

/** What is known of a stream, a name and a text each. The texts may hold anything: escape them. */
export function summaryFacts(inspection: Inspection): readonly (readonly [name: string, text: string])[] {
  const { source, http, detection, events, error, answer } = inspection;
  const kinds = new Map<string, number>();
  for (const { frames } of events) for (const { kind } of frames) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const frames = [...kinds].map(([kind, count]) => `${count.toLocaleString('en-US')} ${kind}`).join(', ') || 'none';
  const requestId = requestIdIn(inspection);
  const all: readonly (readonly [string, string | undefined])[] = [
    ['error', error && errorText(error)],
    ['found in', source.foundIn],
    ['http', http && `${String(http.status)}, ${http.headers.get('content-type') ?? 'no content-type'}`],
    ['request', requestId],
    ['protocol', detection === undefined ? 'unknown' : `${detection.protocol.name}, by ${detection.because}`],
    ['model', answer?.model],
    ['frames', frames],
    ['usage', answer?.usage && usageText(answer.usage)],
    ['size', [counted(source.bytes, 'byte'), counted(source.lines, 'line'), ...(source.durationMs === undefined ? [] : [timeSpan(source.durationMs)])].join(', ')],
  ];
  return all.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

function errorText({ type, origin, code, param, status, retryable, retryAfterMs }: NonNullable<Inspection['error']>): string {
  return [
    type,
    `origin ${origin}`,
    ...(status === undefined ? [] : [`status ${String(status)}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
    ...(param === undefined ? [] : [`param ${param}`]),
    retryable ? 'retryable' : 'not retryable',
    ...(retryAfterMs === undefined ? [] : [`retry after ${timeSpan(retryAfterMs)}`]),
  ].join(', ');
}

/** What the provider needs to find the request again. */
export function requestIdIn({ error, http }: Inspection): string | undefined {
  return error?.requestId ?? requestIdOf(http?.headers);
}

/** What a choice says, a name and a text each. The texts may hold anything: escape them. */
export function choiceFacts({ text, reasoning, refusal, toolCalls, citations, media, finishReason, rawFinishReason }: Choice): readonly (readonly [string, string])[] {
  const finish = finishReason === rawFinishReason ? finishReason : `${String(finishReason)} (${String(rawFinishReason)})`;
  const all: readonly (readonly [string, string | undefined])[] = [
    ['reasoning', reasoning || undefined],
    ['text', text || undefined],
    ['refusal', refusal || undefined],
    ...toolCalls.map(({ name = '?', arguments: args }) => ['tool call', `${name} ${args}`] as const),
    ['citations', citations.length === 0 ? undefined : String(citations.length)],
    ['media', media.length === 0 ? undefined : media.map(({ mediaType }) => mediaType).join(', ')],
    ['finish', finish],
  ];
  return all.flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const]));
}
