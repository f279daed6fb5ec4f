import type { Inspection } from '../inspect/verdict/inspection.js';
import { clip } from '../terminal/clip.js';
import { choiceFacts } from './answer-lines.js';
import { DRAWING_WIDTH, drawTimeline } from './draw-timeline.js';
import { escapeMarkup as e } from './escape-markup.js';
import { eventTable } from './event-table.js';
import { findingList } from './finding-list.js';
import { PAGE_CSS } from './page-css.js';
import { summaryFacts } from './summary-facts.js';

/** The report as one page that needs nothing from elsewhere, runs no script and may be sent around. */
export function htmlReport(inspection: Inspection): string {
  const { headline, outcome, source, findings, advice, answer, events } = inspection;
  const mood = outcome === 'whole' ? 'good' : outcome === 'interrupted' ? 'odd' : 'bad';
  const { elements, height } = drawTimeline(inspection);
  const said = answer === undefined ? [] : [answer, ...answer.otherChoices].flatMap((choice) => choiceFacts(choice));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${e(clip(headline, 120))}</title>
<style>${PAGE_CSS}</style>
</head>
<body class="fw">
<main>
<p class="source">framewise inspect <span>${e(source.name)}</span></p>
<section class="verdict ${mood}">
<h1>${e(headline)}</h1>
${advice.map((line) => `<p>${e(line)}</p>`).join('\n')}
</section>
<dl class="facts">
${summaryFacts(inspection).map(([name, text]) => `<div><dt>${e(name)}</dt><dd>${e(text)}</dd></div>`).join('\n')}
</dl>
${events.length === 0 ? '' : `<figure><svg xmlns="http://www.w3.org/2000/svg" class="fw-d" viewBox="0 0 ${String(DRAWING_WIDTH)} ${String(height)}" role="img" aria-label="Timeline of the stream">
${elements}
</svg></figure>`}
${section('Findings', findingList(findings))}
${section(outcome === 'whole' ? 'The answer' : 'The answer, as far as it came', said.length === 0 ? '' : `<dl class="answer">
${said.map(([name, text]) => `<dt>${e(name)}</dt><dd>${text.split('\n').map(e).join('\n')}</dd>`).join('\n')}
</dl>`)}
${section('Events', eventTable(events))}
</main>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section>\n<h2>${title}</h2>\n${content}\n</section>`;
}
