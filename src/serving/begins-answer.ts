import { type Choice, commits, type Completion, type GoodFrame, type RestartFrame } from '../index.js';

/** A frame as an answer to others may have it. */
type AnyFrame = GoodFrame<unknown> | RestartFrame;

const kinds: ReadonlySet<unknown> = new Set<AnyFrame['kind']>(['data', 'terminal', 'unknown', 'restart']);

/** Whether a value of any stream is a frame. */
export function isFrame(value: unknown): value is AnyFrame {
  return typeof value === 'object' && value !== null && kinds.has((value as { kind?: unknown }).kind);
}

/** Whether a value of any stream is output. A frame, a delta or a completion in which nothing is said yet is none; whatever else it is, is. */
export function beginsAnswer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isFrame(value)) return commits(value);
  if (isCompletion(value)) return [value, ...value.otherChoices].some(saysSomething);
  return !isAboutAnswer(value);
}

function isCompletion(value: object): value is Completion {
  const { otherChoices } = value as Partial<Completion>;
  return isChoice(value) && Array.isArray(otherChoices) && otherChoices.every(isChoice);
}

function isChoice(value: object | null): value is Choice {
  return value !== null && said(value as Choice).every((part) => typeof part === 'string' || Array.isArray(part));
}

function saysSomething(choice: Choice): boolean {
  return said(choice).some(({ length }) => length > 0);
}

function said({ text, reasoning, refusal, toolCalls, citations, media }: Choice): readonly { readonly length: number }[] {
  return [text, reasoning, refusal, toolCalls, citations, media];
}

/** The deltas that are no output. An event of yours may have the same type, so they are known by what they hold. */
function isAboutAnswer(value: object): boolean {
  const { type } = value as { type?: unknown };
  if (type === 'start') return Object.keys(value).every((key) => key === 'type' || key === 'id' || key === 'model');
  return (type === 'usage' && 'usage' in value) || (type === 'finish' && 'raw' in value);
}
