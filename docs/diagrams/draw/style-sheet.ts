/** What a colour stands for; the first six are kinds of frames. */
export type Tone = 'output' | 'quiet' | 'terminal' | 'error' | 'unknown' | 'restart' | 'value';

type Palette = Readonly<Record<'paper' | 'edge' | 'ink' | 'muted' | 'line' | 'box', string> & Record<Tone, readonly [fill: string, stroke: string, text: string]>>;

const light: Palette = {
  paper: '#ffffff',
  edge: '#d1d9e0',
  ink: '#1f2328',
  muted: '#59636e',
  line: '#818b98',
  box: '#f6f8fa',
  output: ['#ddf4ff', '#0969da', '#0550ae'],
  quiet: ['#eff2f5', '#818b98', '#454c54'],
  terminal: ['#dafbe1', '#1a7f37', '#0f5323'],
  error: ['#ffebe9', '#cf222e', '#a40e26'],
  unknown: ['#fff8c5', '#9a6700', '#633c01'],
  restart: ['#fff1e5', '#bc4c00', '#762c00'],
  value: ['#fbefff', '#8250df', '#512a97'],
};

const dark: Palette = {
  paper: '#0d1117',
  edge: '#3d444d',
  ink: '#f0f6fc',
  muted: '#9198a1',
  line: '#7d8590',
  box: '#151b23',
  output: ['#0f2744', '#4493f8', '#a5d6ff'],
  quiet: ['#212830', '#7d8590', '#c9d1d9'],
  terminal: ['#10301a', '#3fb950', '#7ee787'],
  error: ['#3c1618', '#f85149', '#ffb3ad'],
  unknown: ['#33280c', '#d29922', '#f2cc60'],
  restart: ['#3b1e0b', '#db6d28', '#ffb77c'],
  value: ['#291c43', '#ab7df8', '#dabdff'],
};

const tones: readonly Tone[] = ['output', 'quiet', 'terminal', 'error', 'unknown', 'restart', 'value'];

function variables(palette: Palette): string {
  const plain = (['paper', 'edge', 'ink', 'muted', 'line', 'box'] as const).map((name) => `--${name}:${palette[name]}`);
  const toned = tones.flatMap((tone) => palette[tone].map((colour, index) => `--${tone}-${['fill', 'stroke', 'text'][index] ?? ''}:${colour}`));
  return [...plain, ...toned].join(';');
}

/** The one style of all pictures. A picture brings its own paper, so that it can be read where page and system disagree. */
export const styleSheet = [
  `:root{${variables(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${variables(dark)}}}`,
  `text{fill:var(--ink);font:15px ui-sans-serif,system-ui,-apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}`,
  `.mono{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:14px}`,
  `.caption{font-weight:600;font-size:16px}`,
  `.small{font-size:13px}`,
  `.muted{fill:var(--muted)}`,
  `.bold{font-weight:600}`,
  `.middle{text-anchor:middle}`,
  `.end{text-anchor:end}`,
  `.paper{fill:var(--paper);stroke:var(--edge)}`,
  `.box{fill:var(--box);stroke:var(--edge);stroke-width:1.5}`,
  `.rule{stroke:var(--edge)}`,
  `.line{stroke:var(--line);stroke-width:2;fill:none}`,
  `.thread{stroke:var(--line);stroke-width:1.5;stroke-dasharray:2 5;fill:none}`,
  `.ink{stroke:var(--ink);stroke-width:3;stroke-linecap:round;fill:none}`,
  `.tip{fill:var(--line)}`,
  `.break{fill:var(--paper)}`,
  ...tones.flatMap((tone) => [
    `.${tone}{fill:var(--${tone}-fill);stroke:var(--${tone}-stroke);stroke-width:1.5}`,
    `.${tone}-line{fill:none;stroke:var(--${tone}-stroke);stroke-width:2}`,
    `.${tone}-tip{fill:var(--${tone}-stroke)}`,
    `.${tone}-text{fill:var(--${tone}-text)}`,
  ]),
].join('\n');
