import type { Choice } from '../../index.js';
import type { Inspection } from '../inspect/verdict/inspection.js';
import { clip } from '../terminal/clip.js';
import { counted } from '../terminal/counted.js';
import { printable } from '../terminal/printable.js';
import type { Style } from '../terminal/style.js';
import { wrap } from '../terminal/wrap.js';

const NAME_CHARS = 10;
const MOST_CHARS = 600;

/** The answer, folded: its texts, its tool calls, why it ended. */
export function answerLines({ answer }: Inspection, style: Style): readonly string[] {
  if (answer === undefined) return [];
  return [answer, ...answer.otherChoices].flatMap((choice, index) => {
    const lines = choiceFacts(choice).flatMap(([name, text]) => named(name, text, style));
    return answer.otherChoices.length > 0 && lines.length > 0 ? [`  choice ${String(index)}`, ...lines] : lines;
  });
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

function named(name: string, text: string, { paint, widthChars }: Style): readonly string[] {
  const size = text.length > MOST_CHARS ? ` (${counted(text.length, 'character')})` : '';
  return wrap(printable(clip(text, MOST_CHARS)) + size, widthChars - NAME_CHARS - 2).map(
    (line, index) => `  ${paint('dim', (index === 0 ? name : '').padEnd(NAME_CHARS))}${line}`,
  );
}
