import { arrow } from './arrow.js';
import { label } from './label.js';
import { node } from './node.js';
import { picture } from './picture.js';

const WIDTH = 112;
const TOP = 76;
const BOTTOM = TOP + 56;
const ERROR_TOP = 208;
const left = (index: number): number => 24 + index * 128;
const middle = (index: number): number => left(index) + WIDTH / 2;

const questions: readonly (readonly [name: string, note: string, says: string])[] = [
  ['unread?', "or 'restart'", "nobody has read a word of it, or afterOutput is 'restart'"],
  ['retryable?', 'the error', 'the error is retryable'],
  ['retries left?', 'maxRetries', 'maxRetries is not reached'],
  ['soon?', 'Retry-After', 'the server asks for no longer wait than maxRetryAfterMs'],
];

/** What is asked before a request is repeated. */
export function retryDecision(): string {
  const stations = [['attempt', 'has failed'] as const, ...questions, ['wait', 'backoff, jitter'] as const];
  const parts = [
    ...stations.map(([name, note], index) => node(name, { x: left(index), y: TOP, width: WIDTH, height: 56, note, ...toneAt(index) })),
    ...stations.slice(1).map((_, index) => arrow([[left(index) + WIDTH + 1, TOP + 28], [left(index + 1) - 1, TOP + 28]])),
    ...questions.flatMap((_, index) => [
      arrow([[middle(index + 1), BOTTOM + 4], [middle(index + 1), ERROR_TOP - 3]], 'error'),
      label('no', middle(index + 1) + 10, 176, 'small error-text'),
    ]),
    node('the error goes on', { x: left(1), y: ERROR_TOP, width: left(4) + WIDTH - left(1), height: 48, tone: 'error', note: "the last attempt's own, unchanged" }),
    arrow([[middle(5), TOP - 4], [middle(5), 44], [middle(0), 44], [middle(0), TOP - 4]], 'restart'),
    label('yes to all: the request is sent again', 400, 32, 'small middle restart-text'),
  ];
  return picture(
    {
      width: 800,
      height: ERROR_TOP + 72,
      title: 'When a request is repeated',
      description: `After a failed attempt the request is sent again, after a wait, if ${questions.map(([, , says]) => says).join(', and ')}. Else the error of that attempt goes on.`,
    },
    parts,
  );
}

function toneAt(index: number): { tone: 'error' | 'restart' } | undefined {
  if (index === 0) return { tone: 'error' };
  return index > questions.length ? { tone: 'restart' } : undefined;
}
