import { scenes } from '../../../spec/operators/diagrams/index.js';
import { brokenStream } from './broken-stream.js';
import { commit } from './commit.js';
import { dataFlow } from './data-flow.js';
import { frameIdea } from './frame-idea.js';
import { legend } from './legend.js';
import { marbleDiagram } from './marble-diagram.js';
import { retryDecision } from './retry-decision.js';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every picture but those of measurements, by file name. */
export function pictures(): ReadonlyMap<string, string> {
  return new Map([
    ['broken-stream.svg', brokenStream()],
    ['frame-idea.svg', frameIdea()],
    ['data-flow.svg', dataFlow()],
    ['commit.svg', commit()],
    ['retry-decision.svg', retryDecision()],
    ['legend.svg', legend()],
    ...Object.entries(scenes).map(([name, drawn]) => [`${kebab(name)}.svg`, marbleDiagram(name, drawn)] as const),
  ]);
}
