import { placeName } from '../inspect/events/event-place.js';
import type { Finding, Inspection } from '../inspect/verdict/inspection.js';
import { clip, printable, wrap } from '../terminal/fitting.js';
import type { Style, Tone } from '../terminal/style.js';
import { counted } from '../terminal/wording.js';
import { choiceFacts, summaryFacts } from './facts.js';
import { excerptAt, fewFindings, type ShownFinding } from './shown-findings.js';
import { timelineLines } from './timeline/timeline-lines.js';

/** The report for a terminal: the verdict, the evidence, the answer, what to do. */
export function textReport(inspection: Inspection, style: Style): readonly string[] {
  const { outcome, headline, findings, advice, events } = inspection;
  const { paint, widthChars } = style;
  const tone: Tone = outcome === 'whole' ? 'good' : outcome === 'interrupted' ? 'warn' : 'bad';
  const [failure, others] = outcome === 'whole' ? [undefined, findings] : [findings[0], findings.slice(1)];
  return [
    ...wrap(printable(headline), widthChars - 2).map((line, index) => paint(tone, `${index > 0 ? ' ' : outcome === 'whole' ? '✓' : '✗'} ${line}`)),
    ...(failure?.place === undefined ? [] : ['', ...placeLines(failure, style)]),
    '',
    ...summaryFacts(inspection).flatMap(([name, text]) => named(name, text, style)),
    ...section('Also', fewFindings(others).flatMap((shown) => findingLines(shown, style)), style),
    ...section('What came', timelineLines(events, style), style),
    ...section(outcome === 'whole' ? 'The answer' : 'The answer, as far as it came', answerLines(inspection, style), style),
    ...section('What to do', advice.flatMap((line) => wrap(printable(line), widthChars - 2).map((part) => `  ${part}`)), style),
  ];
}

function section(title: string, lines: readonly string[], { paint }: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', paint('title', title), ...lines];
}

const NAME_CHARS = 10;

function named(name: string, text: string, { paint, widthChars }: Style): readonly string[] {
  return wrap(printable(text), widthChars - NAME_CHARS - 2).map(
    (line, index) => `  ${paint('dim', (index === 0 ? name : '').padEnd(NAME_CHARS))}${line}`,
  );
}

function findingLines({ finding, moreCount }: ShownFinding, style: Style): readonly string[] {
  const { paint, widthChars } = style;
  const mark = finding.level === 'note' ? paint('dim', '·') : paint('warn', '!');
  return [
    ...wrap(printable(finding.message), widthChars - 4).map((line, index) => `${index === 0 ? `  ${mark} ` : '    '}${line}`),
    ...(finding.place === undefined ? [] : placeLines(finding, style)),
    ...(moreCount === 0 ? [] : [paint('dim', `    … and ${moreCount.toLocaleString('en-US')} more like this; --json has them all`)]),
  ];
}

/** `line 3, byte 81` and the line itself, with a caret under the character. */
function placeLines({ place, level }: Finding, { paint, widthChars }: Style): readonly string[] {
  if (place === undefined) return [];
  const { text, caret } = excerptAt(place, widthChars - 6);
  return [
    paint('dim', `    ${placeName(place)}`),
    `    ${paint('dim', '│')} ${text}`,
    `    ${paint('dim', '│')} ${' '.repeat(caret)}${paint(level === 'error' ? 'bad' : 'warn', '^')}`,
  ];
}

const MOST_ANSWER_CHARS = 600;

/** The answer, folded: its texts, its tool calls, why it ended. */
function answerLines({ answer }: Inspection, style: Style): readonly string[] {
  if (answer === undefined) return [];
  return [answer, ...answer.otherChoices].flatMap((choice, index) => {
    const lines = choiceFacts(choice).flatMap(([name, text]) => named(name, answerText(text), style));
    return answer.otherChoices.length > 0 && lines.length > 0 ? [`  choice ${String(index)}`, ...lines] : lines;
  });
}

/** The beginning and the end of a long text, and how long it is. */
function answerText(text: string): string {
  return text.length <= MOST_ANSWER_CHARS ? text : `${clip(text, MOST_ANSWER_CHARS)} (${counted(text.length, 'character')})`;
}
