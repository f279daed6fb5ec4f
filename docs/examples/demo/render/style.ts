/** What a text is for the reader; a terminal shows it as a colour. */
export type Tone = 'title' | 'plain' | 'dim' | 'good' | 'bad' | 'wait';

/** How lines are written: as wide as the place they are written to, and coloured or not. */
export interface Style {
  readonly widthChars: number;
  readonly paint: (tone: Tone, text: string) => string;
}
