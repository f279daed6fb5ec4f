import { arrow } from './arrow.js';
import { element } from './element.js';
import { label } from './label.js';
import { node } from './node.js';
import { picture } from './picture.js';
import { pill } from './pill.js';

const LINE = 104;

/** When a failed request may be repeated: the commit divides an attempt. */
export function commit(): string {
  const parts = [
    label('One attempt', 24, 38, 'caption'),
    arrow([[76, LINE], [770, LINE]]),
    element('circle', { cx: 76, cy: LINE, r: 5, class: 'tip' }),
    label('request', 76, LINE + 34, 'small muted middle'),
    pill('200 OK', 176, LINE, 'quiet'),
    pill('start', 288, LINE, 'quiet'),
    pill('Hel', 440, LINE, 'output'),
    pill('lo', 520, LINE, 'output'),
    pill('terminal', 680, LINE, 'terminal'),
    element('path', { d: `M390 ${String(LINE - 46)} V372`, class: 'output-line', 'stroke-dasharray': '6 5' }),
    label('commit', 390, LINE - 56, 'bold middle output-text'),
    label('nobody has read a word', 236, LINE + 58, 'muted middle'),
    label('words are out', 543, LINE + 58, 'muted middle'),

    arrow([[236, 180], [236, 212]], 'error'),
    arrow([[543, 176], [543, 194], [494, 194], [494, 212]], 'error'),
    arrow([[543, 176], [543, 194], [684, 194], [684, 212]], 'error'),
    label('fails', 246, 200, 'small error-text'),
    label('fails', 553, 188, 'small error-text'),

    node('silent replay', { x: 112, y: 216, width: 248, height: 56, tone: 'quiet', note: 'if retryable, after a wait, bounded' }),
    node('the error goes on', { x: 410, y: 216, width: 168, height: 56, tone: 'error', note: 'by default' }),
    node('announced replay', { x: 592, y: 216, width: 184, height: 56, tone: 'restart', note: 'if you ask for it' }),
    label("afterOutput: 'fail'", 494, 296, 'mono small muted middle'),
    label("afterOutput: 'restart'", 684, 296, 'mono small muted middle'),
    arrow([[110, 244], [76, 244], [76, LINE + 44]]),
    arrow([[684, 308], [684, 344], [30, 344], [30, LINE], [68, LINE]], 'restart'),
    element('rect', { x: 416, y: 332, width: 226, height: 24, class: 'break' }),
    label('a restart frame: what came is void', 529, 349, 'small restart-text middle'),
  ];
  return picture(
    {
      width: 800,
      height: 384,
      title: 'A commit divides an attempt',
      description:
        'Before the first output a failed request is repeated silently, if its error is retryable, after a wait and a bounded number of times. After it the error goes on, ' +
        "or, with afterOutput: 'restart', a restart frame declares void what came, and the request is repeated.",
    },
    parts,
  );
}
