import type { Inspection } from '../inspect/verdict/inspection.js';
import { clip, wrap } from '../terminal/fitting.js';
import { escapeMarkup } from './escape-markup.js';
import { summaryFacts } from './facts.js';
import { DRAWING_CSS, DRAWING_WIDTH, drawTimeline } from './timeline/draw-timeline.js';
import { PALETTE_CSS } from './timeline/palette.js';

const MARGIN = 24;
const LINE = 22;
const HEADLINE_CHARS = 118;

/** The timeline as a picture of its own, with the verdict above it. It needs nothing from elsewhere. */
export function svgTimeline(inspection: Inspection): string {
  const { headline, outcome } = inspection;
  const lines = wrap(clip(headline, 2 * HEADLINE_CHARS), HEADLINE_CHARS);
  const facts = new Map(summaryFacts(inspection));
  const subtitle = ['protocol', 'frames', 'usage', 'size'].flatMap((name) => facts.get(name) ?? []).join('  ·  ');
  const { elements, height } = drawTimeline(inspection);
  const top = MARGIN + lines.length * LINE + 30;
  const width = DRAWING_WIDTH + 2 * MARGIN;
  const whole = top + height + MARGIN / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="fw fw-d" viewBox="0 0 ${String(width)} ${String(whole)}" width="${String(width)}" height="${String(whole)}" role="img">
<title>${escapeMarkup(headline)}</title>
<style>${PALETTE_CSS}${DRAWING_CSS}</style>
<rect width="100%" height="100%" fill="var(--paper)"/>
${lines.map((line, index) => `<text class="${outcome === 'whole' ? 'good' : outcome === 'interrupted' ? 'odd' : 'bad'} strong" font-size="16" x="${String(MARGIN)}" y="${String(MARGIN + 14 + index * LINE)}">${escapeMarkup(line)}</text>`).join('\n')}
<text class="muted" x="${String(MARGIN)}" y="${String(MARGIN + 14 + lines.length * LINE)}">${escapeMarkup(clip(subtitle, 170))}</text>
<g transform="translate(${String(MARGIN)} ${String(top)})">
${elements}
</g>
</svg>
`;
}
