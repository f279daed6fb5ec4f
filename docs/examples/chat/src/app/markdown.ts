import { Component, input, linkedSignal } from '@angular/core';

import { type Block, splitBlocks } from './split-blocks';
import { CopyButton } from './copy-button';

/** Markdown that may still grow. Angular sanitises what is bound to innerHTML. */
@Component({
  selector: 'app-markdown',
  imports: [CopyButton],
  template: `
    @for (block of blocks(); track $index) {
      @if (block.code === undefined) {
        <div class="block" dir="auto" [class.live]="isLive() && $last" [innerHTML]="block.html"></div>
      } @else {
        <figure class="code">
          <figcaption><span>{{ block.language || 'text' }}</span><app-copy [text]="block.code" what="the code" /></figcaption>
          <pre tabindex="0"><code [class.live]="isLive() && $last">{{ block.code }}</code></pre>
        </figure>
      }
    }
  `,
})
export class Markdown {
  readonly text = input.required<string>();
  readonly isLive = input(false);
  protected readonly blocks = linkedSignal<string, readonly Block[]>({
    source: this.text,
    computation: (text, previous) => splitBlocks(text, previous?.value ?? []),
  });
}
