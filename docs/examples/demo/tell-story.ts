import { from, lastValueFrom, toArray } from 'rxjs';

import { protocols } from '../../../src/cli/protocols.js';
import { printable, wrap } from '../../../src/cli/terminal/fitting.js';
import type { Style } from '../../../src/cli/terminal/style.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { codeLines, codeName, codeOf } from './render/code-lines.js';
import { type Chapter, summaryTable } from './render/summary-table.js';
import { timelineLines } from './render/timeline-lines.js';
import { type Play, play } from './story/play.js';
import type { Scenario } from './story/scenario.js';

/**
 * Plays each scenario in all protocols and shows how it went, with a table at the end.
 *
 * @returns whether everything went as the scenarios say it must.
 */
export async function tellStory(story: readonly Scenario[], { write, style }: Pick<Terminal, 'write' | 'style'>): Promise<boolean> {
  const { paint } = style;
  const chapters: Chapter[] = [];
  for (const scenario of story) {
    write(paint('title', `${String(chapters.length + 1)}. ${scenario.title}`));
    for (const line of wrap(scenario.lesson, style.widthChars)) write(line);
    write('');
    const plays = await Promise.all(protocols.map((protocol) => play(scenario, protocol)));
    for (const each of plays) for (const line of await playLines(each, scenario, style)) write(line);
    chapters.push({ title: scenario.title, plays });
  }

  const all = chapters.flatMap(({ plays }) => plays);
  const failed = all.filter((each) => each.differences.length > 0);
  for (const line of summaryTable(chapters, style)) write(line);
  write('');
  write(
    failed.length === 0
      ? paint('good', `All ${String(all.length)} ended as the story says they must.`)
      : paint('bad', `${String(failed.length)} of ${String(all.length)} did not end as the story says they must.`),
  );
  return failed.length === 0;
}

async function playLines({ protocol, moments, differences }: Play, { options = {} }: Scenario, style: Style): Promise<readonly string[]> {
  const timeline = await lastValueFrom(from(moments).pipe(timelineLines(style), toArray()), { defaultValue: [] });
  return [
    `  ${style.paint('title', protocol.name)}`,
    ...codeLines(`streamFrames(${codeName(protocol)}, { baseUrl, apiKey, body })`, [`reliably(${codeOf(options)})`, 'collect()'], style),
    ...timeline,
    ...differences.map((difference) => style.paint('bad', `  ✗ ${printable(difference)}`)),
    '',
  ];
}
